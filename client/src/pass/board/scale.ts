/**
 * Scales of the pictures: linear, symmetric, snapped to 1-2-5 · 10ᵏ. An exact picture is drawn on the scale
 * that its own numbers ask for, so that every viewer sees the same; a live one keeps the scales it finds.
 */
import type { NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import type { Picture, Tensor } from '../../picture/picture.ts';
import type { FoldTensor } from './folds.ts';
import { presentTensors, tensorOf, tensorNames, type TensorName } from './tensors.ts';

/** The largest absolute value of each picture's scale; null where nothing has been computed yet. */
export type Scales = Readonly<Record<TensorName, number | null>>;

/** Of every layer those of its folded columns. */
export type FoldScales = readonly Readonly<Record<FoldTensor, number | null>>[];

/** The smallest of 1, 2, 5 · 10ᵏ that is not below `greatest`; 1 where there is nothing to go by. */
export function snap(greatest: number): number {
  if (!(greatest > 0) || greatest === Infinity) return 1;
  const power = Math.floor(Math.log10(greatest));
  // Number('5e-3') is the double nearest to 0.005; 5 * 10 ** -3 need not be.
  const steps = [1, 2, 5, 10, 20].map((step) => Number(`${step}e${power}`));
  return steps.find((step) => step >= greatest) ?? steps[4];
}

/** Not a number counts as nothing: it is drawn as such, on the scale of the others. */
export function greatestOf(values: Reals): number {
  let greatest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (size > greatest) greatest = size;
  }
  return greatest;
}

/** Hidden activations that never leave [−1, 1] are drawn on it, so that saturation can be seen. */
const bounded: readonly NonLinearityName[] = ['tanh', 'logistic', 'hardTanh'];

/** ∂J/∂h, δ and ∂J/∂b, of every layer, or what f′ takes away could not be seen. */
const oneScale = ['gradientOfH', 'delta', 'gradientOfB'] as const satisfies readonly TensorName[];
const isOnOneScale = (name: string): boolean => oneScale.some((one) => one === name);

/** Of a matrix the few largest entries may lie beyond the scale (marked), so that the others can be told apart. */
const SHARE_BEYOND = 0.03;
const matrices: readonly TensorName[] = ['x', 'W', 'gradientOfW', 'gradientOfX', 'u', 'gradientOfU'];

function scaleOf(picture: Picture, name: TensorName): number | null {
  const tensor = tensorOf(picture, name);
  if (tensor.state === 'not-yet') return null;
  if (name === 'p') return 1;
  if (name === 'h' && bounded.includes(picture.nonLinearity)) return 1;
  if (isOnOneScale(name)) return oneScaleOf(picture);
  const isMatrix = matrices.includes(name) && tensor.rows > 1 && tensor.columns > 1;
  return snap(
    isMatrix || name === 'x' || name === 'gradientOfX'
      ? nearlyGreatest(tensor.values)
      : greatestOf(tensor.values),
  );
}

const oneScaleOf = ({ layers }: Pick<Picture, 'layers'>): number =>
  snap(Math.max(...layers.flatMap((layer) => oneScale.map((name) => greatestOf(layer[name].values)))));

/** Every δ and ∂J/∂h on the scale of the open layer's, whichever layer that is. */
export function foldScales(picture: Picture): FoldScales {
  const gradients = oneScaleOf(picture);
  return picture.layers.map(({ z, h }) => ({
    z: snap(greatestOf(z.values)),
    h: bounded.includes(picture.nonLinearity) ? 1 : snap(greatestOf(h.values)),
    delta: gradients,
    gradientOfH: gradients,
  }));
}

/** What all but the largest 3 % stay below. */
function nearlyGreatest(values: Reals): number {
  const sizes = Float64Array.from(values, Math.abs).sort();
  return sizes[Math.max(0, Math.ceil(sizes.length * (1 - SHARE_BEYOND)) - 1)] ?? 0;
}

export interface ScaledPicture {
  readonly scales: Scales;
  /** What the scales depend on besides the numbers: on another page they are taken anew. */
  readonly page: string;
}

/** The scales of the next picture: those of its own numbers, or, for a live one, those that are already there. */
export function nextScales(previous: ScaledPicture | null, picture: Picture): ScaledPicture {
  const size = ({ rows, columns }: Tensor): string => `${rows}×${columns}`;
  const page = [
    picture.nonLinearity,
    picture.open,
    ...picture.layers.map(({ W }) => size(W)),
    size(picture.u),
  ].join(' ');
  const kept = picture.source === 'live' && previous?.page === page ? previous.scales : null;
  const company = kept && (oneScale.map((name) => kept[name]).find((scale) => scale !== null) ?? null);
  const present = presentTensors(picture);
  const scales = tensorNames.map((name) => {
    const scale = present.includes(name)
      ? (kept?.[name] ?? (isOnOneScale(name) ? company : null) ?? scaleOf(picture, name))
      : null;
    return [name, scale] as const;
  });
  return { scales: Object.fromEntries(scales) as Scales, page };
}

/** Entries that lie beyond their scale and are drawn as its end. */
export function countBeyond(values: Reals, scale: number): number {
  let beyond = 0;
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]) > scale) beyond++;
  return beyond;
}
