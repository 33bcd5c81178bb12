import type { PosedQuestion } from '@deltaboard/shared/protocol/participation.ts';

/** A question of two choices, in its first round. */
export const posedQuestion: PosedQuestion = {
  id: 4,
  question: {
    asked: { kind: 'free', prompt: 'Which word?', options: ['Paris', 'museums'] },
    choices: [
      { type: 'text', text: 'Paris' },
      { type: 'text', text: 'museums' },
    ],
    about: { objective: 'J', word: null, sentence: null },
  },
  cursor: null,
  phase: 'first',
  discussion: null,
  result: null,
};
