import { OPENING_VIEW, type View } from '@deltaboard/shared/protocol/view.ts';
import { expect, test } from 'vitest';
import { momentPicture } from '../picture/exact.ts';
import { moment, run } from '../testing/example.ts';
import { clicked, clickedAlong } from './clicker.ts';

const pictureAt = (done: number) => momentPicture(moment(2, done), run, { compare: false, objective: 'J' });
const open = (changed: Partial<View>): View => ({ ...OPENING_VIEW, ...changed });

function walk(from: View, picture: ReturnType<typeof pictureAt>, direction: 1 | -1) {
  const walked: Partial<View>[] = [];
  let view = from;
  for (let next = clicked(view, picture, direction); next; next = clicked(view, picture, direction)) {
    walked.push(next);
    view = { ...view, ...next };
  }
  return { walked, view };
}

test('UI25 UI26 a clicker goes through the stages of By hand, its pages, then through the pass', () => {
  // The twelfth operation computes ∂J/∂W.
  const picture = pictureAt(12);
  const { walked, view } = walk(open({ workbench: 'symbols' }), picture, 1);
  expect(walked).toEqual([
    { workbench: 'shapes' },
    { workbench: 'numbers', handPage: 'chain', factor: null, reshaping: 'row' },
    { handPage: 'made', factor: null, reshaping: 'row' },
    { reshaping: 'rows' },
    { reshaping: 'outer' },
    { handPage: 'bridge', factor: null },
    { handPage: 'agreement', factor: null },
  ]);
  expect(walk(view, picture, -1).walked).toEqual([
    { handPage: 'bridge', factor: null },
    { handPage: 'made', factor: null, reshaping: 'outer' },
    { reshaping: 'rows' },
    { reshaping: 'row' },
    { handPage: 'chain', factor: null },
  ]);
});

test('UI25 with an operation the pages begin anew, and from their end on the way back', () => {
  const last = open({ workbench: 'numbers', handPage: 'agreement', reshaping: 'outer' });
  const next = { ...last, ...clickedAlong(last, 1) };
  expect(next).toMatchObject({ handPage: 'chain', reshaping: 'row' });
  expect({ ...next, ...clickedAlong(next, -1) }).toEqual(last);
  expect(clickedAlong(open({ workbench: 'shapes' }), 1)).toBeNull();
});

test('UI25 u has no page of its own, and before the way back there is none to turn', () => {
  const numbers = open({ workbench: 'numbers' });
  const ofU = { ...numbers, target: { at: 12, of: 'u' } } as const;
  expect(walk(ofU, pictureAt(12), 1).walked.map(({ handPage }) => handPage)).toEqual(['bridge', 'agreement']);
  expect(clicked(numbers, pictureAt(3), 1)).toBeNull();
});

test('UI25 where the last page stands, or By hand is closed or not in sight, the pass goes on', () => {
  expect(clicked(open({ workbench: 'numbers', handPage: 'agreement' }), pictureAt(10), 1)).toBeNull();
  expect(clicked(open({}), pictureAt(12), 1)).toBeNull();
  expect(clicked(open({ page: 'graph', workbench: 'symbols' }), pictureAt(12), 1)).toBeNull();
});
