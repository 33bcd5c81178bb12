import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inlinesOf, parseMarkdown, wordCount, type Inline } from './markdown.ts';
import { TextProblem } from './text-problem.ts';

const inline = (text: string): readonly Inline[] => {
  const [block] = parseMarkdown(text);
  if (block.type !== 'paragraph') throw new Error('no paragraph');
  return block.children;
};
const plain = (text: string) => ({ type: 'text', text });

describe('LE3 a text is a tree', () => {
  test('paragraphs and lists', () => {
    expect(parseMarkdown('one\ntwo\n\n- a\n- b\n  c\n\n1. d\n2. e')).toEqual([
      { type: 'paragraph', children: [plain('one two')] },
      { type: 'list', ordered: false, items: [[plain('a')], [plain('b c')]] },
      { type: 'list', ordered: true, items: [[plain('d')], [plain('e')]] },
    ]);
  });

  test('strong, emphasis and one within the other', () => {
    expect(inline('a **b *c* d** e')).toEqual([
      plain('a '),
      { type: 'strong', children: [plain('b '), { type: 'emphasis', children: [plain('c')] }, plain(' d')] },
      plain(' e'),
    ]);
    expect(inline('***a***')).toEqual([
      { type: 'strong', children: [{ type: 'emphasis', children: [plain('a')] }] },
    ]);
    // A Korean particle follows without a space.
    expect(inline('**윈도우**를 봅니다')).toEqual([
      { type: 'strong', children: [plain('윈도우')] },
      plain('를 봅니다'),
    ]);
  });

  test('a star, a number sign or a less-than sign that marks nothing is itself', () => {
    expect(inline('2 * 3 < 7, 1 <2')).toEqual([plain('2 * 3 < 7, 1 <2')]);
    expect(inline('\\$5 \\*a\\* \\{p\\} \\<b>')).toEqual([plain('$5 *a* {p} <b>')]);
  });

  test('formulas, code and quotes', () => {
    expect(inline('$\\frac{a}{b}$ `{p}` {δ[4]}')).toEqual([
      { type: 'formula', tex: '\\frac{a}{b}' },
      plain(' '),
      { type: 'code', text: '{p}' },
      plain(' '),
      {
        type: 'quote',
        source: 'δ[4]',
        at: 20,
        quote: { kind: 'entry', tensor: 'δ', layer: null, row: 3, column: null },
      },
    ]);
  });

  test('words: a formula, a quote and a piece of code are one each, a sign is none', () => {
    expect(wordCount(parseMarkdown('so **p** = {p}, $a + b$ — `x y`'))).toBe(5);
    expect(wordCount(parseMarkdown('윈도우를 봅니다.\n\n- 하나\n- 둘'))).toBe(4);
  });

  test('whatever is written is a tree or a problem at a place of it', () => {
    const signs = fc.string({
      unit: fc.constantFrom(
        'a',
        ' ',
        '\n',
        '*',
        '**',
        '$',
        '`',
        '{',
        '}',
        '\\',
        '<',
        '-',
        '1. ',
        'δ[1]',
        '가',
      ),
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(signs, (text) => {
        try {
          for (const one of inlinesOf(parseMarkdown(text)))
            if (one.type === 'text') expect(one.text).not.toBe('');
        } catch (error) {
          if (!(error instanceof TextProblem)) throw error;
          expect(error.offset).toBeGreaterThanOrEqual(0);
          expect(error.offset).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
