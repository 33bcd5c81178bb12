/** Arrays of numbers as files that NumPy, PyTorch and others read (SPEC XP1): .npz and safetensors. */
import { zipSync } from 'fflate';

export interface NamedArray {
  readonly name: string;
  /** Rows first; [] for one number. */
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array | Int32Array;
}

/** `read`: so many numbers from a place in bytes. */
const formats = [
  {
    is: Float32Array,
    npy: '<f4',
    safetensors: 'F32',
    read: (view: DataView, from: number, count: number) =>
      Float32Array.from({ length: count }, (_, i) => view.getFloat32(from + 4 * i, true)),
  },
  {
    is: Float64Array,
    npy: '<f8',
    safetensors: 'F64',
    read: (view: DataView, from: number, count: number) =>
      Float64Array.from({ length: count }, (_, i) => view.getFloat64(from + 8 * i, true)),
  },
  {
    is: Int32Array,
    npy: '<i4',
    safetensors: 'I32',
    read: (view: DataView, from: number, count: number) =>
      Int32Array.from({ length: count }, (_, i) => view.getInt32(from + 4 * i, true)),
  },
] as const;

/** By its name in safetensors. */
export const formatNamed = (name: string): (typeof formats)[number] | undefined =>
  formats.find(({ safetensors }) => safetensors === name);

function formatOf(values: NamedArray['values']): (typeof formats)[number] {
  const format = formats.find(({ is }) => values instanceof is);
  if (!format) throw new RangeError('numbers of no known format');
  return format;
}

/** Little-endian, whatever the machine is. */
function bytesOf(values: NamedArray['values']): Uint8Array {
  const size = values.BYTES_PER_ELEMENT;
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value: number, i: number) => {
    if (values instanceof Float32Array) view.setFloat32(i * size, value, true);
    else if (values instanceof Float64Array) view.setFloat64(i * size, value, true);
    else view.setInt32(i * size, value, true);
  });
  return new Uint8Array(view.buffer);
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/**
 * NumPy's format 1.0: a header of which the whole is a multiple of 64 bytes, then the numbers, rows first.
 * @throws RangeError where the shape does not have as many entries
 */
export function npy({ name, shape, values }: NamedArray): Uint8Array {
  if (shape.reduce((product, length) => product * length, 1) !== values.length)
    throw new RangeError(`${name}: ${values.length} numbers are not ${shape.join(' × ')}`);
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${formatOf(values).npy}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const PREFIX = 10;
  const length = Math.ceil((PREFIX + header.length + 1) / 64) * 64 - PREFIX;
  const text = `${header.padEnd(length - 1)}\n`;
  return joined(
    ascii('\u0093NUMPY\u0001\u0000'),
    Uint8Array.of(length & 255, length >> 8),
    ascii(text),
    bytesOf(values),
  );
}

/** The same day in every file, so that the same numbers have the same bytes. */
const MTIME = new Date(1980, 0, 1);

/** Not compressed: what is read by others is read by all of them. */
export function npz(arrays: readonly NamedArray[]): Uint8Array {
  const files = Object.fromEntries(arrays.map((array) => [`${array.name}.npy`, npy(array)]));
  return zipSync(files, { level: 0, mtime: MTIME });
}

/**
 * A JSON header behind its length, then the numbers one after the other.
 * @see https://huggingface.co/docs/safetensors
 */
export function safetensors(
  arrays: readonly NamedArray[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  let end = 0;
  const entries = arrays.map(({ name, shape, values }) => {
    const from = end;
    end += values.byteLength;
    return [name, { dtype: formatOf(values).safetensors, shape, data_offsets: [from, end] }] as const;
  });
  const json = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  const escaped = json.replace(
    /[\u0080-\uFFFF]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const header = escaped.padEnd(Math.ceil(escaped.length / 8) * 8);
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, BigInt(header.length), true);
  return joined(new Uint8Array(length.buffer), ascii(header), ...arrays.map(({ values }) => bytesOf(values)));
}
