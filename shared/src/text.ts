/**
 * What people write, as it is kept: names, texts and words without characters that nobody sees but that make two texts look
 * alike, one look empty, or turn what stands around them (SPEC PT1–PT3).
 */

/** Scripts whose letters need no joiner. */
const UNJOINED = ['Latin', 'Greek', 'Cyrillic', 'Han', 'Hangul', 'Hiragana', 'Katakana']
  .map((script) => `\\p{Script=${script}}`)
  .join('');
const KEPT = [
  // A joiner between letters that join (Arabic, the scripts of India…), or between the parts of an emoji.
  `(?<=(?![${UNJOINED}])[\\p{L}\\p{M}])[\\u200C\\u200D](?=[\\p{L}])`,
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])\\u200D(?=\\p{Extended_Pictographic})',
  // How an emoji is drawn, and the letters of a flag's region.
  '(?<=[\\p{Extended_Pictographic}0-9#*])[\\uFE0E\\uFE0F]',
  '(?<=[\\p{Extended_Pictographic}\\u{E0020}-\\u{E007E}])[\\u{E0020}-\\u{E007F}]',
  // Which form of a character is meant.
  '(?<=\\p{Script=Han})[\\uFE00-\\uFE02\\u{E0100}-\\u{E01EF}]',
  '(?<=\\p{Script=Mongolian})[\\u180B-\\u180E]',
].join('|');
/** What is kept first, so that it is not found again as ignorable. */
const IGNORABLE = new RegExp(`(${KEPT})|[\\p{Default_Ignorable_Code_Point}\\p{Cf}]`, 'gu');
const UNPRINTABLE = /[\p{Cc}\p{Co}\p{Cn}\p{Cs}\u2800]/gu;

/** Without direction marks, fillers and joiners that join nothing; control characters and lone surrogates are spaces. */
export const cleanText = (typed: string): string =>
  typed
    .replace(IGNORABLE, '$1')
    .replace(UNPRINTABLE, (sign) => (sign === '\n' ? sign : ' '))
    .normalize('NFC')
    .trim();

/** Whether anything of it can be seen. */
export const isVisible = (text: string): boolean =>
  /[^\s\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2800]/u.test(text);

/** The same for two texts that nobody can tell apart by reading: case, width and what is not seen do not count. */
export const sameAs = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    .replace(/[\s\u2800]+/gu, ' ')
    .trim()
    .toLowerCase();
