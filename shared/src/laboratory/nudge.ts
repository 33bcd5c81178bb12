/**
 * One entry of θ or x moved by h, everything else as it stands (lecture S10): what becomes of J, and how far each difference is from
 * the derivative. All in float64, forwards only: no derivative is used.
 *
 * A difference errs by truncation, which falls with h, and by rounding, which grows as h falls; δ is what J is off by rounding:
 *   one-sided    h/2·|J″| + 2δ/h          least at h = 2·√(δ/|J″|)         ∝ ε^(1/2)
 *   central      h²/6·|J‴| + δ/h          least at h = ∛(3δ/|J‴|)          ∝ ε^(1/3)
 *   four points  h⁴/30·|J⁽⁵⁾| + 3δ/2h     least at h = ⁵√(45δ/4|J⁽⁵⁾|)      ∝ ε^(1/5)
 */
import type { Objective } from '../gradient/gradient.ts';
import { onePiece, variables, type Run } from '../gradient/numeric.ts';
import type { Model } from '../model/forward.ts';
import { headOf } from '../model/head.ts';
import type { Reals } from '../model/matrix.ts';

/** By the names of `exampleTensors`; of U the entries row after row. */
export type NudgedTensor = `${'W' | 'b'}${number}` | 'u' | 'x';

export interface NudgedEntry {
  readonly of: NudgedTensor;
  /** Row-major in its tensor, 0-based. */
  readonly index: number;
}

export interface Moved {
  /** The objective, with the entry moved. */
  readonly value: number;
  /** Every unit, and the hinge, is on the side of each kink on which it was: it is one smooth piece all the way. */
  readonly isSmooth: boolean;
}

export interface Nudge {
  /** The entry as it stands. */
  readonly entry: number;
  /** With the entry moved by h. */
  readonly at: (h: number) => Moved;
}

/**
 * @param xs x of each window of the example
 * @param window of a pair, whose x is moved
 * Throws RangeError where the network has no such entry.
 */
export function nudge(
  model: Model,
  xs: readonly Reals[],
  objective: Objective,
  { of, index }: NudgedEntry,
  window = 0,
): Nudge {
  const name = of === 'x' && window > 0 ? 'x′' : of;
  const variable = variables(model, xs).find((one) => one.name === name);
  if (!variable || !(index >= 0 && index < variable.values.length))
    throw new RangeError(`there is no entry ${index} of ${name}`);
  const { values, run } = variable;
  const entry = values[index];
  const { J } = headOf(model.head);
  const valueOf = ({ s }: Run): number => (objective.of === 'J' ? J(s, objective.y) : s[objective.label]);
  const start = run();
  return {
    entry,
    at(h) {
      values[index] = entry + h;
      const moved = run();
      values[index] = entry;
      return { value: valueOf(moved), isSmooth: onePiece(moved, start) };
    },
  };
}

/** A difference quotient: J at multiples of h, each with a weight, over h. */
type Points = readonly (readonly [multiple: number, weight: number])[];

export const differences = {
  oneSided: [
    [1, 1],
    [0, -1],
  ],
  central: [
    [1, 1 / 2],
    [-1, -1 / 2],
  ],
  fourPoint: [
    [1, 2 / 3],
    [-1, -2 / 3],
    [2, -1 / 12],
    [-2, 1 / 12],
  ],
} as const satisfies Record<string, Points>;

export type DifferenceName = keyof typeof differences;
export const differenceNames = Object.keys(differences) as readonly DifferenceName[];

export interface Slope {
  readonly value: number;
  /** False: a kink lies between the points, and the difference means nothing. */
  readonly isSmooth: boolean;
}

/** ∂J/∂entry by a difference; h is not 0. */
export const slopeBy = (name: DifferenceName, { at }: Pick<Nudge, 'at'>, h: number): Slope =>
  slopeOf(name, (multiple) => at(multiple * h), h);

/** J is taken where it was found already: the differences share most of their points. */
function slopeOf(name: DifferenceName, found: (multiple: number) => Moved, h: number): Slope {
  let sum = 0;
  let isSmooth = true;
  for (const [multiple, weight] of differences[name]) {
    const moved = found(multiple);
    sum += weight * moved.value;
    isSmooth &&= moved.isSmooth;
  }
  return { value: sum / h, isSmooth };
}

/** Powers of ten that the curve goes down to, and its points in each. */
export const LEAST_POWER = -12;
/** 10^(k/8) */
const MANTISSAS = [
  1, 1.333521432163324, 1.778279410038923, 2.371373705661655, 3.162277660168379, 4.216965034285822,
  5.623413251903491, 7.498942093324559,
];

/** Every h of the curves, from 10⁻¹² to 1. */
export const steps: readonly number[] = [
  ...Array.from({ length: -LEAST_POWER }, (_, k) => Number(`1e${LEAST_POWER + k}`)).flatMap((power) =>
    MANTISSAS.map((mantissa) => mantissa * power),
  ),
  1,
];

export interface ErrorPoint {
  readonly h: number;
  /** |difference − derivative|, the greatest here and at the two neighbours: what rounding does to one h is chance. */
  readonly error: number;
}

export interface ErrorCurve {
  /** In ascending order of h, without those that have a kink between their points. */
  readonly points: readonly ErrorPoint[];
  /** Where the error is least, of several the greatest h. Null: no point is left. */
  readonly least: ErrorPoint | null;
  /** The least is at the greatest h: up to there J is as good as straight, and there is nothing to truncate. */
  readonly isStraight: boolean;
}

export interface ErrorCurves extends Readonly<Record<DifferenceName, ErrorCurve>> {
  /** The smallest h with a kink between the points of a difference; null: there is none. */
  readonly kink: number | null;
}

const MULTIPLES = [0, 1, -1, 2, -2];

/** @param derivative what the differences are compared with */
export function errorCurves({ at }: Pick<Nudge, 'at'>, derivative: number): ErrorCurves {
  const start = at(0);
  const found = steps.map((h) => {
    const moved = new Map(MULTIPLES.map((multiple) => [multiple, multiple === 0 ? start : at(multiple * h)]));
    return {
      h,
      slope: (name: DifferenceName) => slopeOf(name, (multiple) => moved.get(multiple) ?? start, h),
    };
  });
  const curveOf = (name: DifferenceName): ErrorCurve =>
    curveThrough(
      found.flatMap(({ h, slope }) => {
        const { value, isSmooth } = slope(name);
        return isSmooth ? [{ h, error: Math.abs(value - derivative) }] : [];
      }),
    );
  const kinked = found.find(({ slope }) => differenceNames.some((name) => !slope(name).isSmooth));
  return {
    oneSided: curveOf('oneSided'),
    central: curveOf('central'),
    fourPoint: curveOf('fourPoint'),
    kink: kinked?.h ?? null,
  };
}

function curveThrough(found: readonly ErrorPoint[]): ErrorCurve {
  const points = found.map(({ h }, k) => ({
    h,
    error: Math.max(...found.slice(Math.max(0, k - 1), k + 2).map(({ error }) => error)),
  }));
  let least: ErrorPoint | null = null;
  for (const point of points) if (!least || point.error <= least.error) least = point;
  return { points, least, isStraight: least !== null && least === points.at(-1) };
}
