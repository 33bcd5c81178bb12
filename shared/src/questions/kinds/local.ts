/** Local gradients: of the loss, of f where it is flat or steep, of b, and of what is left when f is taken away. */
import { applied, linearMap } from '../../laboratory/linear-map.ts';
import { forward, probabilityOf } from '../../model/forward.ts';
import { headOf } from '../../model/head.ts';
import { nonLinearities } from '../../model/non-linearity.ts';
import { inFloat64 } from '../../model/parameters.ts';
import { stream } from '../../random.ts';
import type { Choice } from '../question.ts';
import { at, cannot, computes, greatest, layerAt, layersOf, numbers, type Kind } from './kind.ts';

const unit = (i: number): Choice => ({ type: 'unit', unit: i });

/** f′ is greatest where z is near 0, so that it is not the largest h that lets most through. */
export const passesMost: Kind<'passes-most'> = {
  candidates({ kind, layer }, evidence) {
    const { z, h } = layerAt(kind, layer, evidence);
    const { derivative } = nonLinearities[evidence.model.nonLinearity];
    const slopes = Array.from(z, (one) => Math.abs(derivative(one)));
    const truth = greatest(slopes);
    const extreme = (of: ArrayLike<number>, sign: 1 | -1): number =>
      Array.from(of).reduce((best, value, i, all) => (sign * value > sign * all[best] ? i : best), 0);
    return {
      truth: unit(truth),
      // The largest |h|, the largest h, the lowest one, the flattest place
      wrong: [greatest(h), extreme(h, 1), extreme(h, -1), extreme(slopes, -1)]
        .filter((i) => slopes[i] < slopes[truth])
        .map(unit),
    };
  },
  shownBy: ({ layer }, evidence) => computes('delta', layer, evidence),
  offered: (evidence) => layersOf(evidence).map((layer) => ({ kind: 'passes-most', layer })),
};

/** p − y: not y − p, and not ∂J/∂p, which has not gone through the logistic function yet. */
export const scoreGradient: Kind<'score-gradient'> = {
  candidates({ kind }, { model, activations, gradient, objective, y, J }) {
    const { windows, outputs } = headOf(model.head);
    if (objective !== 'J' || y === null || J === null) throw cannot(kind, 'objective');
    const p = probabilityOf(model.head, activations.s);
    if (p === null || windows > 1 || outputs > 1) throw cannot(kind, 'head');
    return {
      truth: { type: 'number', value: gradient.s[0] },
      // The wrong sign, ∂J/∂p, p alone, σ′(s), J
      wrong: numbers(-gradient.s[0], y === 1 ? -1 / p : 1 / (1 - p), p, p * (1 - p), J),
    };
  },
  shownBy: (_, evidence) => ({ phase: 'backward', tensor: 's', ...at(evidence) }),
  offered: () => [{ kind: 'score-gradient' }],
};

/** What b is says nothing of what J does when it moves. */
export const biasGradient: Kind<'bias-gradient'> = {
  candidates({ kind, layer, unit: i }, evidence) {
    const { b, h, gradient } = layerAt(kind, layer, evidence);
    if (i >= b.length) throw cannot(kind, 'entry');
    const value = gradient.b[i];
    return {
      truth: { type: 'number', value },
      // By the value of b, the local gradient alone, not through f, h for 1, the wrong sign
      wrong: numbers(value * b[i], 1, gradient.h[i], value * h[i], -value),
    };
  },
  shownBy: ({ layer }, evidence) => computes('gradientOfB', layer, evidence),
  offered: (evidence) =>
    layersOf(evidence).map((layer) => ({
      kind: 'bias-gradient',
      layer,
      unit: greatest(layerAt('bias-gradient', layer, evidence).gradient.b),
    })),
};

const INPUTS = 8;
/** Names the stream of the inputs on which two networks are compared. */
const TRIED = 79;

/** With f(z) = z the layers are multiplied out and held against the network: neither depth nor width nor b adds power. */
export const depthAlone: Kind<'depth-alone'> = {
  candidates({ kind }, { model, run }) {
    if (model.parameters.layers.length === 0) throw cannot(kind, 'layer');
    const parameters = inFloat64(model.parameters);
    const map = linearMap(parameters);
    const random = stream(run.configuration.seed, TRIED);
    const isOneMatrix = Array.from({ length: INPUTS }).every(() => {
      const x = Float64Array.from({ length: parameters.shape.inputs }, () => 2 * random.uniform() - 1);
      const one = applied(map, x);
      return forward({ parameters, nonLinearity: 'identity' }, x).s.every(
        (s, i) => Math.abs(s - one[i]) <= 1e-9 * Math.max(1, Math.abs(s)),
      );
    });
    const truth = isOneMatrix ? 'one-matrix' : 'deeper';
    return {
      truth: { type: 'named', name: truth },
      wrong: ['deeper', 'one-matrix', 'wider', 'biased']
        .filter((name) => name !== truth)
        .map((name) => ({ type: 'named', name })),
    };
  },
  shownBy: (_, evidence) => computes('s', 1, evidence),
  offered: ({ model }) => (model.parameters.layers.length > 0 ? [{ kind: 'depth-alone' }] : []),
};
