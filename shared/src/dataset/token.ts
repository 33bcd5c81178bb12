/** What the model sees of a token: its lower-case form, and, where the configuration asks for it, its capitals (SPEC DS3). */

/** The one word that stands for every number. */
export const NUMBER = '<number>';

const NUMERIC = /^[\d.,:/-]*\d[\d.,:/-]*$/;

/** Lower case; NUMBER for a token of digits with no other sign than `. , : / -`, such as 1,200 or 3-1 or 12/05. */
export const normalise = (token: string): string => (NUMERIC.test(token) ? NUMBER : token.toLowerCase());

/** Index of a token's one-hot capitalisation value: 0 all lower, 1 Initial capital, 2 ALL CAPITALS, 3 mIxed, 4 no letters. */
export type Capitalisation = 0 | 1 | 2 | 3 | 4;

/** Only letters with case count, so `U.S.` is all capitals; a single capital (`A`, `J.`) is an initial one. */
export function capitalisation(token: string): Capitalisation {
  const cased = [...token].filter((character) => character.toLowerCase() !== character.toUpperCase());
  const capital = cased.map((character) => character !== character.toLowerCase());
  const capitals = capital.filter(Boolean).length;
  if (cased.length === 0) return 4;
  if (capitals === 0) return 0;
  if (capitals === 1 && capital[0]) return 1;
  return capitals === cased.length ? 2 : 3;
}
