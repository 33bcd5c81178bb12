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

const writes = (text: string) =>
  parseCommand({ type: 'contribute', contribution: { kind: 'question', text } });

test('PT1 a text of which nothing is seen is refused like an empty one', () => {
  for (const text of ['', '   ', '\u200B', '\u3164', '\u2800'])
    expect(() => writes(text)).toThrow(/contribution\.text/);
  const tokens = ['Paris', '\u200B'];
  expect(() =>
    parseCommand({
      type: 'contribute',
      contribution: { kind: 'sentence', tokens, centre: 0, goldType: null },
    }),
  ).toThrow(/tokens\.1/);
});

test('PT3 a text is kept without marks that turn what stands around it', () => {
  expect(writes('what is \u202Edelta here')).toMatchObject({ contribution: { text: 'what is delta here' } });
});
