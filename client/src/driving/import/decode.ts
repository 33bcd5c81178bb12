/** A file's bytes as text (SPEC IM11): UTF-8 and UTF-16 are known by their bytes, older encodings are guessed and can be told. */

export const encodings = [
  ...(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'windows-1250', 'windows-1251'] as const),
  ...(['euc-kr', 'shift_jis', 'gb18030', 'big5'] as const),
] as const;
export type Encoding = (typeof encodings)[number];

/** Characters of which one in so many is Hangul in a Korean text of that encoding. */
const KOREAN_SHARE = 0.2;
const SAMPLE = 64_000;

export function guessEncoding(bytes: Uint8Array): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const zeros = { even: 0, odd: 0 };
  const sample = bytes.subarray(0, SAMPLE);
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2 === 0 ? 'even' : 'odd']++;
  });
  // Latin text in UTF-16 without its mark: every other byte is 0.
  if (zeros.odd > 0.2 * sample.length && zeros.even === 0) return 'utf-16le';
  if (zeros.even > 0.2 * sample.length && zeros.odd === 0) return 'utf-16be';
  if (isWhole(bytes, 'utf-8')) return 'utf-8';
  if (isWhole(bytes, 'euc-kr')) {
    const beyond = [...decode(sample, 'euc-kr')].filter((sign) => sign > '\u007F');
    const hangul = beyond.filter((sign) => sign >= '가' && sign <= '힣');
    if (hangul.length > KOREAN_SHARE * beyond.length && hangul.length > 1) return 'euc-kr';
  }
  return 'windows-1252';
}

export const decode = (bytes: Uint8Array, encoding: Encoding): string =>
  new TextDecoder(encoding).decode(bytes);

function isWhole(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
