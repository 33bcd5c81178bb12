/** Running text as tokens and sentences, where nobody has cut it yet: signs at a word's ends are tokens of their own. */

export interface Word {
  readonly text: string;
  /** UTF-16 code units, 0-based, from the beginning of the text. */
  readonly start: number;
  readonly end: number;
}

/** A word without the signs around it; what is inside (`U.S.`, `well-known`, `don't`) stays. */
const PIECE = /^([^\p{L}\p{M}\p{N}]*)(.*?)([^\p{L}\p{M}\p{N}]*)$/su;
const ABBREVIATION = /^(?:\p{L}\.)+\p{L}$|^(?:mr|mrs|ms|dr|st|prof|jr|sr|inc|co|corp|no|vs|etc)$/iu;
const CLITIC = /^(.+)(['’](?:s|re|ve|ll|d|m))$/iu;
const SENTENCE_END = /^[.!?。！？…]+$/u;

/** @param borders places at which a token must end, such as those of labelled spans */
export function wordsOf(text: string, borders: ReadonlySet<number> = new Set()): Word[] {
  const words: Word[] = [];
  for (const { 0: run, index } of text.matchAll(/[^\s\u200B]+/gu)) {
    let from = 0;
    for (let at = 1; at <= run.length; at++) {
      if (at < run.length && !borders.has(index + at)) continue;
      pieces(run.slice(from, at), index + from, words);
      from = at;
    }
  }
  return words;
}

function pieces(run: string, offset: number, into: Word[]): void {
  const push = (text: string, start: number): void => {
    if (text) into.push({ text, start, end: start + text.length });
  };
  const [, before = '', body = '', behind = ''] = PIECE.exec(run) ?? [];
  if (!body) {
    // Equal signs are one token: "..." and "--".
    for (const { 0: signs, index } of run.matchAll(/(.)\1*/gsu)) push(signs, offset + index);
    return;
  }
  for (const { 0: sign, index } of before.matchAll(/./gsu)) push(sign, offset + index);
  let at = offset + before.length;
  let rest = behind;
  let word = body;
  if (rest.startsWith('.') && ABBREVIATION.test(body)) {
    word += '.';
    rest = rest.slice(1);
  }
  const clitic = CLITIC.exec(word);
  if (clitic) {
    push(clitic[1], at);
    push(clitic[2], at + clitic[1].length);
  } else push(word, at);
  at += word.length;
  for (const { 0: signs, index } of rest.matchAll(/(.)\1*/gsu)) push(signs, at + index);
}

/** Sentences of running text: at its ends of lines, and behind a full stop, an exclamation or a question mark. */
export function sentencesOf(text: string, words: readonly Word[]): Word[][] {
  const sentences: Word[][] = [];
  let present: Word[] = [];
  words.forEach((word, i) => {
    present.push(word);
    const next = words.at(i + 1);
    const isEnd =
      !next ||
      /[\r\n]/.test(text.slice(word.end, next.start)) ||
      // A closing quote or bracket belongs to the sentence before it.
      (SENTENCE_END.test(word.text) && next.start > word.end) ||
      (/^["”’»)\]]$/u.test(word.text) &&
        SENTENCE_END.test(words.at(i - 1)?.text ?? '') &&
        next.start > word.end);
    if (!isEnd) return;
    sentences.push(present);
    present = [];
  });
  return sentences;
}
