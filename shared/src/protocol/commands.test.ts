import { expect, test } from 'vitest';
import { parseCommand } from '../class/table.ts';
import { experiments, OPENING_VIEW, pages } from './view.ts';

test('PR4 UI17 a view is one of the pages and experiments that there are', () => {
  for (const page of pages) {
    for (const experiment of experiments) {
      const command = { type: 'view', view: { ...OPENING_VIEW, page, experiment } };
      expect(parseCommand(command)).toEqual(command);
    }
  }
  const wrong = { type: 'view', view: { ...OPENING_VIEW, experiment: 'alchemy' } };
  expect(() => parseCommand(wrong)).toThrow();
});
