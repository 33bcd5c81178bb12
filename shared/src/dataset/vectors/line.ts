/** A line of a file of word vectors, as bytes: a word, then d numbers, separated by spaces or tabs. */

const TAB = 0x09;
const RETURN = 0x0d;
const SPACE = 0x20;

const isSeparator = (byte: number): boolean => byte === SPACE || byte === TAB;

/** Where the line ends without what separates nothing: spaces, and the carriage return of CRLF. */
export function trimmedEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && (isSeparator(bytes[end - 1]) || bytes[end - 1] === RETURN)) end--;
  return end;
}

/** Where it begins without spaces before it. */
export function trimmedStart(bytes: Uint8Array, from: number, to: number): number {
  let start = from;
  while (start < to && isSeparator(bytes[start])) start++;
  return start;
}

export function fieldsOf(bytes: Uint8Array, from: number, to: number): number {
  let fields = 0;
  let isInside = false;
  for (let at = from; at < to; at++) {
    const separates = isSeparator(bytes[at]);
    if (!separates && !isInside) fields++;
    isInside = !separates;
  }
  return fields;
}

/** Where the first field ends. */
export function wordEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && !isSeparator(bytes[at])) at++;
  return at;
}

/** What a byte may be of a number: its column in `NEXT`. */
const [OTHER, SEPARATOR, DIGIT, SIGN, POINT, EXPONENT] = [0, 1, 2, 3, 4, 5];
const CLASSES = new Uint8Array(256).fill(OTHER);
for (const byte of [SPACE, TAB]) CLASSES[byte] = SEPARATOR;
for (let digit = 0x30; digit <= 0x39; digit++) CLASSES[digit] = DIGIT;
for (const sign of [0x2b, 0x2d]) CLASSES[sign] = SIGN;
CLASSES[0x2e] = POINT;
for (const letter of [0x45, 0x65]) CLASSES[letter] = EXPONENT;

const BAD = 9;
/** State by state: between numbers, behind a sign, whole digits, a point without and with digits before it, decimals, e, its sign, its digits. */
const NEXT = Uint8Array.from(
  [
    [BAD, 0, 2, 1, 3, BAD],
    [BAD, BAD, 2, BAD, 3, BAD],
    [BAD, 0, 2, BAD, 4, 6],
    [BAD, BAD, 5, BAD, BAD, BAD],
    [BAD, 0, 5, BAD, BAD, 6],
    [BAD, 0, 5, BAD, BAD, 6],
    [BAD, BAD, 8, 7, BAD, BAD],
    [BAD, BAD, 8, BAD, BAD, BAD],
    [BAD, 0, 8, BAD, BAD, BAD],
  ].flat(),
);
const COLUMNS = 6;
/** In these states a number is whole. */
const ENDS = Uint8Array.of(1, 0, 1, 0, 1, 1, 0, 0, 1);

/** Whether every field is a number in decimal digits. Nothing of it is computed: most lines of a file are not wanted. */
export function areNumbers(bytes: Uint8Array, from: number, to: number): boolean {
  let state = 0;
  for (let at = from; at < to; at++) {
    state = NEXT[COLUMNS * state + CLASSES[bytes[at]]];
    if (state === BAD) return false;
  }
  return ENDS[state] === 1;
}

/** Bytes as text of the same length. */
export function latin(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 4096)
    text += String.fromCharCode(...bytes.subarray(at, Math.min(to, at + 4096)));
  return text;
}

/** 2⁻¹²⁶: whatever is less is no number of training (SPEC NU11). */
const LEAST_NORMAL = 1.1754943508222875e-38;
/** As a tensor holds it: float32, no denormal, no −0. */
export const flushed = (value: number): number => {
  const rounded = Math.fround(value);
  return Math.abs(rounded) < LEAST_NORMAL ? 0 : rounded;
};

/** Writes the numbers of a line; whether all are finite in float32. */
export function readNumbers(
  bytes: Uint8Array,
  from: number,
  to: number,
  target: Float32Array | Float64Array,
  offset: number,
): boolean {
  let k = offset;
  for (const field of latin(bytes, from, to).split(/[ \t]+/)) {
    const value = flushed(Number(field));
    if (!Number.isFinite(value)) return false;
    target[k++] = value;
  }
  return true;
}
