/** Inputs from the field (SPEC IM1–IM9), each with its right value. They stand beside the checkout, and not at a user's. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { arranged, overviewOf, starved } from './overview.ts';
import { guessShape } from './guess.ts';
import { readText } from './read.ts';
import type { Reading } from './reading.ts';
import { guessedTypes, mapped } from './types.ts';

const folder = fileURLToPath(new URL('../../../../../shared/field/', import.meta.url));
const present = existsSync(`${folder}README.md`);
if (!present) console.warn(`SKIPPED: no ${folder}`);

const read = (name: string): Reading => {
  const text = readFileSync(`${folder}${name}.txt`, 'utf8');
  return readText(text, guessShape(text));
};
const sentences = ({ documents }: Reading) => documents.flatMap((document) => document.sentences);
const firstOf = (reading: Reading): string => {
  const [{ tokens, entities }] = sentences(reading);
  return [
    tokens.join(' '),
    ...entities.map((e) => `${tokens.slice(e.start, e.end).join('_')}/${e.type}`),
  ].join(' | ');
};
const walked = 'Mira walked to Velden . | Mira/PER | Velden/LOC';

describe.skipIf(!present)('inputs from the field', () => {
  test.each([
    ['F01-index-column', walked],
    ['F02-space-in-token', 'Mira walked to Bay of Song . | Mira/PER | Bay_of_Song/LOC'],
    ['F03-nbsp-bracket', walked],
    ['F05-comment-ends-in-O', walked],
    ['F07-valid-but-many-comments', 'Velden ! | Velden/LOC'],
    ['F08-outside-is-zero', walked],
    ['F08-tag-not-last', walked],
    ['F08-uner-5-columns', walked],
    ['F09-bracket-LOCATION', 'Mira walked to Velden . | Velden/LOCATION'],
    ['F09-organization', 'Mira joined Acme in Velden . | Mira/PER | Acme/ORGANIZATION | Velden/LOC'],
    ['F10-korean-unknown-words', '미라 가 벨덴 에서 걷 는다 . | 미라/PER | 벨덴/LOC'],
  ])('%s', (name, first) => {
    const reading = read(name);
    expect(firstOf(reading)).toBe(first);
    expect(reading.problems).toEqual([]);
    const types = guessedTypes(reading.documents);
    expect([...types.values()]).not.toContain(null);
    expect(starved(arranged(mapped(reading.documents, types), 1).documents)).toEqual([]);
  });

  test('F06 locations only in the last part: shuffled, so that each part has some', () => {
    const reading = read('F06-location-only-in-last-part');
    const documents = mapped(reading.documents, guessedTypes(reading.documents));
    expect(starved(documents)).toEqual(['train', 'dev']);
    const { by, documents: order } = arranged(documents, 1);
    expect({ by, starved: starved(order) }).toEqual({ by: 'shuffled', starved: [] });
    expect(arranged(documents, 1)).toEqual({ by, documents: order });
  });

  test('F11 one blank token is listed with its place, and the rest is read', () => {
    const { problems, documents } = read('F11-one-blank-token');
    expect(problems).toEqual([
      { kind: 'blank-token', count: 1, places: [{ line: expect.any(Number), column: 1, value: 'O' }] },
    ]);
    expect(documents[0].sentences.at(-1)?.tokens).toEqual(['Mira']);
  });

  test('F12 nothing to find in the test part is known before anything starts', () => {
    const reading = read('F12-no-location-in-test');
    const documents = mapped(reading.documents, guessedTypes(reading.documents));
    expect(starved(documents)).toContain('test');
    expect(overviewOf({ documents, by: 'order' }).entities.LOC.test).toBe(0);
    expect(starved(arranged(documents, 1).documents)).toEqual([]);
  });
});
