import { describe, expect, test } from 'vitest';

/** Every function of Math that ECMAScript leaves to the engine. Watched from before the libraries are loaded. */
const engineDependent = [
  ...['acos', 'acosh', 'asin', 'asinh', 'atan', 'atan2', 'atanh', 'cbrt', 'cos', 'cosh', 'exp', 'expm1'],
  ...['hypot', 'log', 'log10', 'log1p', 'log2', 'pow', 'sin', 'sinh', 'tan', 'tanh'],
] as const;
const called = new Set<string>();
const watched = Math as unknown as Record<string, (...values: number[]) => number>;
for (const name of engineDependent) {
  const real = watched[name];
  watched[name] = (...values) => {
    called.add(name);
    return real(...values);
  };
}
const math = { ...(await import('./math.ts')), ...(await import('./math-on-call.ts')) };
const { exp, float32, logistic, SMALLEST_NORMAL_FLOAT32, softplus, tanh } = math;

/** n + 1 points from −reach to reach. */
const grid = (reach: number, n = 4000): number[] =>
  Array.from({ length: n + 1 }, (_, i) => ((2 * i) / n - 1) * reach);

/** [x, f(x) rounded to nearest], computed with 60 digits (mpmath 1.3); among them the worst of 4,000 random x each. */
const known = {
  exp: [
    [0, 1],
    [1, 2.718281828459045],
    [-1, 0.36787944117144233],
    [0.5, 1.6487212707001282],
    [10, 22026.465794806718],
    [-20, 2.061153622438558e-9],
    [0.39176804292947054, 1.4795944691964527],
    [43.64308090880513, 8993923970116121000],
    [700, 1.0142320547350045e304],
    [-700, 9.85967654375977e-305],
  ],
  log: [
    [1, 0],
    [2, 0.6931471805599453],
    [10, 2.302585092994046],
    [0.5, -0.6931471805599453],
    [1.5692434885539115, 0.450593648806807],
    [0.001, -6.907755278982137],
    [1e300, 690.7755278982137],
  ],
  log1p: [
    [0, 0],
    [1e-10, 9.999999999500001e-11],
    [0.001, 0.0009995003330835331],
    [1, 0.6931471805599453],
    [-0.5, -0.6931471805599453],
    [0.6238586085382849, 0.48480517424126895],
  ],
  erf: [
    [0, 0],
    [0.001, 0.0011283787909692365],
    [0.1, 0.1124629160182849],
    [0.5, 0.5204998778130465],
    [-1, -0.8427007929497149],
    [-0.7975328434258699, -0.7406301435078154],
    [2, 0.9953222650189527],
    [3, 0.9999779095030014],
    [5, 0.9999999999984626],
  ],
  tanh: [
    [0, 0],
    [0.001, 0.0009999996666668],
    [0.5, 0.46211715726000974],
    [-1, -0.7615941559557649],
    [-0.6603068198543042, -0.5785675641236764],
    [0.6540808877907693, 0.5744107836897862],
    [3, 0.9950547536867305],
    [20, 1],
  ],
  logistic: [
    [0, 0.5],
    [1, 0.7310585786300049],
    [-1, 0.2689414213699951],
    [5, 0.9933071490757152],
    [-3.437105400953442, 0.031155739327025936],
    [-14.792580250650644, 3.764123469400898e-7],
    [-30, 9.357622968839299e-14],
    [40, 1],
  ],
  softplus: [
    [0, 0.6931471805599453],
    [1, 1.3132616875182228],
    [-1, 0.3132616875182228],
    [-2.756541073322296, 0.06157576368999939],
    [20, 20.000000002061153],
    [-40, 4.248354255291589e-18],
  ],
} as const;

/** In units in the last place, between the result and the rounded real value. */
const errors: Readonly<Record<keyof typeof known, number>> = {
  exp: 1,
  log: 1,
  log1p: 1,
  erf: 1,
  tanh: 2,
  logistic: 2,
  softplus: 2,
};

const names = Object.keys(errors) as (keyof typeof known)[];

describe.each(names)('NU1 %s', (name) => {
  test(`is within ${errors[name]} ulp of known values`, () => {
    for (const [x, value] of known[name]) {
      expect(ulpsApart(math[name](x), value), `${name}(${x})`).toBeLessThanOrEqual(errors[name]);
    }
  });

  test('never decreases, up to its error', () => {
    const from = name === 'log' ? 1e-3 : name === 'log1p' ? -0.999 : -30;
    let before = math[name](from);
    for (let x = from; x < 30; x += 0.0078125) {
      const next = math[name](x);
      expect(next - before, `${name}(${x})`).toBeGreaterThanOrEqual(-errors[name] * 4.5e-16 * Math.abs(next));
      before = next;
    }
  });

  test('calls no function of the engine’s Math that may differ between engines', () => {
    called.clear();
    const values = [...grid(1), ...grid(40), ...grid(700)].filter(
      (x) => x > 0 || !name.startsWith('log') || name === 'logistic',
    );
    for (const x of values) math[name](x);
    expect(Array.from(called)).toEqual([]);
  });
});

test('NU1 the watch itself works', () => {
  called.clear();
  Math.expm1(1);
  expect(Array.from(called)).toEqual(['expm1']);
});

describe('NU1 symmetries', () => {
  test.each(['tanh', 'erf'] as const)('%s is odd, bit for bit', (name) => {
    for (const x of grid(8)) expect(math[name](-x)).toBe(-math[name](x));
  });

  test('S3 tanh z = 2σ(2z) − 1', () => {
    for (const z of grid(25))
      expect(Math.abs(tanh(z) - (2 * logistic(2 * z) - 1))).toBeLessThanOrEqual(4.5e-16);
  });

  test('σ(x) + σ(−x) = 1 and softplus(x) − softplus(−x) = x', () => {
    for (const x of grid(40)) {
      expect(Math.abs(logistic(x) + logistic(-x) - 1)).toBeLessThanOrEqual(2.3e-16);
      expect(Math.abs(softplus(x) - softplus(-x) - x)).toBeLessThanOrEqual(1.5e-14);
    }
  });
});

describe('NU1 extremes', () => {
  test('σ stays in [0, 1] and finite', () => {
    expect(logistic(800)).toBe(1);
    expect(logistic(-800)).toBe(0);
    expect(logistic(Number.MAX_VALUE)).toBe(1);
    expect(logistic(-Number.MAX_VALUE)).toBe(0);
    expect(logistic(-700)).toBe(exp(-700));
  });

  test('softplus is x on the right, eˣ on the left, never infinite', () => {
    expect(softplus(800)).toBe(800);
    expect(softplus(Number.MAX_VALUE)).toBe(Number.MAX_VALUE);
    expect(softplus(-800)).toBe(0);
    expect(softplus(-100)).toBe(exp(-100));
  });
});

describe('NU2 float32', () => {
  test('rounds to nearest and keeps every normal number', () => {
    expect(float32(0.1)).toBe(Math.fround(0.1));
    expect(float32(SMALLEST_NORMAL_FLOAT32)).toBe(SMALLEST_NORMAL_FLOAT32);
    expect(float32(-SMALLEST_NORMAL_FLOAT32)).toBe(-SMALLEST_NORMAL_FLOAT32);
    expect(float32(3.4028234663852886e38)).toBe(3.4028234663852886e38);
    expect(float32(1e39)).toBe(Infinity);
    expect(float32(NaN)).toBeNaN();
  });

  test('flushes denormals of either sign, and −0, to +0', () => {
    for (const x of [1e-38, -1e-38, 1.4e-45, -1.4e-45, 5e-324, -0]) expect(float32(x)).toBe(0);
  });
});

/** How many doubles lie from a to b. */
function ulpsApart(a: number, b: number): number {
  const view = new DataView(new ArrayBuffer(8));
  const place = (x: number): bigint => {
    view.setFloat64(0, x);
    const bits = view.getBigInt64(0);
    return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
  };
  const distance = place(a) - place(b);
  return Number(distance < 0n ? -distance : distance);
}
