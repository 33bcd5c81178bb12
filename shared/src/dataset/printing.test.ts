import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessShape } from './reading/guess.ts';
import { readText } from './reading/read.ts';
import { guessedTypes, mapped } from './reading/types.ts';
import { printed, printedForms } from './printing.ts';
import { entityTypes, type Document, type Sentence } from './sentence.ts';

const word = fc.constantFrom('Mira', 'went', 'to', 'Zürich', 'in', 'May', 'é', '미라', '12', 'a-b');
const sentence = fc
  .array(fc.tuple(word, fc.constantFrom(...entityTypes, null), fc.boolean()), { minLength: 2, maxLength: 9 })
  .map((words): Sentence => {
    const entities: { start: number; end: number; type: (typeof entityTypes)[number] }[] = [];
    words.forEach(([, type, joins], t) => {
      const last = entities.at(-1);
      if (!type) return;
      if (joins && last?.end === t && last.type === type)
        entities[entities.length - 1] = { ...last, end: t + 1 };
      else entities.push({ start: t, end: t + 1, type });
    });
    return { tokens: words.map(([token]) => token), entities };
  });

describe('IM13 a labelled text taken away', () => {
  it.each(printedForms)('is read back as it was: %s', (form) => {
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 3, maxLength: 12 }), (sentences) => {
        fc.pre(sentences.some(({ entities }) => entities.length > 0));
        const documents: readonly Document[] = [{ title: '', sentences }];
        const text = printed(documents, form);
        const { documents: read, problems } = readText(text, guessShape(text));
        const again = mapped(read, guessedTypes(read)).flatMap((document) => [...document.sentences]);
        expect(problems).toEqual([]);
        expect(again).toEqual(sentences);
      }),
      { numRuns: 100 },
    );
  });
});
