/** Bytes, texts and values made wrong, each in a way that a seed decides. */
import type { Random } from '@deltaboard/shared/random.ts';
import { pick, type Kind } from './surface.ts';

/** Beyond what a server of the usual limits takes, and below. */
const SIZES = [20_000, 200_000, 1_250_000, 1_400_000] as const;
/** Once in so many: what is large takes its time to send. */
const ONE_IN = 20;
const size = (random: Random): number =>
  random.below(ONE_IN) === 0 ? pick(random, SIZES) : 2000 + random.below(4000);

const randomBytes = (random: Random, length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  for (let k = 0; k < length; k++) bytes[k] = random.below(256);
  return bytes;
};

/** Edges of the forms that lengths, numbers and texts have. */
const EDGES = [
  0x00, 0x0a, 0x22, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xbf, 0xc1, 0xc6, 0xc7, 0xc9, 0xd4, 0xdb, 0xdd, 0xdf, 0xff,
] as const;

export function wrongBytes(kind: Kind, good: Buffer, random: Random): Buffer {
  const at = random.below(good.length + 1);
  const to = Math.min(good.length, at + 1 + random.below(8));
  switch (kind) {
    case 'malformed':
      return randomBytes(random, random.below(200));
    case 'truncated':
      return good.subarray(0, Math.min(at, good.length - 1));
    case 'oversized':
      return Buffer.concat([
        good.subarray(0, at),
        Buffer.alloc(size(random), pick(random, EDGES)),
        good.subarray(at),
      ]);
    case 'reordered': {
      const middle = at + random.below(good.length - at + 1);
      return Buffer.concat([good.subarray(middle), good.subarray(at, middle), good.subarray(0, at)]);
    }
    case 'nested':
      // One list or map in the other, as msgpack begins them and as JSON does.
      return Buffer.concat([
        good.subarray(0, at),
        pick(random, [
          Buffer.alloc(size(random), 0x91),
          Buffer.from('81a161'.repeat(size(random) / 10), 'hex'),
          Buffer.alloc(size(random), '['),
        ]),
        good.subarray(at),
      ]);
    case 'mutated': {
      const changed = Buffer.from(good);
      if (changed.length === 0) return randomBytes(random, 1);
      const act = random.below(4);
      if (act === 0) changed[Math.min(at, changed.length - 1)] ^= 1 << random.below(8);
      if (act === 1) changed[Math.min(at, changed.length - 1)] = pick(random, EDGES);
      if (act < 2) return changed;
      const piece =
        act === 2 ? Buffer.concat([good.subarray(at, to), good.subarray(at, to)]) : Buffer.alloc(0);
      return Buffer.concat([good.subarray(0, at), piece, good.subarray(to)]);
    }
  }
}

export const wrongText = (kind: Kind, good: string, random: Random): string =>
  kind === 'nested'
    ? `${good.slice(0, 40)}${pick(random, ['[', '{"a":', '(', '"', 'x^'] as const).repeat(size(random))}`
    : wrongBytes(kind, Buffer.from(good), random).toString('utf8');

const ODD: readonly unknown[] = [
  ...[
    null,
    true,
    '',
    'x',
    -1,
    0,
    0.5,
    2 ** 31,
    2 ** 53,
    1e308,
    -0,
    NaN,
    Infinity,
    [],
    {},
    [[]],
    { length: -1 },
  ],
  ...[
    '\u0000',
    '\uD800',
    '__proto__',
    'constructor',
    'toString',
    { toString: 1 },
    { then: 1 },
    { ok: true },
    '9'.repeat(400),
  ],
];

/** Goes down to some value inside, and puts another in its place. */
function replaced(value: unknown, random: Random, put: (old: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || random.below(4) === 0)
    return put(value);
  const keys = Object.keys(value);
  if (keys.length === 0) return put(value);
  const key = pick(random, keys);
  const inner = replaced((value as Readonly<Record<string, unknown>>)[key], random, put);
  return Array.isArray(value) ? value.with(Number(key), inner) : { ...value, [key]: inner };
}

function nested(depth: number, random: Random): unknown {
  let value: unknown = 1;
  for (let k = 0; k < depth; k++) value = random.below(2) === 0 ? [value] : { a: value };
  return value;
}

const shuffled = (items: readonly unknown[], random: Random): unknown[] =>
  items
    .map((item) => ({ item, at: random.uint32() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);

/** Still a value that can be written down, but not the one that was meant. */
export function wrongValue(kind: Kind, good: unknown, random: Random): unknown {
  switch (kind) {
    case 'malformed':
      return pick(random, ODD);
    case 'truncated':
      return replaced(good, random, (old) => {
        if (typeof old === 'string') return old.slice(0, random.below(old.length + 1));
        if (Array.isArray(old)) return old.slice(0, random.below(old.length + 1));
        if (typeof old !== 'object' || old === null) return undefined;
        const entries = Object.entries(old);
        return Object.fromEntries(
          entries.filter((_, k) => k !== (entries.length > 0 ? random.below(entries.length) : 0)),
        );
      });
    case 'oversized':
      return replaced(good, random, (old) => {
        const length = size(random);
        if (typeof old === 'string')
          return pick(random, ['x', '가', '\u200d', '\u0301', '👩‍👧', ' ', '\n'] as const).repeat(length / 4);
        if (typeof old === 'number') return pick(random, [1e9, 2 ** 53, 1e300, -1e300]);
        return Array.from({ length: Math.min(length, 20_000) }, () => (typeof old === 'object' ? old : 1));
      });
    case 'reordered':
      return replaced(good, random, (old) => {
        if (Array.isArray(old)) return shuffled(old, random);
        if (typeof old !== 'object' || old === null) return [old];
        const values = shuffled(Object.values(old), random);
        return Object.fromEntries(Object.keys(old).map((key, k) => [key, values[k]]));
      });
    case 'nested':
      return replaced(good, random, () =>
        nested(1 + random.below(random.below(10) === 0 ? 400 : 20), random),
      );
    case 'mutated':
      return replaced(good, random, (old) =>
        random.below(3) === 0 && typeof old === 'number' ? old + 1 - random.below(3) : pick(random, ODD),
      );
  }
}
