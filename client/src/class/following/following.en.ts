/** Whether one looks at what the driver shows. */
export const following = {
  following: 'Following',
  followingTitle:
    'You see what the driver shows. Choosing another page or layer leaves it; you can always come back.',
  apart: 'On your own',
  apartStatus: 'You look at something of your own. The class may be elsewhere.',
  resume: 'Resume',
  resumeTitle: 'Back to what the driver shows',
  earlier: 'Earlier operation',
  earlierTitle: 'Look at an earlier operation of this pass, by yourself (←)',
  later: 'Later operation',
  laterTitle: 'Towards where the class stands (→)',
  pointed: 'The driver points here',
  lost: 'Lost here',
  lostTitle:
    'Say quietly that you have lost the thread at this operation: the driver sees how many, nobody sees who',
  me: 'Me',
  meTitle: 'Your name, your questions, your answers',
  held: 'Eyes to the front',
  heldHint: 'The screens come back when the driver releases them.',
};
