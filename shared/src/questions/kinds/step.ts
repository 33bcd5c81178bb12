/** The whole step: what hangs on the label, and what the update does. */
import { labels } from '../../dataset/sentence.ts';
import { tensors } from '../../gradient/gradient.ts';
import { forward, probabilityOf } from '../../model/forward.ts';
import { headOf } from '../../model/head.ts';
import type { Reals } from '../../model/matrix.ts';
import { parametersOn } from '../../model/parameters.ts';
import type { Evidence } from '../evidence.ts';
import { cannot, computes, greatest, layerAt, numbers, signOf, type AskedOf, type Kind } from './kind.ts';
import type { Choice } from '../question.ts';

const named = (name: string): Choice => ({ type: 'named', name });

/** The pass is run with the other label, and the tensors are held against each other. */
export const labelFlips: Kind<'label-flips'> = {
  candidates({ kind }, evidence) {
    const { y, objective, model, gradient, withLabel } = evidence;
    if (objective !== 'J' || y === null) throw cannot(kind, 'objective');
    const { windows, outputs } = headOf(model.head);
    if (windows > 1) throw cannot(kind, 'head');
    const other = withLabel(outputs === 1 ? 1 - y : y === 1 ? 0 : 1);
    const [before, after] = [gradient, other].map((one) => [...tensors(one).values()].flatMap((t) => [...t]));
    const changes = after.some((entry, i) => entry !== before[i]);
    const onlySigns = changes && after.every((entry, i) => entry === -before[i]);
    const truth = onlySigns ? 'signs' : changes ? 'gradients' : 'loss';
    return {
      truth: named(truth),
      wrong: ['everything', 'signs', 'gradients', 'loss', 'score']
        .filter((name) => name !== truth)
        .map(named),
    };
  },
  shownBy: (_, evidence) => computes('gradientOfX', 1, evidence),
  offered: () => [{ kind: 'label-flips' }],
};

/** Down the gradient, of every parameter, by η: not up, not b alone, not to y at once, not nothing. */
export const pAfterUpdate: Kind<'p-after-update'> = {
  candidates({ kind }, evidence) {
    const { model, activations, objective, y, operations } = evidence;
    const before = probabilityOf(model.head, activations.s);
    if (before === null) throw cannot(kind, 'head');
    if (objective !== 'J' || operations.at(-1)?.phase !== 'update') throw cannot(kind, 'update');
    const after = evidence.after();
    const p = (s: Float64Array): number => probabilityOf(model.head, s) ?? before;
    return {
      truth: { type: 'number', value: p(after.activations.s) },
      wrong: numbers(p(upwards(evidence).s), before, p(biasAlone(evidence).s), y === 1 ? 1 : 0),
    };
  },
  shownBy: () => 'end',
  offered: () => [{ kind: 'p-after-update' }],
};

/** θ + η∇J for θ − η∇J. */
function upwards({ model, activations, after }: Evidence) {
  const { theta, shape } = model.parameters;
  const moved = after().weights.parameters.theta;
  const other = Float64Array.from(theta, (entry, i) => 2 * entry - moved[i]);
  return forward({ ...model, parameters: parametersOn(other, shape) }, activations.x);
}

function biasAlone({ model, activations, after }: Evidence) {
  const { theta, shape } = model.parameters;
  const other = parametersOn(Float64Array.from(theta), shape);
  after().weights.parameters.layers.forEach(({ b }, l) => (other.layers[l].b as Float64Array).set(b));
  return forward({ ...model, parameters: other }, activations.x);
}

/** Its decision at p = ½, or the label of the greatest score. */
export const wordLabel: Kind<'word-label'> = {
  candidates({ kind }, { model, activations }) {
    const { s } = activations;
    const { probability, outputs } = headOf(model.head);
    if (probability === null) throw cannot(kind, 'head');
    const names = outputs === 1 ? (['not', 'LOC'] as const) : labels;
    const decided = outputs === 1 ? (s[0] >= 0 ? 1 : 0) : s.indexOf(Math.max(...s));
    const choices = names.map((label): Choice => ({ type: 'label', label }));
    return { truth: choices[decided], wrong: choices.filter((_, k) => k !== decided) };
  },
  shownBy: (_, evidence) => computes('s', 1, evidence),
  offered: () => [{ kind: 'word-label' }],
};

/** Against the gradient: where it is negative the entry rises. */
export const updateDirection: Kind<'update-direction'> = {
  candidates(asked, evidence) {
    const { kind, entry } = asked;
    const { objective, operations, after } = evidence;
    if (objective !== 'J' || operations.at(-1)?.phase !== 'update') throw cannot(kind, 'update');
    const before = parametersOf(asked, evidence);
    if (entry >= before.length) throw cannot(kind, 'entry');
    const moved = parametersOf(asked, { ...evidence, model: { ...evidence.model, ...after().weights } });
    const change = signOf(moved[entry] - before[entry]);
    const truth = change > 0 ? 'rises' : change < 0 ? 'falls' : 'stays';
    return {
      truth: named(truth),
      wrong: ['rises', 'falls', 'stays'].filter((name) => name !== truth).map(named),
    };
  },
  shownBy: () => 'end',
  offered: ({ gradient }) => [
    { kind: 'update-direction', tensor: 'gradientOfU', layer: 1, entry: greatest(gradient.u) },
  ],
};

function parametersOf({ kind, tensor, layer }: AskedOf<'update-direction'>, evidence: Evidence): Reals {
  if (tensor === 'gradientOfU') return evidence.model.parameters.U.data;
  const { W, b } = layerAt(kind, layer, evidence);
  return tensor === 'gradientOfB' ? b : W.data;
}
