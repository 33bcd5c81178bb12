/** f and f′ over the z of the plot. */
import { nonLinearities, type NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import { greatestOf, snap } from '../pass/board/scale.ts';
import { fixed } from '../language/format.ts';
import { samples, type Axis, type PlotLine } from './plot.ts';

const LEAST_REACH = 4;
/** Even, so that no sample falls on a kink, where f′ would be drawn with a point of its own. */
const SAMPLES = 600;

export interface Curves {
  readonly x: Axis;
  readonly y: Axis;
  readonly f: PlotLine;
  readonly derivative: PlotLine;
}

/** As wide as every z needs, and never less than ±4. */
export function curvesOf(name: NonLinearityName, z: Reals): Curves {
  const { f, derivative } = nonLinearities[name];
  const reach = Math.max(LEAST_REACH, snap(greatestOf(z)));
  const along = samples(-reach, reach, SAMPLES);
  const values = along.flatMap((at) => [f(at), derivative(at)]);
  const from = Math.min(-1, Math.floor(Math.min(...values)));
  const to = Math.max(1, Math.ceil(Math.max(...values) - 0.2));
  const every = Math.max(0.5, snap((to - from) / 6));
  return {
    x: axis('z', -reach, reach, reach / 4),
    y: axis('', from - 0.1 * every, to + 0.2 * every, every),
    f: { points: along.map((at) => [at, f(at)]), stroke: 'solid' },
    derivative: { points: along.map((at) => [at, derivative(at)]), stroke: 'dashed' },
  };
}

function axis(name: string, from: number, to: number, every: number): Axis {
  const first = Math.ceil(from / every);
  const length = Math.floor(to / every) - first + 1;
  const ticks = Array.from({ length }, (_, k) => (first + k) * every);
  return {
    name,
    from,
    to,
    ticks: ticks.map((at) => ({ at, text: fixed(at, Number.isInteger(every) ? 0 : every < 0.1 ? 2 : 1) })),
  };
}
