/** Whole windows, not their centre word alone: two with the same centre, a word in another place, and one that no step was for. */
import { forward, loss, probabilityOf, product, type Activations } from '../../model/forward.ts';
import { headOf } from '../../model/head.ts';
import { inputAt } from '../../protocol/pass-weights.ts';
import type { SentenceView } from '../../protocol/state.ts';
import type { Choice, QuestionKind } from '../question.ts';
import type { Evidence } from '../evidence.ts';
import { cannot, computes, layerAt, signOf, type Kind } from './kind.ts';

const named = (name: string): Choice => ({ type: 'named', name });

const centreOf = ({ tokens, centre }: SentenceView): string => tokens[centre].toLowerCase();

/** Throws Refusal 'question' where the run has no such probe. */
function probeOf(kind: QuestionKind, probe: number, { run }: Evidence): SentenceView {
  const view = run.probes.at(probe);
  if (!view) throw cannot(kind, 'entry');
  return view;
}

const passOf = (view: SentenceView, { model, weights }: Evidence): Activations =>
  forward(model, inputAt(view, weights.vectors));

/** The words of a window, as far as its sentence has them. */
export function windowWords({ tokens, centre }: SentenceView, radius: number): string {
  return tokens.slice(Math.max(0, centre - radius), centre + radius + 1).join(' ');
}

/** The centre is the same vector: it is the words beside it that decide. */
export const sameCentre: Kind<'same-centre'> = {
  candidates({ kind, probe }, evidence) {
    const other = probeOf(kind, probe, evidence);
    const { view, model, activations } = evidence;
    if (centreOf(other) !== centreOf(view)) throw cannot(kind, 'entry');
    const here = probabilityOf(model.head, activations.s);
    const there = probabilityOf(model.head, passOf(other, evidence).s);
    if (here === null || there === null) throw cannot(kind, 'head');
    const truth = here > there ? 'first' : here < there ? 'second' : 'equal';
    return {
      truth: named(truth),
      wrong: ['equal', 'second', 'first'].filter((name) => name !== truth).map(named),
    };
  },
  windows({ kind, probe }, evidence) {
    const { radius } = evidence.run.configuration.input;
    return [evidence.view, probeOf(kind, probe, evidence)].map((view) => windowWords(view, radius));
  },
  shownBy: (_, evidence) => computes('s', 1, evidence),
  offered: ({ run, view }) =>
    [...run.probes.keys()]
      .filter((probe) => run.probes[probe] !== view && centreOf(run.probes[probe]) === centreOf(view))
      .map((probe) => ({ kind: 'same-centre', probe })),
};

/** A block of columns belongs to a place in the window, not to the word that stands there. */
export const blockOfWord: Kind<'block-of-word'> = {
  candidates({ kind }, evidence) {
    const { W } = layerAt(kind, 1, evidence);
    const { radius } = evidence.run.configuration.input;
    if (radius === 0) throw cannot(kind, 'entry');
    const { x } = evidence.activations;
    const width = W.columns / (2 * radius + 1);
    const word = x.slice(radius * width, (radius + 1) * width);
    if (word.every((entry) => entry === 0)) throw cannot(kind, 'alike');
    // The window in which every word stands one place further left.
    const moved = new Float64Array(W.columns);
    moved.set(x.slice(width));
    const without = moved.slice().fill(0, (radius - 1) * width, radius * width);
    const zWithout = product(W, without);
    const brought = product(W, moved).map((z, i) => z - zWithout[i]);
    const columns = (first: number, blocks = 1): Choice => ({
      type: 'columns',
      first: first * width,
      last: (first + blocks) * width - 1,
    });
    /** How far what these columns make of the word is from what it has brought to z. */
    const distance = (block: number): number => {
      const alone = new Float64Array(W.columns);
      alone.set(word, block * width);
      return product(W, alone).reduce((most, z, i) => Math.max(most, Math.abs(z - brought[i])), 0);
    };
    const blocks = [...Array(2 * radius + 1).keys()];
    const truth = blocks.reduce((best, block) => (distance(block) < distance(best) ? block : best));
    const wrong = [radius, radius + 1].filter((block) => block !== truth).map((block) => columns(block));
    return { truth: columns(truth), wrong: [...wrong, columns(0, blocks.length)] };
  },
  shownBy: (_, evidence) => computes('z', 1, evidence),
  offered: ({ model, run }) =>
    model.parameters.layers.length > 0 && run.configuration.input.radius > 0
      ? [{ kind: 'block-of-word' }]
      : [],
};

/** θ is every window's: a step for one moves the others too, for better or worse. */
export const probeAfterUpdate: Kind<'probe-after-update'> = {
  candidates({ kind, probe }, evidence) {
    const { model, objective, operations, after } = evidence;
    const { head } = model;
    if (headOf(head).windows > 1) throw cannot(kind, 'head');
    if (objective !== 'J' || operations.at(-1)?.phase !== 'update') throw cannot(kind, 'update');
    const view = probeOf(kind, probe, evidence);
    const y = view.gold;
    if (y === null) throw cannot(kind, 'entry');
    const { weights } = after();
    const moved = { ...model, parameters: weights.parameters };
    const J = (of: Activations): number => loss(head, [of], y);
    const change = signOf(J(forward(moved, inputAt(view, weights.vectors))) - J(passOf(view, evidence)));
    const truth = change < 0 ? 'improves' : change > 0 ? 'worsens' : 'unchanged';
    return {
      truth: named(truth),
      wrong: ['improves', 'unchanged', 'worsens'].filter((name) => name !== truth).map(named),
    };
  },
  windows({ kind, probe }, evidence) {
    return [windowWords(probeOf(kind, probe, evidence), evidence.run.configuration.input.radius)];
  },
  shownBy: () => 'end',
  offered: ({ run }) =>
    run.probes.slice(-1).map(() => ({ kind: 'probe-after-update', probe: run.probes.length - 1 })),
};
