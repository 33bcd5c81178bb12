/** UTF-8 without anything of a browser or of Node: words of a file of bytes, and back (RFC 3629). */

/** The text of bytes `from` to `to`; null where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array, from: number, to: number): string | null {
  let text = '';
  for (let at = from; at < to;) {
    const first = bytes[at];
    if (first < 0x80) {
      text += String.fromCharCode(first);
      at++;
      continue;
    }
    const more =
      first >= 0xc2 && first < 0xe0 ? 1 : (first & 0xf0) === 0xe0 ? 2 : first >= 0xf0 && first < 0xf5 ? 3 : 0;
    if (more === 0 || at + more >= to) return null;
    let point = first & (0x3f >> more);
    for (let k = 1; k <= more; k++) {
      const next = bytes[at + k];
      if ((next & 0xc0) !== 0x80) return null;
      point = (point << 6) | (next & 0x3f);
    }
    const isShorter = (more === 2 && point < 0x800) || (more === 3 && point < 0x10000);
    if (isShorter || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return null;
    text += String.fromCodePoint(point);
    at += more + 1;
  }
  return text;
}

/** Half a surrogate pair becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const sign of text) {
    const written = sign.codePointAt(0) ?? 0;
    const point = written >= 0xd800 && written < 0xe000 ? 0xfffd : written;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
    else if (point < 0x10000)
      bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
    else
      bytes.push(
        0xf0 | (point >> 18),
        0x80 | ((point >> 12) & 0x3f),
        0x80 | ((point >> 6) & 0x3f),
        0x80 | (point & 0x3f),
      );
  }
  return Uint8Array.from(bytes);
}
