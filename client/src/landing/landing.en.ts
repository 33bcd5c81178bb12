import { count } from '../language/format.ts';

export const landing = {
  lead: 'A class watches one neural network learn, and stops time inside a single backward pass.',
  start: 'Start a class',
  starting: 'Starting…',
  startHint: 'Opens a room with a code. You drive; nothing to install.',
  join: 'Join a class',
  code: 'Code',
  codePlaceholder: 'KQ7M-2P',
  codeMissing: 'Enter the code that your instructor shows, such as KQ7M-2P.',
  noServer: 'The server does not answer. Check your connection and try again.',
  caption: (sentences: number, step: number) =>
    `A real run in your browser: ${count(sentences)} sentences, seeded random word vectors, step ${count(step)}.`,
  calm: 'It stands still because your system asks for reduced motion.',
};
