/** Which entry is nudged, what it is called, and what J does along it: computed once for an entry of a pass. */
import { exampleTensors, summedOver } from '@deltaboard/shared/gradient/gradient.ts';
import {
  errorCurves,
  nudge,
  type ErrorCurves,
  type Nudge,
  type NudgedEntry,
  type NudgedTensor,
} from '@deltaboard/shared/laboratory/nudge.ts';
import type { Pointer } from '@deltaboard/shared/protocol/pointer.ts';
import type { ComputedPass } from '../../picture/computed-pass.ts';
import type { Picture, Tensor } from '../../picture/picture.ts';
import { Reader } from '../../pass/board/reader.ts';
import type { Symbol } from '../../pass/board/tensors.ts';
import type { PlotPoint } from '../plot.ts';

/** One that can be chosen. */
export interface Offered {
  readonly of: NudgedTensor;
  readonly rows: number;
  /** 1: a vector. */
  readonly columns: number;
}

/** Every tensor of θ, and x. */
export function offered({ layers, u, s, x }: Picture): readonly Offered[] {
  const scores = s.rows;
  return [
    ...layers.flatMap(({ W: { rows, columns } }, l): readonly Offered[] => [
      { of: `W${l + 1}`, rows, columns },
      { of: `b${l + 1}`, rows, columns: 1 },
    ]),
    scores === 1
      ? { of: 'u', rows: u.rows * u.columns, columns: 1 }
      : { of: 'u', rows: scores, columns: (u.rows * u.columns) / scores },
    { of: 'x', rows: x.columns, columns: 1 },
  ];
}

const layerOf = (of: NudgedTensor): number => Number(of.slice(1));

/** The entry that the class looks at. */
export function entryOf(picture: Picture, chosen: NudgedEntry | null, pointer: Pointer | null): NudgedEntry {
  for (const entry of [chosen, pointer && pinned(picture, pointer)])
    if (
      entry &&
      offered(picture).some(({ of, rows, columns }) => of === entry.of && entry.index < rows * columns)
    )
      return entry;
  const slopes = picture.pass?.gradient.u ?? [];
  const sizes = Array.from(slopes, Math.abs);
  return { of: 'u', index: Math.max(0, sizes.indexOf(Math.max(...sizes))) };
}

/** What is pinned on the board, where it is a parameter or x, or the gradient with respect to one. */
export function pinned({ s, u, layers }: Picture, { quantity, layer, index }: Pointer): NudgedEntry | null {
  switch (quantity) {
    case 'W':
    case 'gradientOfW':
      return { of: `W${layer}`, index };
    case 'b':
    case 'gradientOfB':
      return { of: `b${layer}`, index };
    case 'u':
    case 'gradientOfU': {
      // The board shows U turned.
      const [scores, units] = [s.rows, (u.rows * u.columns) / s.rows];
      return {
        of: 'u',
        index: layers.length === 0 ? index : (index % scores) * units + Math.floor(index / scores),
      };
    }
    case 'x':
    case 'gradientOfX':
      return layer <= 1 ? { of: 'x', index } : null;
    default:
      return null;
  }
}

/** As the board writes it, and ∂J/∂ of it. */
export function symbolsOf(
  picture: Picture,
  { of, index }: NudgedEntry,
): readonly [entry: Symbol, partial: Symbol] {
  const tensor = offered(picture).find((one) => one.of === of);
  const columns = tensor?.columns ?? 1;
  const [i, j] = [Math.floor(index / columns), index % columns];
  const reader = new Reader({
    ...picture,
    open: of === 'u' || of === 'x' ? Math.min(0, picture.open) : layerOf(of) - 1,
  });
  const symbol =
    of === 'x'
      ? reader.input(index)
      : of === 'u'
        ? reader.U(columns === 1 ? i : j, columns === 1 ? 0 : i)
        : of.startsWith('W')
          ? reader.W(i, j)
          : reader.entry('b', i);
  return [symbol, reader.partial(symbol)];
}

/** Whether the class has come to the gradient in this pass: before, the slope must not tell it (SPEC NG5). */
export function hasCome(picture: Picture, of: NudgedTensor): boolean {
  const { gradientOfU, gradientOfX, layers, example } = picture;
  const isAdded = ({ state, sum }: Tensor): boolean => {
    if (state === 'not-yet') return false;
    if (!sum || sum.stage !== 'sum') return true;
    return sum.done >= (sum.part === 'window' ? example.windows : 1) * (example.index + 1);
  };
  if (of === 'x') return gradientOfX.state !== 'not-yet';
  if (of === 'u') return isAdded(gradientOfU);
  const layer = layers[layerOf(of) - 1];
  return isAdded(of.startsWith('W') ? layer.gradientOfW : layer.gradientOfB);
}

/** Of the J curve over ±1.25 powers of ten. */
const SAMPLES = 81;

export class Nudged {
  readonly nudge: Nudge;
  /** ∂J/∂entry by hand, of the example. */
  readonly derivative: number;
  /** J, or s, as it stands. */
  readonly value: number;
  #curves: ErrorCurves | null = null;
  readonly #along = new Map<number, readonly PlotPoint[]>();

  constructor({ model, windows, window, objective, gradients }: ComputedPass, entry: NudgedEntry) {
    const xs = windows.map(({ x }) => x);
    this.nudge = nudge(model, xs, objective, entry, window);
    const ofThis =
      entry.of === 'x' ? gradients[window].x : exampleTensors(summedOver(gradients)).get(entry.of);
    this.derivative = ofThis?.[entry.index] ?? NaN;
    this.value = this.nudge.at(0).value;
  }

  get curves(): ErrorCurves {
    return (this.#curves ??= errorCurves(this.nudge, this.derivative));
  }

  /** h, and by how much J is another than it was, over ±1.25·10^power. */
  along(power: number): readonly PlotPoint[] {
    let points = this.#along.get(power);
    if (!points) {
      const reach = 1.25 * Number(`1e${power}`);
      points = Array.from({ length: SAMPLES }, (_, k) => {
        const h = reach * ((2 * k) / (SAMPLES - 1) - 1);
        return [h, this.nudge.at(h).value - this.value] as const;
      });
      this.#along.set(power, points);
    }
    return points;
  }
}

/** By the windows of a pass: a move of the cursor within it computes nothing anew. */
const known = new WeakMap<ComputedPass['windows'], Map<string, Nudged>>();

export function nudgedOf(pass: ComputedPass, { of, index }: NudgedEntry): Nudged {
  const ofPass = known.get(pass.windows) ?? new Map<string, Nudged>();
  known.set(pass.windows, ofPass);
  const key = `${of} ${index} ${pass.window}`;
  let found = ofPass.get(key);
  if (!found) ofPass.set(key, (found = new Nudged(pass, { of, index })));
  return found;
}
