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

/** What a packet may hold. */
export interface Most {
  /** Values, those that lie in others counted as well. */
  readonly values: number;
  /** How deep they lie in each other. */
  readonly depth: number;
}

/**
 * Throws RangeError when the bytes are not one msgpack value from their first to their last, hold an extension other than notepack's
 * `undefined` or a key that is no text or a prototype's, or more or deeper values than they may. Nothing is allocated. Six bytes that
 * claim an extension of 4 GB would otherwise cost 4 GB and many seconds to decode; a message of empty maps, a tenth of a second.
 */
export function check(bytes: Buffer, most: Most): void {
  let offset = 0;
  let values = 0;
  const wanting = (): RangeError => new RangeError('not a msgpack value');
  const skip = (length: number): void => {
    offset += length;
    if (offset > bytes.length) throw wanting();
  };
  const number = (size: 1 | 2 | 4): number => {
    skip(size);
    return bytes.readUIntBE(offset - size, size);
  };
  const key = (): void => {
    const first = number(1);
    const isShort = first >= 0xa0 && first < 0xc0;
    if (!isShort && (first < 0xd9 || first > 0xdb)) throw wanting();
    const length = isShort ? first & 0x1f : number(([1, 2, 4] as const)[first - 0xd9]);
    skip(length);
    if (length === PROTOTYPE.length && bytes.toString('latin1', offset - length, offset) === PROTOTYPE)
      throw wanting();
  };
  const array = (length: number, depth: number): void => {
    for (let k = 0; k < length; k++) value(depth);
  };
  const map = (length: number, depth: number): void => {
    for (let k = 0; k < length; k++) {
      key();
      value(depth);
    }
  };
  function value(depth: number): void {
    if (++values > most.values || depth > most.depth) throw wanting();
    const first = number(1);
    if (first < 0x80 || first >= 0xe0) return;
    if (first < 0x90) return map(first & 0x0f, depth + 1);
    if (first < 0xa0) return array(first & 0x0f, depth + 1);
    if (first < 0xc0) return skip(first & 0x1f);
    switch (first) {
      case 0xc0: // nil
      case 0xc2: // false
      case 0xc3: // true
        return;
      case 0xc4: // bin 8
      case 0xd9: // str 8
        return skip(number(1));
      case 0xc5:
      case 0xda:
        return skip(number(2));
      case 0xc6:
      case 0xdb:
        return skip(number(4));
      case 0xcc: // uint 8
      case 0xd0: // int 8
        return skip(1);
      case 0xcd:
      case 0xd1:
        return skip(2);
      case 0xca: // float 32
      case 0xce:
      case 0xd2:
        return skip(4);
      case 0xcb: // float 64
      case 0xcf:
      case 0xd3:
        return skip(8);
      case 0xd4: // fixext 1, of type 0: notepack's `undefined`
        skip(2);
        if (bytes[offset - 2] !== 0) throw wanting();
        return;
      case 0xdc: // array 16
        return array(number(2), depth + 1);
      case 0xdd: // array 32
        return array(number(4), depth + 1);
      case 0xde: // map 16
        return map(number(2), depth + 1);
      case 0xdf: // map 32
        return map(number(4), depth + 1);
      default:
        throw wanting();
    }
  }
  value(0);
  if (offset !== bytes.length) throw wanting();
}

/** A key of this name would set what is inherited. */
const PROTOTYPE = '__proto__';
