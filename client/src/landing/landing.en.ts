import { count } from '../language/format.ts';

export const landing = {
  lead: 'Train one small neural network together, and freeze it in the middle of a backward pass.',
  start: 'Start a class',
  starting: 'Starting…',
  startHint: 'Creates a room with a code to share. Nothing to install.',
  lesson: 'Teach a lesson…',
  key: 'Key of this server',
  join: 'Join a class',
  kept: 'You join under a pseudonym.',
  code: 'Code',
  codePlaceholder: 'KQ7M-2PXB',
  codeMissing: 'Enter the code that your instructor shows, such as KQ7M-2PXB.',
  noServer: 'Can’t reach the server. Check your connection and try again.',
  caption: (sentences: number, step: number) =>
    `A real run in your browser: ${count(sentences)} sentences, seeded random word vectors, step ${count(step)}.`,
  calm: 'It is paused because your system asks for reduced motion.',
};
