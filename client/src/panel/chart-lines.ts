/** The curves of a run as lines: what the panel draws and what is exported (SPEC PN3). */
import type { EntityScore, Evaluation } from '@deltaboard/shared/protocol/state.ts';
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import { fixed } from '../language/format.ts';
import { readingText } from '../pass/board/numbers.ts';
import type { Axis, Line } from '../primitives/chart/line.ts';
import { endOf, runningMean, spanOf, type Point } from '../primitives/chart/running-mean.ts';
import type { charts } from './charts.en.ts';
import { f1Text, hasScore } from './f1-text.ts';

export const chartNames = ['loss', 'size', 'f1'] as const;
export type ChartName = (typeof chartNames)[number];

export interface ChartSource {
  readonly series: readonly SeriesPoint[];
  readonly evaluations: readonly Evaluation[];
  /** The dictionary's score on the same test split. */
  readonly dictionary: EntityScore | null;
}

export interface Chart {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly axis: Axis;
  /** The latest numbers in words. */
  readonly latest: string;
}

type Texts = typeof charts;

export const chartOf = (which: ChartName, source: ChartSource, t: Texts): Chart =>
  ({ loss: lossOf, size: sizeOf, f1: f1Of })[which](source, t);

/** A line needs two points: before, the marks are all there is. */
const areFew = ({ series }: ChartSource): boolean => series.length < 3;

const lossText = (J: number): string => (J < 10_000 ? fixed(J) : readingText(J));

function lossOf(source: ChartSource, t: Texts): Chart {
  const { series } = source;
  const span = spanOf(series);
  const mean = runningMean(series, span, ({ J }) => J[1]);
  const windows = series.reduce((most, { count }) => Math.max(most, count), 1);
  const now = mean.at(-1)?.y ?? null;
  return {
    title: t.loss,
    lines: [
      {
        name: t.points(windows),
        stroke: 'dots',
        points: series.map((point) => ({ x: endOf(point), y: point.J[1] })),
      },
      { name: t.mean(span), stroke: 'solid', points: mean, marked: areFew(source) },
    ],
    axis: { logarithmic: false, min: 0 },
    latest: now === null ? t.nothing : Number.isFinite(now) ? t.meanNow(lossText(now)) : t.overflowed,
  };
}

function sizeOf(source: ChartSource, t: Texts): Chart {
  const { series } = source;
  const span = spanOf(series);
  const sizes = ([0, 1, 2] as const).map((which) =>
    // A gradient of exactly zero has no place on a logarithmic axis.
    runningMean(series, span, ({ rms }) => rms[which]).filter(({ y }) => y > 0),
  );
  const now = (points: readonly Point[]): string => {
    const last = points.at(-1);
    return last ? readingText(last.y) : '–';
  };
  const marked = areFew(source);
  return {
    title: t.size,
    lines: [
      { name: '∂J/∂W', stroke: 'solid', points: sizes[0], marked },
      { name: '∂J/∂b', stroke: 'dashed', points: sizes[1], marked },
      { name: '∂J/∂u', stroke: 'dotted', points: sizes[2], marked },
    ],
    axis: { logarithmic: true },
    latest: series.length === 0 ? t.nothing : t.sizesNow(now(sizes[0]), now(sizes[1]), now(sizes[2])),
  };
}

function f1Of({ series, evaluations, dictionary }: ChartSource, t: Texts): Chart {
  const lastStep = Math.max(
    evaluations.at(-1)?.step ?? 0,
    series.length > 0 ? endOf(series[series.length - 1]) : 0,
    1,
  );
  const known = dictionary && hasScore(dictionary) ? dictionary : null;
  return {
    title: t.f1,
    lines: [
      {
        name: t.network,
        stroke: 'solid',
        points: hasScore(dictionary) ? evaluations.map(({ step, f1 }) => ({ x: step, y: f1 })) : [],
        marked: evaluations.length < 60,
      },
      {
        name: t.dictionary,
        stroke: 'dashed',
        points: known ? [0, lastStep].map((x) => ({ x, y: known.f1 })) : [],
      },
    ],
    axis: { logarithmic: false, min: 0, max: 1 },
    latest: f1Text(evaluations.at(-1), dictionary, t),
  };
}
