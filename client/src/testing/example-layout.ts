/** The layouts of the example's network (three units, three words of ten numbers), for tests. */
import type { LayoutInput } from '../pass/board/board-layout.ts';
import { layoutOf } from '../pass/board/layout.ts';

const desk: LayoutInput = {
  width: 1070,
  height: 540,
  rem: 14,
  pixelRatio: 1,
  far: false,
  units: 3,
  topUnits: 3,
  inputs: 30,
  words: 3,
  hasLayer: true,
  scores: 1,
  hasProbabilities: false,
  folded: [],
};
export const layouts = { desk: layoutOf(desk), phone: layoutOf({ ...desk, width: 335, rem: 16 }) };
