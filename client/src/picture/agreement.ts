/**
 * How far by hand, graph, central differences and the trainer's own float32 agree on the live numbers (lecture S10), on
 * the gradients that the pass has performed.
 */
import { agreement, type Agreement } from '@deltaboard/shared/gradient/agreement.ts';
import { byGraph } from '@deltaboard/shared/gradient/by-graph.ts';
import {
  exampleTensors,
  summedOver,
  windowMark,
  type ExampleGradient,
  type Gradient,
} from '@deltaboard/shared/gradient/gradient.ts';
import {
  numericGradient,
  type NumericGradient,
  type NumericTensor,
} from '@deltaboard/shared/gradient/numeric.ts';
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import { parameterCount } from '@deltaboard/shared/model/parameters.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { TrainerNumbers } from '@deltaboard/shared/protocol/state.ts';
import type { Operation } from '@deltaboard/shared/training/operations.ts';
import type { Performed } from './performed.ts';
import type { ComputedPass } from './computed-pass.ts';
import type { ExamplePlace } from './progress.ts';

/** Parameters up to which every entry is differentiated numerically: four passes an entry, a few milliseconds in all. */
export const NUMERIC_LIMIT = 1000;
/** Above that of every tensor at most this many entries, drawn with this seed. */
export const NUMERIC_SAMPLE = 64;
export const NUMERIC_SEED = 1;

/**
 * What rounding makes of the objective, in the size of the largest score: a few units of 2⁻⁵³. What sums and products on the way to it
 * add is not counted: it is `roundingsOf` of shared/, too large for a page, that does.
 */
const OBJECTIVE_ROUNDING = (16 * Number.EPSILON) / 2;

/** SPEC GR4 */
export const GRAPH_TOLERANCE = 1e-12;
export const NUMERIC_TOLERANCE = 1e-7;

/** The largest difference, where it is, and whether it is within what SPEC GR4 allows. */
export interface Comparison extends Agreement {
  readonly agrees: boolean;
}

export interface NumericComparison extends Comparison {
  /** Entries differentiated, of all there are. */
  readonly checked: number;
  readonly entries: number;
  /** Left out: at a kink. */
  readonly skipped: number;
  /** Left out: the rounding of the difference itself is larger than what is allowed (SPEC GR9). */
  readonly incomparable: number;
  readonly sampled: boolean;
}

export interface Agreements {
  readonly graph: Comparison;
  readonly numeric: NumericComparison;
  /** By hand (float64) against the trainer's own float32 δ; null without one. Float32 has its own last digits: no verdict. */
  readonly trainer: Agreement | null;
}

/** All that a gradient is held against. */
export interface Others {
  readonly graph: ExampleGradient;
  readonly numeric: NumericGradient;
  readonly sampled: boolean;
  readonly trainer: ReadonlyMap<string, Reals>;
}

/** The pass differentiated last: a cursor that moves within a pass asks for the same again and again. */
let last: {
  readonly pass: ComputedPass;
  readonly trainer: TrainerNumbers | null;
  readonly others: Others;
} | null = null;

export function othersOf(pass: ComputedPass, trainer: TrainerNumbers | null): Others {
  if (!last || last.trainer !== trainer || !sameNumbers(last.pass, pass)) {
    last = { pass, trainer, others: differentiated(pass, trainer) };
  }
  return last.others;
}

function sameNumbers(a: ComputedPass, b: ComputedPass): boolean {
  const same = (x: Reals, y: Reals): boolean =>
    x.length === y.length && x.every((entry, i) => Object.is(entry, y[i]));
  const differentiatedBy = ({ objective }: ComputedPass): string =>
    objective.of === 'J' ? `J ${objective.y}` : `s ${objective.label}`;
  return (
    a.model.nonLinearity === b.model.nonLinearity &&
    a.model.head === b.model.head &&
    differentiatedBy(a) === differentiatedBy(b) &&
    a.windows.length === b.windows.length &&
    a.windows.every(({ x }, w) => same(x, b.windows[w].x)) &&
    same(a.model.parameters.theta, b.model.parameters.theta)
  );
}

function differentiated({ model, windows, objective }: ComputedPass, trainer: TrainerNumbers | null): Others {
  const sampled = parameterCount(model.parameters.shape) > NUMERIC_LIMIT;
  const largest = windows.reduce(
    (most, { s }) => s.reduce((one, score) => Math.max(one, Math.abs(score)), most),
    0,
  );
  const options = {
    ...(sampled && { entriesPerTensor: NUMERIC_SAMPLE, seed: NUMERIC_SEED }),
    rounding: () => OBJECTIVE_ROUNDING * largest,
  };
  return {
    graph: byGraph(model, windows, objective),
    numeric: numericGradient(
      model,
      windows.map(({ x }) => x),
      objective,
      options,
    ),
    sampled,
    // The trainer differentiates J.
    trainer: new Map(
      trainer && objective.of === 'J'
        ? trainer.windows.flatMap(({ delta }, w) =>
            delta.map((entries, l) => [`z${l + 1}${windowMark(w)}`, fromBytes(entries)] as const),
          )
        : [],
    ),
  };
}

/**
 * The gradients of these names held against the others; null where there is none.
 *
 * @param gradients through each window of the example, by hand
 */
export function agreementsOf(
  gradients: readonly Gradient[],
  others: Others,
  names: ReadonlySet<string>,
): Agreements | null {
  const graph = exampleTensors(others.graph);
  const compared = [...exampleTensors(summedOver(gradients))].filter(([name]) => names.has(name));
  if (compared.length === 0) return null;
  const numeric = { checked: 0, entries: 0, skipped: 0, incomparable: 0, sampled: others.sampled };
  const againstGraph: Agreement[] = [];
  const againstNumeric: Agreement[] = [];
  const againstTrainer: Agreement[] = [];
  for (const [name, values] of compared) {
    againstGraph.push(agreement(name, values, graph.get(name) ?? NONE));
    const measured = others.numeric.get(name);
    if (!measured) throw new RangeError(`${name} was not differentiated numerically`);
    const { entries, skipped } = measured;
    const kept = comparable(values, measured);
    const found = agreement(
      name,
      Float64Array.from(kept, (k) => values[entries[k]]),
      Float64Array.from(kept, (k) => measured.values[k]),
    );
    againstNumeric.push({ ...found, entry: entries[kept.at(found.entry) ?? 0] ?? 0 });
    numeric.checked += kept.length;
    numeric.incomparable += entries.length - kept.length;
    numeric.entries += values.length;
    numeric.skipped += skipped.length;
    const trained = others.trainer.get(name);
    if (trained) againstTrainer.push(agreement(name, values, trained));
  }
  return {
    graph: judged(againstGraph, GRAPH_TOLERANCE),
    numeric: { ...judged(againstNumeric, NUMERIC_TOLERANCE), ...numeric },
    trainer: againstTrainer.length === 0 ? null : worst(againstTrainer),
  };
}

/**
 * The indices of the differences that say something of these gradients: those whose own rounding is within what is allowed.
 * Of numbers of 10⁴² a difference may be 0. A gradient that is no number is always held against its difference.
 */
function comparable(gradient: Reals, { entries, values, errors }: NumericTensor): readonly number[] {
  const own = Array.from(entries, (entry) => gradient[entry]);
  const finite = [...own, ...values].filter(Number.isFinite);
  const scale = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return own.flatMap((value, k) =>
    !Number.isFinite(value) || errors[k] <= NUMERIC_TOLERANCE * scale ? [k] : [],
  );
}

/** The name of the tensor whose gradient a backward operation computes, as `exampleTensors` names it. */
export function gradientName(operation: Operation): string {
  const name = 'layer' in operation ? `${operation.tensor}${operation.layer}` : operation.tensor;
  const { tensor } = operation;
  const isSum = tensor === 'W' || tensor === 'b' || tensor === 'u';
  return isSum || !('window' in operation) ? name : `${name}${windowMark(operation.window)}`;
}

/** The names of the example's gradients performed: those by parameters once every window has been added. */
export function performedNames(
  operations: readonly Operation[],
  performed: Performed,
  { index }: Pick<ExamplePlace, 'index'>,
): ReadonlySet<string> {
  const backwards = operations.filter(
    (operation) => operation.phase === 'backward' && operation.tensor !== 'J' && operation.example === index,
  );
  const missing = new Set(backwards.filter((operation) => !performed(operation)).map(gradientName));
  return new Set(backwards.map(gradientName).filter((name) => !missing.has(name)));
}

const NONE = new Float64Array(0);

const worst = (found: readonly Agreement[]): Agreement =>
  found.reduce((most, one) => (one.difference > most.difference ? one : most));

function judged(found: readonly Agreement[], tolerance: number): Comparison {
  const most = worst(found);
  return { ...most, agrees: most.difference <= tolerance };
}
