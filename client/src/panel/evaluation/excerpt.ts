/** A wrong sentence as it is shown: the words about the first wrong label, those that belong together as one piece. */
import { labelOf } from '@deltaboard/shared/dataset/windows.ts';
import type { WrongSentence } from '@deltaboard/shared/evaluation/report.ts';

export interface Piece {
  readonly text: string;
  /** Both labels where they differ; null: right. */
  readonly wrong: { readonly gold: string; readonly found: string } | null;
}

/** Words before the first wrong one, and words in all. */
const BEFORE = 4;
const WORDS = 14;

export function excerptOf(
  tokens: readonly string[],
  { gold, found, first }: WrongSentence,
): readonly Piece[] {
  const from = Math.max(0, Math.min(first - BEFORE, tokens.length - WORDS));
  const to = Math.min(tokens.length, from + WORDS);
  const pieces: Piece[] = [];
  if (from > 0) pieces.push({ text: '…', wrong: null });
  for (let t = from; t < to; t++) {
    const right = labelOf({ tokens, entities: gold }, t);
    const said = labelOf({ tokens, entities: found }, t);
    const wrong = right === said ? null : { gold: right, found: said };
    const last = pieces.at(-1);
    const joins =
      last && last.text !== '…' && last.wrong?.gold === wrong?.gold && last.wrong?.found === wrong?.found;
    if (joins) pieces[pieces.length - 1] = { text: `${last.text} ${tokens[t]}`, wrong };
    else pieces.push({ text: tokens[t], wrong });
  }
  if (to < tokens.length) pieces.push({ text: '…', wrong: null });
  return pieces;
}
