/**
 * Scales of the pictures: linear, symmetric, snapped to 1-2-5 · 10ᵏ (SPEC UI3). An exact picture is drawn on the scale
 * that its own numbers ask for, so that every viewer sees the same; a live one keeps the scales it finds.
 */
import type { NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import type { Picture, Tensor } from '../picture/picture.ts';
import { tensorOf, tensorNames, type TensorName } from './tensors.ts';

/** The largest absolute value of each picture's scale; null where nothing has been computed yet. */
export type Scales = Readonly<Record<TensorName, number | null>>;

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

/** ∂J/∂h, δ and ∂J/∂b, or what f′ takes away could not be seen. */
const oneScale: readonly TensorName[] = ['gradientOfH', 'delta', 'gradientOfB'];

const own = (tensor: Tensor): number | null => (tensor.state === 'not-yet' ? null : snap(greatestOf(tensor.values)));

function scalesOf(picture: Picture): Scales {
  const scales = Object.fromEntries(
    tensorNames.map((name) => [name, own(tensorOf(picture, name))]),
  ) as Record<TensorName, number | null>;
  if (scales.h !== null && bounded.includes(picture.nonLinearity)) scales.h = 1;
  const known = oneScale.map((name) => scales[name]).filter((scale) => scale !== null);
  for (const name of oneScale) if (scales[name] !== null) scales[name] = Math.max(...known);
  return scales;
}

export interface ScaledPicture {
  readonly scales: Scales;
  /** What the scales depend on besides the numbers: on another page they are taken anew. */
  readonly page: string;
}

/** The scales of the next picture: those of its own numbers, or, for a live one, those that are already there. */
export function nextScales(previous: ScaledPicture | null, picture: Picture): ScaledPicture {
  const page = [picture.nonLinearity, picture.x.rows * picture.x.columns, picture.u.rows * picture.u.columns].join();
  const scales = scalesOf(picture);
  if (picture.source !== 'live' || previous?.page !== page) return { scales, page };
  const kept = tensorNames.map((name) => [name, previous.scales[name] ?? scales[name]] as const);
  // One that had no scale yet takes the one its company already has.
  const merged = Object.fromEntries(kept) as Record<TensorName, number | null>;
  const company = oneScale.map((name) => previous.scales[name]).find((scale) => scale !== null);
  if (company !== undefined) for (const name of oneScale) merged[name] = company;
  return { scales: merged, page };
}
