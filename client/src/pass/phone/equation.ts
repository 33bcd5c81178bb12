/** An equation in pieces that a line may be broken between. */
import type { Symbol } from '../board/tensors.ts';
import { windowTex } from '../workbench/terms.ts';
import type { Equation } from '../workbench/parts.ts';

/** Letters of a window's words that stand in a line of so many rem. */
const lettersIn = (rem: number): number => Math.floor(2 * (rem - 7));

/**
 * Every term with the signs before it; of a window whose words are long the first and the last.
 *
 * @param rem of a line
 */
export function piecesOf({ key, parts, picture }: Equation, rem = Infinity): readonly Symbol[] {
  const pieces: Symbol[] = [];
  let before: Symbol = { tex: '', text: '' };
  for (const part of parts) {
    const { tex, text } =
      part.kind === 'term' && key === 'x' && part !== parts[0]
        ? windowOf(picture.header?.words ?? [], rem)
        : part;
    const joined = { tex: `${before.tex}${tex}`, text: `${before.text}${text}` };
    // Nothing stands between the factors of a product: they are one piece.
    if (part.kind === 'sign' && part.text === '' && pieces.length > 0) {
      before = pieces.pop() ?? before;
      before = { tex: `${before.tex}\\,`, text: `${before.text} ` };
      continue;
    }
    if (part.kind === 'sign') {
      before = { tex: `${joined.tex}{}\\;`, text: `${joined.text} ` };
      continue;
    }
    pieces.push(joined);
    before = { tex: '', text: '' };
  }
  return before.text === '' ? pieces : [...pieces, before];
}

function windowOf(words: readonly string[], rem: number): Symbol {
  const isShort = words.join('').length <= lettersIn(rem);
  const shown = isShort ? words : [words[0], words[words.length - 1]];
  const tex = windowTex(shown);
  const named = shown.map((word) => (word === '' ? '0' : `x_${word}`));
  return isShort
    ? { tex, text: `[${named.join(' ')}]ᵀ` }
    : { tex: tex.replace('\\;', '\\;\\dots\\;'), text: `[${named.join(' … ')}]ᵀ` };
}
