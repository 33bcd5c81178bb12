/** The scenes of a lesson, in their order. */
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { Language } from '../sizes.ts';
import { onTheBoard } from './board.ts';
import { beside } from './beside.ts';
import { byHand } from './by-hand.ts';
import { aLongQuestion, aQuestion, aQuestionRevealed, hands, said } from './class.ts';
import { dialogs } from './dialogs.ts';
import { door } from './door.ts';
import { family } from './family.ts';
import { nudging, otherPages } from './pages.ts';
import { aPass } from './pass.ts';
import { readyLessons } from './ready-lessons.ts';
import { onTheRemote } from './remote.ts';
import { notFinite, running } from './running.ts';
import type { Scene } from './scene.ts';
import { studentsOwn } from './students.ts';
import { taught } from './taught.ts';

export const lesson = (language: Language): readonly Scene[] => [
  door(language),
  { stages: [{ name: 'opened', rests: true }, ...aPass('board', presets.board, true)] },
  byHand,
  onTheBoard,
  otherPages,
  nudging,
  aQuestion,
  aQuestionRevealed,
  aLongQuestion,
  hands(language),
  said,
  studentsOwn(language),
  taught(language),
  ...readyLessons,
  onTheRemote(language),
  dialogs(language),
  beside(language),
  running,
  ...family,
  notFinite,
];
