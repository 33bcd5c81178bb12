/** Whether one looks at what the driver shows. */
export const following = {
  together: {
    state: 'Following',
    title:
      'You see what the instructor shows. Choosing another page or layer leaves it; you can always come back.',
    brief: 'with the class',
    resume: 'Resume',
    resumeTitle: 'Back to what the instructor shows',
  },
  /** In a seminar, on a page of one's own. */
  alone: {
    state: 'At your own pace',
    title: 'In this seminar everyone goes through the lesson alone. Only counts are told to the instructor.',
    brief: 'at your own pace',
    resume: 'Back to the page',
    resumeTitle: 'Back to the page',
  },
  apart: 'On your own',
  apartStatus: 'You are looking at something of your own. The class may be elsewhere.',
  earlier: 'Earlier operation',
  earlierTitle: 'Look at an earlier operation of this pass on your own (←)',
  later: 'Later operation',
  laterTitle: 'Towards where the class stands (→)',
  pointed: 'The instructor points here',
  lost: 'I’m lost here',
  lostTitle: 'Say quietly that you got lost at this operation: the instructor sees how many, nobody sees who',
  me: 'Me',
  meTitle: 'Your name, your questions, your answers',
  held: 'Eyes up front, please',
  heldHint: 'Your screen returns when the instructor continues.',
};
