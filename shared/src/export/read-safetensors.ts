/** Arrays out of a safetensors file: what `safetensors` has written, and what others have in the same formats (SPEC XP1). */
import { formatNamed, type NamedArray } from './arrays.ts';

export interface ReadArrays {
  readonly arrays: ReadonlyMap<string, NamedArray>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Bytes of the header's length, and the most that it may be: the format's own bound. */
const PREFIX = 8;
const HEADER_LIMIT = 100_000_000;

/** @throws RangeError that says what is wrong, and of which array */
export function readSafetensors(bytes: Uint8Array): ReadArrays {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < PREFIX) throw new RangeError(`${bytes.length} bytes are no safetensors file`);
  const length = Number(view.getBigUint64(0, true));
  const from = PREFIX + length;
  if (length > HEADER_LIMIT || from > bytes.length) {
    throw new RangeError(`a header of ${length} bytes does not fit into a file of ${bytes.length}`);
  }
  const { __metadata__: metadata = {}, ...entries } = headerOf(bytes.subarray(PREFIX, from));
  const arrays = new Map<string, NamedArray>();
  for (const [name, entry] of Object.entries(entries)) {
    arrays.set(name, arrayOf(name, entry, view, from));
  }
  return { arrays, metadata: texts(metadata) };
}

function headerOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  // ASCII as we write it; of others it may be UTF-8, of which only names are lost.
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    throw new RangeError('its header is no JSON');
  }
  if (!isObject(header)) throw new RangeError('its header is no JSON object');
  return header;
}

function arrayOf(name: string, entry: unknown, view: DataView, base: number): NamedArray {
  if (!isEntry(entry)) throw new RangeError(`${name}: its entry has no dtype, shape and data_offsets`);
  const { dtype, shape, data_offsets } = entry;
  const format = formatNamed(dtype);
  if (!format) throw new RangeError(`${name}: ${dtype} is not read here: F32, F64, I32`);
  const [from, end] = data_offsets;
  const size = format.is.BYTES_PER_ELEMENT;
  const count = shape.reduce((product, one) => product * one, 1);
  if (end - from !== count * size || from < 0 || base + end > view.byteLength) {
    throw new RangeError(`${name}: bytes ${from} to ${end} do not hold ${shape.join(' × ')} of ${dtype}`);
  }
  return { name, shape, values: format.read(view, base + from, count) };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0);
const isEntry = (value: unknown): value is Entry =>
  isObject(value) &&
  typeof value['dtype'] === 'string' &&
  isCounts(value['shape']) &&
  isCounts(value['data_offsets']) &&
  value['data_offsets'].length === 2;

const texts = (metadata: unknown): Readonly<Record<string, string>> =>
  isObject(metadata)
    ? Object.fromEntries(
        Object.entries(metadata).filter((one): one is [string, string] => typeof one[1] === 'string'),
      )
    : {};
