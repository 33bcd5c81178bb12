/**
 * The gradient by central differences: no derivative is used, so it is the oracle of all the others (SPEC GR3).
 *
 * Four points, (8·[J(θ+h) − J(θ−h)] − [J(θ+2h) − J(θ−2h)]) / 12h, with h = 10⁻⁴·max(1, |θ|): truncation is
 * h⁴/30·J⁽⁵⁾, rounding about 10⁻¹²·|J|. Measured against by hand over 20,000 random networks of the contract suite, the
 * worst agreement is 10⁻¹⁰; two points at h = 10⁻⁵ (h²/6·J⁽³⁾, ten times the rounding) reach 4·10⁻⁹ on W⁽¹⁾ alone.
 */
import { affine, product, type Model } from '../model/forward.ts';
import { headOf, margin } from '../model/head.ts';
import type { Reals } from '../model/matrix.ts';
import { nonLinearities } from '../model/non-linearity.ts';
import { inFloat64 } from '../model/parameters.ts';
import { shuffle, stream } from '../random.ts';
import { agreement, type Agreement } from './agreement.ts';
import { windowMark, type Objective } from './gradient.ts';

const STEP = 1e-4;
/** The name of its stream, as INITIALISATION is 1 and the order of an epoch 2. */
const SAMPLE = 3;

export interface NumericOptions {
  /** A tensor with more entries is sampled: this many of them, drawn from `seed`. All by default. */
  readonly entriesPerTensor?: number;
  readonly seed?: number;
  /** By the name of a tensor how far rounding may take the objective on the way from it (`roundingsOf`); 0 by default. */
  readonly rounding?: (tensor: string) => number;
}

/** What was differentiated of one tensor. */
export interface NumericTensor {
  /** How many entries the tensor has. */
  readonly size: number;
  /** The entries that were differentiated, 0-based and ascending; `values[k]` is the derivative of `entries[k]`. */
  readonly entries: Int32Array;
  readonly values: Float64Array;
  /** How far each of them may be from the derivative by rounding, as far as that was asked for, and by truncation. */
  readonly errors: Float64Array;
  /** Entries tried and left out: a kink lies within ±2h of them, where a difference means nothing. */
  readonly skipped: Int32Array;
}

/** By the names of `exampleTensors` in gradient.ts. */
export type NumericGradient = ReadonlyMap<string, NumericTensor>;

/**
 * ∂objective/∂· for every parameter and value of an example of these windows; a z, h or s is moved by itself and the
 * network runs on from there.
 */
export function numericGradient(
  model: Model,
  windows: readonly Reals[],
  objective: Objective,
  { entriesPerTensor = Infinity, seed = 0, rounding = () => 0 }: NumericOptions = {},
): NumericGradient {
  const gradient = new Map<string, NumericTensor>();
  const { J } = headOf(model.head);
  const valueAt = ({ s }: Run): number => (objective.of === 'J' ? J(s, objective.y) : s[objective.label]);
  for (const { name, values, run } of variables(model, windows)) {
    const entries: number[] = [];
    const differences: Difference[] = [];
    const skipped: number[] = [];
    for (const entry of chosenEntries(values.length, entriesPerTensor, seed, gradient.size)) {
      const difference = centralDifference(values, entry, run, valueAt, rounding(name));
      if (difference === undefined) {
        skipped.push(entry);
      } else {
        entries.push(entry);
        differences.push(difference);
      }
    }
    gradient.set(name, {
      size: values.length,
      entries: Int32Array.from(entries),
      values: Float64Array.from(differences, ({ value }) => value),
      errors: Float64Array.from(differences, ({ error }) => error),
      skipped: Int32Array.from(skipped),
    });
  }
  return gradient;
}

/** How far a gradient is from the differences, at its worst, over the entries that were differentiated. */
export function numericAgreement(gradient: ReadonlyMap<string, Reals>, numeric: NumericGradient): Agreement {
  let worst: Agreement = { tensor: '', difference: 0, entry: 0 };
  for (const [name, values] of gradient) {
    const measured = numeric.get(name);
    if (measured?.size !== values.length)
      throw new RangeError(`${name} is not the tensor that was differentiated`);
    const found = agreement(
      name,
      Float64Array.from(measured.entries, (i) => values[i]),
      measured.values,
    );
    if (found.difference > worst.difference) worst = { ...found, entry: measured.entries[found.entry] };
  }
  return worst;
}

/** The end of a run through the network: all scores, and on which side of each kink (−1, 1; 0: on it) every unit was on the way. */
export interface Run {
  readonly s: Float64Array;
  readonly pattern: readonly number[];
}

export interface Variable {
  readonly name: string;
  /** Moved in place, one entry at a time. */
  readonly values: Float64Array;
  /** The network from `values` onwards. */
  readonly run: () => Run;
}

/** Everything that can be moved, on copies of θ, the windows and their activations. */
export function variables(
  { parameters, nonLinearity, head }: Model,
  windows: readonly Reals[],
): readonly Variable[] {
  const { f, kinks } = nonLinearities[nonLinearity];
  const { layers, U, u } = inFloat64(parameters);
  const runFromZ = (l: number, z: Float64Array, pattern: number[] = []): Run => {
    for (const entry of z) {
      for (const kink of kinks) pattern.push(Math.sign(entry - kink));
    }
    return runFromInput(l + 1, z.map(f), pattern);
  };
  const runFromInput = (l: number, input: Float64Array, pattern: number[] = []): Run =>
    l === layers.length
      ? { s: product(U, input), pattern }
      : runFromZ(l, affine(layers[l].W, input, layers[l].b), pattern);

  const starts = windows.map((x) => Float64Array.from(x));
  const passes = starts.map((x) => {
    const inputs = [x];
    const zs = layers.map(({ W, b }, l) => {
      const z = affine(W, inputs[l], b);
      inputs.push(z.map(f));
      return z;
    });
    return { inputs, zs };
  });
  /** Each window's own run, one of them (or all) from elsewhere; a hinge is a kink of the scores together. */
  const together = (runOf: (w: number) => Run): Run => {
    const runs = passes.map((_, w) => runOf(w));
    const s = Float64Array.from(runs.flatMap((run) => Array.from(run.s)));
    const hinge = head === 'max-margin' && s.length === 2 ? [Math.sign(margin(s))] : [];
    return { s, pattern: [...runs.flatMap(({ pattern }) => pattern), ...hinge] };
  };
  const fromInputs = (l: number) => (): Run => together((w) => runFromInput(l, passes[w].inputs[l]));

  const ofParameters: Variable[] = [
    { name: 'u', values: u, run: fromInputs(layers.length) },
    ...layers.flatMap(({ W, b }, l) => [
      { name: `W${l + 1}`, values: W.data, run: fromInputs(l) },
      { name: `b${l + 1}`, values: b, run: fromInputs(l) },
    ]),
  ];
  const ofWindows = passes.flatMap(({ inputs, zs }, w): Variable[] => {
    const mark = windowMark(w);
    const ends = passes.map(({ inputs: others }) => runFromInput(layers.length, others[layers.length]));
    const instead = (run: () => Run) => (): Run => together((other) => (other === w ? run() : ends[other]));
    const s = ends[w].s.slice();
    return [
      { name: `s${mark}`, values: s, run: instead(() => ({ s, pattern: [] })) },
      { name: `x${mark}`, values: inputs[0], run: instead(() => runFromInput(0, inputs[0])) },
      ...zs.flatMap((z, l) => [
        { name: `z${l + 1}${mark}`, values: z, run: instead(() => runFromZ(l, z)) },
        {
          name: `h${l + 1}${mark}`,
          values: inputs[l + 1],
          run: instead(() => runFromInput(l + 1, inputs[l + 1])),
        },
      ]),
    ];
  });
  return [...ofParameters, ...ofWindows];
}

/** Both ends alike and f piecewise linear: it is one piece on the whole way from the one to the other, layer after layer. */
export const onePiece = (a: Run, b: Run): boolean => a.pattern.every((side, i) => side === b.pattern[i]);

interface Difference {
  readonly value: number;
  readonly error: number;
}

/** Undefined where a unit changes sides of a kink between θ − 2h and θ + 2h. */
function centralDifference(
  values: Float64Array,
  entry: number,
  run: () => Run,
  valueAt: (run: Run) => number,
  rounding: number,
): Difference | undefined {
  const centre = values[entry];
  const h = STEP * Math.max(1, Math.abs(centre));
  const at = (offset: number): Run => {
    values[entry] = centre + offset;
    const found = run();
    values[entry] = centre;
    return found;
  };
  const runs = [at(-2 * h), at(-h), at(h), at(2 * h)];
  if (runs.some((one) => !onePiece(one, runs[0]))) return undefined;
  const [farBelow, below, above, farAbove] = runs.map(valueAt);
  const value = (8 * (above - below) - (farAbove - farBelow)) / (12 * h);
  // Truncation: by how much two points err, which four points lift to about its square.
  const ofTwoPoints = (above - below) / (2 * h) - value;
  const truncation = value === 0 ? 0 : (ofTwoPoints * ofTwoPoints) / Math.abs(value);
  return { value, error: (1.5 * rounding) / h + truncation };
}

/** Ascending entries: all of them, or `limit` drawn without replacement from the tensor's own stream. */
function chosenEntries(size: number, limit: number, seed: number, tensor: number): Int32Array {
  const all = Int32Array.from({ length: size }, (_, i) => i);
  if (size <= limit) return all;
  shuffle(all, stream(seed, SAMPLE, tensor));
  return all.slice(0, limit).sort();
}
