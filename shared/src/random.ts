/**
 * The seeded generator: the only source of chance in a run (SPEC NU3).
 *
 * xoshiro128** by Blackman and Vigna (2018, "Scrambled linear pseudorandom number generators"), seeded through
 * splitmix32, in 32-bit integer arithmetic only, so that every engine draws the same bits.
 */
export interface Random {
  /** A whole number in [0, 2³²). */
  uint32(): number;
  /** A multiple of 2⁻³² in [0, 1). */
  uniform(): number;
  /** A whole number in [0, bound), each equally likely (rejection, no modulo bias). `bound` in [1, 2³²]. */
  below(bound: number): number;
}

export function createRandom(seed: number): Random {
  let mixed = seed | 0;
  const splitmix = (): number => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let t = mixed ^ (mixed >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return t ^ (t >>> 15);
  };
  let a = splitmix();
  let b = splitmix();
  let c = splitmix();
  let d = splitmix();

  const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));
  const uint32 = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return result >>> 0;
  };
  return {
    uint32,
    uniform: () => uint32() / 4294967296,
    below(bound) {
      const limit = 4294967296 - (4294967296 % bound);
      let draw = uint32();
      while (draw >= limit) draw = uint32();
      return draw % bound;
    },
  };
}

/** An independent stream of a run, named by small whole numbers: `stream(seed, purpose, epoch)`. */
export function stream(seed: number, ...path: number[]): Random {
  let mixed = 0;
  for (const part of [seed, ...path]) {
    mixed = Math.imul(mixed ^ (part + 0x7f4a7c15), 0x2c1b3c6d);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x297a2d39);
    mixed ^= mixed >>> 13;
  }
  return createRandom(mixed);
}

/** Fisher and Yates, from the front: the first element is settled by the first draw. Shuffles in place. */
export function shuffle(items: Int32Array, random: Random): void {
  for (let i = 0; i < items.length - 1; i++) {
    const j = i + random.below(items.length - i);
    const kept = items[i];
    items[i] = items[j];
    items[j] = kept;
  }
}
