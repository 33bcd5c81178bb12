/** A labelled text as a file that other programs read, and this one again (SPEC IM13). */
import { printBracket } from './bracket.ts';
import { printConll } from './conll.ts';
import type { Document } from './sentence.ts';
import { labelOf } from './windows.ts';

/** Columns of token and BIO tag; a sentence a line with brackets; a JSON record a sentence. */
export const printedForms = ['conll', 'brackets', 'jsonl'] as const;
export type PrintedForm = (typeof printedForms)[number];

export const endings: Readonly<Record<PrintedForm, string>> = {
  conll: '.conll',
  brackets: '.txt',
  jsonl: '.jsonl',
};

export function printed(documents: readonly Document[], form: PrintedForm): string {
  switch (form) {
    case 'conll':
      return printConll(documents, 'BIO');
    case 'brackets':
      return printBracket(documents);
    case 'jsonl':
      return documents
        .flatMap(({ sentences }) => sentences)
        .map((sentence) => {
          const { tokens, entities } = sentence;
          const tags = tokens.map((_, t) => {
            const type = labelOf(sentence, t);
            const begins = entities.some(({ start }) => start === t);
            return type === 'O' ? 'O' : `${begins ? 'B' : 'I'}-${type}`;
          });
          return `${JSON.stringify({ tokens, ner_tags: tags })}\n`;
        })
        .join('');
  }
}
