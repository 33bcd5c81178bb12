import { OPENING_VIEW, type View } from '@deltaboard/shared/protocol/view.ts';
import { expect, test } from 'vitest';
import { momentPicture } from '../picture/exact.ts';
import { moment, run } from '../testing/example.ts';
import { clicked } from './clicker.ts';

const pictureAt = (done: number) => momentPicture(moment(2, done), run, { compare: false, objective: 'J' });
const open = (changed: Partial<View>): View => ({ ...OPENING_VIEW, ...changed });

test('UI25 a clicker goes through the stages of By hand, then through the pass', () => {
  // The twelfth operation computes ∂J/∂W.
  const picture = pictureAt(12);
  let view = open({ workbench: 'symbols' });
  const walked: Partial<View>[] = [];
  for (let next = clicked(view, picture, 1); next; next = clicked(view, picture, 1)) {
    walked.push(next);
    view = { ...view, ...next };
  }
  expect(walked).toEqual([
    { workbench: 'shapes' },
    { workbench: 'numbers', reshaping: 'row' },
    { reshaping: 'rows' },
    { reshaping: 'outer' },
  ]);
  const back: Partial<View>[] = [];
  for (let next = clicked(view, picture, -1); next; next = clicked(view, picture, -1)) {
    back.push(next);
    view = { ...view, ...next };
  }
  expect(back).toEqual([{ reshaping: 'rows' }, { reshaping: 'row' }]);
});

test('UI25 where nothing is reshaped, or By hand is closed or not in sight, the pass goes on', () => {
  expect(clicked(open({ workbench: 'numbers' }), pictureAt(10), 1)).toBeNull();
  expect(clicked(open({}), pictureAt(12), 1)).toBeNull();
  expect(clicked(open({ page: 'graph', workbench: 'symbols' }), pictureAt(12), 1)).toBeNull();
});
