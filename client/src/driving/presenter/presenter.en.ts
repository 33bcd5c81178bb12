import { count, plural } from '../../language/format.ts';

/** The presenter view: what only those who lead the class see. */
export const presenter = {
  title: 'Presenter view',
  notYours: 'This page is for the instructor.',
  notYoursHint: 'Open the class to follow it.',
  toClass: 'To the class',
  lesson: 'Lesson',
  restart: 'Restart',
  restartTitle: 'Start the lesson’s time at 0:00',
  // parts, as they are chosen on a phone
  parts: 'Part',
  lessonPart: 'Lesson',
  part: { next: 'Next', question: 'Question', room: 'Room', lost: 'Lost', screen: 'Screen' },
  screen: 'What the class sees',
  live: 'live',
  blank: 'The projector is blank.',
  lobby: 'The code to join',
  onBoard: 'On the board',
  // what comes next
  next: 'Next',
  reveal: 'Reveal',
  place: (number: number, of: number) => `operation ${count(number)} of ${count(of)}`,
  onlyYou: 'Only you see this',
  answer: 'The answer',
  values: (name: string) => `The values of ${name}`,
  none: {
    running: 'The run is under way. Pause to see what comes next.',
    step: 'The next operation begins another step. Its numbers come with it.',
    end: 'The pass is complete. Nothing comes after it here.',
    preparing: 'Preparing…',
  },
  // the question
  noQuestion: 'No question is open.',
  quietFor: (seconds: number) => `No answer for ${plural(seconds, 'second', 'seconds')}`,
  // the room
  texts: 'Texts from the class',
  noTexts: 'Nobody has written anything.',
  votes: (votes: number) => plural(votes, 'vote', 'votes'),
  hands: 'Hands raised',
  noHands: 'No hand is raised.',
  show: 'Show',
  done: 'Done',
  doneFor: (name: string) => `Done: lower the hand of ${name}`,
  nameless: 'name hidden',
  lost: 'Where students got lost',
  noLost: 'Nobody so far.',
  lostAt: (operation: string, members: number) => `${operation}: ${plural(members, 'student', 'students')}`,
  whileRunning: 'while running',
};
