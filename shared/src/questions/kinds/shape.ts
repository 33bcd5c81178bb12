/** Where gradients have which shape, which of their rows vanish, and where they add. */
import { inputLayer } from './downstream.ts';
import { computes, layerAt, layersOf, type Kind } from './kind.ts';
import type { Choice } from '../question.ts';

/** Transposed, the Jacobian's row for the outer product, and the row stood upright. */
export const gradientShape: Kind<'gradient-shape'> = {
  candidates({ kind, layer }, evidence) {
    const { rows, columns } = layerAt(kind, layer, evidence).gradient.W;
    const shapes: readonly Choice[] = [
      { type: 'shape', rows, columns },
      { type: 'shape', rows: 1, columns: rows * columns },
      { type: 'shape', rows: columns, columns: rows },
      { type: 'shape', rows: rows * columns, columns: 1 },
    ];
    const [shape, jacobian, ...others] = shapes;
    return evidence.convention === 'shape'
      ? { truth: shape, wrong: [...others, jacobian] }
      : { truth: jacobian, wrong: [shape, ...others] };
  },
  shownBy: ({ layer }, evidence) => computes('gradientOfW', layer, evidence),
  offered: (evidence) => layersOf(evidence).map((layer) => ({ kind: 'gradient-shape', layer })),
};

/** Not where h or z is small or u negative: where δ_i is exactly zero. */
export const vanishingRows: Kind<'vanishing-rows'> = {
  candidates({ kind, layer }, evidence) {
    const { z, h, gradient } = layerAt(kind, layer, evidence);
    const { rows: of, columns, data } = gradient.W;
    const rowsWhere = (test: (i: number) => boolean): Choice => ({
      type: 'rows',
      rows: Array.from({ length: of }, (_, i) => i).filter(test),
      of,
    });
    const vanishes = (i: number): boolean =>
      data.subarray(i * columns, (i + 1) * columns).every((entry) => entry === 0);
    const smallest = Array.from(h).reduce(
      (least, value, i) => (Math.abs(value) < Math.abs(h[least]) ? i : least),
      0,
    );
    return {
      truth: rowsWhere(vanishes),
      wrong: [
        rowsWhere((i) => !vanishes(i)),
        rowsWhere((i) => z[i] > 0),
        rowsWhere((i) => z[i] < 0),
        rowsWhere((i) => i === smallest),
        rowsWhere(() => false),
        rowsWhere(() => true),
      ],
    };
  },
  shownBy: ({ layer }, evidence) => computes('gradientOfW', layer, evidence),
  offered: (evidence) => layersOf(evidence).map((layer) => ({ kind: 'vanishing-rows', layer })),
};

/** An input of a layer goes into every unit: so many paths come back to it. */
export const whereGradientsAdd: Kind<'where-gradients-add'> = {
  candidates({ kind, layer }, evidence) {
    const { W } = layerAt(kind, layer, evidence);
    const count = (number: number): Choice => ({ type: 'count', count: number });
    return {
      truth: count(W.rows),
      wrong: [count(1), count(W.columns), count(W.rows * W.columns), count(W.rows + W.columns)],
    };
  },
  shownBy: ({ layer }, evidence) => inputLayer(layer, evidence),
  offered: (evidence) => layersOf(evidence).map((layer) => ({ kind: 'where-gradients-add', layer })),
};
