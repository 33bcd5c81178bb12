/**
 * Msgpack as this server writes it, and the check of what it is about to read.
 * https://github.com/msgpack/msgpack/blob/master/spec.md
 *
 * Written here because notepack, which the parser brings, sends a Uint8Array as all of the memory behind it, numbers
 * from 2⁶⁴ on (a loss that diverges) as other numbers, and −0 as 0.
 */

/** The bytes of a value: numbers exact, a Uint8Array as `bin`, undefined as notepack reads it. Throws TypeError on others. */
export function encode(value: unknown): Buffer {
  const writer = new Writer();
  writer.write(value);
  return writer.bytes;
}

const UINT = [0xcc, 0xcd, 0xce] as const;
const STRING = [0xd9, 0xda, 0xdb] as const;
const BINARY = [0xc4, 0xc5, 0xc6] as const;
/** Without a form for lengths of one byte. */
const ARRAY = [0xdc, 0xdc, 0xdd] as const;
const MAP = [0xde, 0xde, 0xdf] as const;

class Writer {
  #buffer = Buffer.allocUnsafe(1024);
  #end = 0;

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#end);
  }

  write(value: unknown): void {
    switch (typeof value) {
      case 'number':
        return this.#number(value);
      case 'string':
        return this.#string(value);
      case 'boolean':
        return this.#uint(value ? 0xc3 : 0xc2, 1);
      case 'undefined':
        return this.#uint(0xd40000, 3);
      case 'object':
        if (value === null) return this.#uint(0xc0, 1);
        if (value instanceof Uint8Array) return this.#binary(value);
        if (Array.isArray(value)) return this.#array(value);
        return this.#map(Object.entries(value));
      default:
        throw new TypeError(`a ${typeof value} has no msgpack`);
    }
  }

  #number(value: number): void {
    if (Number.isInteger(value) && value >= 0 && value < 2 ** 32 && !Object.is(value, -0)) {
      if (value < 0x80) this.#uint(value, 1);
      else this.#sized(UINT, value);
    } else {
      this.#uint(0xcb, 1);
      const offset = this.#reserve(8);
      this.#buffer.writeDoubleBE(value, offset);
    }
  }

  #string(value: string): void {
    const length = Buffer.byteLength(value);
    if (length < 32) this.#uint(0xa0 | length, 1);
    else this.#sized(STRING, length);
    const offset = this.#reserve(length);
    this.#buffer.write(value, offset);
  }

  #binary(value: Uint8Array): void {
    this.#sized(BINARY, value.length);
    const offset = this.#reserve(value.length);
    this.#buffer.set(value, offset);
  }

  #array(values: readonly unknown[]): void {
    if (values.length < 16) this.#uint(0x90 | values.length, 1);
    else this.#sized(ARRAY, values.length);
    for (const value of values) this.write(value);
  }

  #map(entries: readonly (readonly [string, unknown])[]): void {
    if (entries.length < 16) this.#uint(0x80 | entries.length, 1);
    else this.#sized(MAP, entries.length);
    for (const [key, value] of entries) {
      this.#string(key);
      this.write(value);
    }
  }

  /** A prefix and a number in the fewest of 1, 2 or 4 bytes that have a prefix of their own. */
  #sized([one, two, four]: readonly [number, number, number], value: number): void {
    const size = value < 0x100 && one !== two ? 1 : value < 0x10000 ? 2 : 4;
    this.#uint(size === 1 ? one : size === 2 ? two : four, 1);
    this.#uint(value, size);
  }

  #uint(value: number, size: number): void {
    const offset = this.#reserve(size);
    this.#buffer.writeUIntBE(value, offset, size);
  }

  #reserve(size: number): number {
    const offset = this.#end;
    this.#end += size;
    if (this.#end > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(2 * this.#buffer.length, this.#end));
      this.#buffer.copy(larger, 0, 0, offset);
      this.#buffer = larger;
    }
    return offset;
  }
}

/**
 * Throws RangeError when the bytes are not one msgpack value from their first to their last, or hold an extension other
 * than notepack's `undefined`. Nothing is allocated. Six bytes
 * that claim an extension of 4 GB would otherwise cost 4 GB and many seconds to decode.
 */
export function check(bytes: Buffer): void {
  let offset = 0;
  const wanting = (): RangeError => new RangeError('not a msgpack value');
  const skip = (length: number): void => {
    offset += length;
    if (offset > bytes.length) throw wanting();
  };
  const length = (size: 1 | 2 | 4): number => {
    skip(size);
    return bytes.readUIntBE(offset - size, size);
  };
  for (let values = 1; values > 0; values--) {
    skip(1);
    const prefix = bytes[offset - 1];
    if (prefix < 0x80 || prefix >= 0xe0) continue;
    if (prefix < 0x90) values += 2 * (prefix & 0x0f);
    else if (prefix < 0xa0) values += prefix & 0x0f;
    else if (prefix < 0xc0) skip(prefix & 0x1f);
    else {
      switch (prefix) {
        case 0xc0: // nil
        case 0xc2: // false
        case 0xc3: // true
          break;
        case 0xc4: // bin 8
        case 0xd9: // str 8
          skip(length(1));
          break;
        case 0xc5:
        case 0xda:
          skip(length(2));
          break;
        case 0xc6:
        case 0xdb:
          skip(length(4));
          break;
        case 0xcc: // uint 8
        case 0xd0: // int 8
          skip(1);
          break;
        case 0xcd:
        case 0xd1:
          skip(2);
          break;
        case 0xca: // float 32
        case 0xce:
        case 0xd2:
          skip(4);
          break;
        case 0xcb: // float 64
        case 0xcf:
        case 0xd3:
          skip(8);
          break;
        case 0xd4: // fixext 1, of type 0: notepack's `undefined`
          skip(2);
          if (bytes[offset - 2] !== 0) throw wanting();
          break;
        case 0xdc: // array 16
          values += length(2);
          break;
        case 0xdd: // array 32
          values += length(4);
          break;
        case 0xde: // map 16
          values += 2 * length(2);
          break;
        case 0xdf: // map 32
          values += 2 * length(4);
          break;
        default:
          throw wanting();
      }
    }
    // Every value still owed takes a byte at least.
    if (values - 1 > bytes.length - offset) throw wanting();
  }
  if (offset !== bytes.length) throw wanting();
}
