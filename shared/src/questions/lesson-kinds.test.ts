/** The kinds that the ready lessons ask by, each against another way to what it says (SPEC RL4, QS2). */
import { describe, expect, test } from 'vitest';
import { forward, loss, probabilityOf } from '../model/forward.ts';
import { logistic } from '../math.ts';
import { inputAt, shownWeights } from '../protocol/pass-weights.ts';
import { familyRun, type FamilyRun } from '../protocol/testing/family.ts';
import type { View } from '../protocol/view.ts';
import { Refusal } from '../refusal.ts';
import type { Configuration } from '../training/configuration.ts';
import { evidenceAt, trueChoice } from './testing/family-evidence.ts';
import { compose, revealAt, rightAnswer, truthOf } from './library.ts';
import type { Evidence } from './evidence.ts';
import { printed, type Asked, type Choice, type Question } from './question.ts';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
const usual = (seed: number, changed: Partial<Configuration> = {}): FamilyRun =>
  familyRun({ hidden: [5], head: 'logistic', nonLinearity: 'tanh', batch: 1, decay: 0, seed, ...changed });

const numbersOf = ({ choices }: Question): readonly string[] =>
  choices.map((choice) => (choice.type === 'number' ? printed(choice.value) : ''));
const nameOf = (choice: Choice): string => (choice.type === 'named' ? choice.name : '');
const reasonOf = (asked: Asked, evidence: Evidence): unknown => {
  try {
    compose(asked, evidence);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.params.reason;
    throw error;
  }
};

describe('RL4 whole windows', () => {
  test('of two windows with one centre p is compared, not the centre', () => {
    const found = new Set<string>();
    for (const seed of seeds) {
      const family = usual(seed);
      const evidence = evidenceAt(family, 1);
      const question = compose({ kind: 'same-centre', probe: 1 }, evidence);
      const { parameters } = shownWeights(family.momentAt(1), family.run.configuration);
      const p = (x: Float32Array): number => logistic(forward({ parameters, nonLinearity: 'tanh' }, x).s[0]);
      const here = p(inputAt(evidence.view, null));
      const there = p(inputAt(family.run.probes[1], null));
      const name = nameOf(trueChoice(question, evidence));
      expect(name).toBe(here > there ? 'first' : here < there ? 'second' : 'equal');
      expect(question.choices.map(nameOf).sort()).toEqual(['equal', 'first', 'second']);
      expect(question.about.windows).toEqual(['word', 'word']);
      found.add(name);
    }
    expect(found.size).toBeGreaterThan(1);
    const evidence = evidenceAt(usual(1), 1);
    expect(reasonOf({ kind: 'same-centre', probe: 9 }, evidence)).toBe('entry');
    const other = { ...evidence, view: { ...evidence.view, tokens: ['another'] } };
    expect(reasonOf({ kind: 'same-centre', probe: 1 }, other)).toBe('entry');
    expect(reasonOf({ kind: 'same-centre', probe: 1 }, evidenceAt(usual(1, { head: 'max-margin' }), 1))).toBe(
      'head',
    );
  });

  test('a word one place further left is multiplied by the columns of that place, for every network', () => {
    for (const seed of seeds) {
      const family = usual(seed);
      const evidence = evidenceAt(family, 1);
      const { radius, dimensions } = family.run.configuration.input;
      const question = compose({ kind: 'block-of-word' }, evidence);
      const block = (place: number): Choice => ({
        type: 'columns',
        first: place * dimensions,
        last: (place + 1) * dimensions - 1,
      });
      expect(trueChoice(question, evidence)).toEqual(block(radius - 1));
      expect(question.choices).toContainEqual(block(radius));
      expect(question.choices).toHaveLength(4);
    }
    expect(reasonOf({ kind: 'block-of-word' }, evidenceAt(usual(1, { hidden: [] }), 1))).toBe('layer');
  });

  test('another window after the update: J of the network that has learnt, against J before', () => {
    const found = new Set<string>();
    for (const seed of seeds)
      for (const trainVectors of [false, true]) {
        const family = usual(seed, { trainVectors, learningRate: 0.5 });
        const evidence = evidenceAt(family, 4);
        const question = compose({ kind: 'probe-after-update', probe: 1 }, evidence);
        const probe = family.run.probes[1];
        const J = (at: Evidence): number =>
          loss('logistic', [forward(at.model, inputAt(probe, at.weights.vectors))], probe.gold ?? 0);
        const before = J(evidence);
        const { weights } = evidence.after();
        const after = J({
          ...evidence,
          weights,
          model: { ...evidence.model, parameters: weights.parameters },
        });
        const name = nameOf(trueChoice(question, evidence));
        expect(name).toBe(after < before ? 'improves' : after > before ? 'worsens' : 'unchanged');
        expect(question.choices.map(nameOf).sort()).toEqual(['improves', 'unchanged', 'worsens']);
        expect(revealAt(question.asked, evidence)).toBe(evidence.operations.length);
        found.add(name);
        family.trajectory.advance();
        expect(weights.parameters.theta).toEqual(family.trajectory.learner.state.parameters.theta);
      }
    expect(found.size).toBeGreaterThan(1);
    expect(
      reasonOf({ kind: 'probe-after-update', probe: 0 }, evidenceAt(usual(1), 1, { objective: 's' })),
    ).toBe('update');
  });
});

describe('RL4 local gradients', () => {
  test('most is passed where z is nearest to 0, and the largest h is a wrong choice', () => {
    for (const seed of seeds) {
      const evidence = evidenceAt(usual(seed), 1);
      const question = compose({ kind: 'passes-most', layer: 1 }, evidence);
      const { z, h } = evidence.activations.layers[0];
      const nearest = [...z.keys()].reduce((best, i) => (Math.abs(z[i]) < Math.abs(z[best]) ? i : best));
      const largest = [...h.keys()].reduce((best, i) => (Math.abs(h[i]) > Math.abs(h[best]) ? i : best));
      expect(trueChoice(question, evidence)).toEqual({ type: 'unit', unit: nearest });
      expect(question.choices).toContainEqual({ type: 'unit', unit: largest });
    }
    // Everywhere as steep: there is no such unit.
    expect(
      reasonOf({ kind: 'passes-most', layer: 1 }, evidenceAt(usual(1, { nonLinearity: 'identity' }), 1)),
    ).toBe('alike');
  });

  test('∂J/∂s is p − y; y − p and ∂J/∂p are wrong choices', () => {
    for (const seed of seeds) {
      const evidence = evidenceAt(usual(seed), 1);
      const { y, activations } = evidence;
      if (y === null) throw new Error('a window has a label');
      const p = probabilityOf('logistic', activations.s) ?? NaN;
      const question = compose({ kind: 'score-gradient' }, evidence);
      expect(truthOf(question, evidence)).toBe(numbersOf(question).indexOf(printed(p - y)));
      expect(numbersOf(question)).toContain(printed(y - p));
      expect(numbersOf(question)).toContain(printed(y === 1 ? -1 / p : 1 / (1 - p)));
    }
    const asked = { kind: 'score-gradient' } as const;
    expect(reasonOf(asked, evidenceAt(usual(1), 1, { objective: 's' }))).toBe('objective');
    for (const head of ['softmax', 'max-margin'] as const)
      expect(reasonOf(asked, evidenceAt(usual(1, { head }), 1)), head).toBe('head');
  });

  test('∂J/∂b is δ whatever b is; by the value of b it would be another, of b = 0 zero', () => {
    for (const seed of seeds) {
      const family = usual(seed);
      const evidence = evidenceAt(family, 1);
      const zeroed: Evidence = {
        ...evidence,
        model: {
          ...evidence.model,
          parameters: {
            ...evidence.model.parameters,
            layers: evidence.model.parameters.layers.map(({ W, b }) => ({ W, b: b.map(() => 0) })),
          },
        },
      };
      const { z: delta } = evidence.gradient.layers[0];
      const question = compose({ kind: 'bias-gradient', layer: 1, unit: 2 }, zeroed);
      expect(truthOf(question, zeroed)).toBe(numbersOf(question).indexOf(printed(delta[2])));
      expect(numbersOf(question)).toContain('0');
    }
    expect(reasonOf({ kind: 'bias-gradient', layer: 1, unit: 5 }, evidenceAt(usual(1), 1))).toBe('entry');
    expect(reasonOf({ kind: 'bias-gradient', layer: 2, unit: 0 }, evidenceAt(usual(1), 1))).toBe('layer');
  });

  test('layers without f are one matrix, however many there are and however wide', () => {
    for (const hidden of [[4], [4, 4], [2, 6, 3]]) {
      const evidence = evidenceAt(usual(1, { hidden }), 1);
      const question = compose({ kind: 'depth-alone' }, evidence);
      expect(nameOf(trueChoice(question, evidence))).toBe('one-matrix');
      expect(question.choices.map(nameOf).sort()).toEqual(['biased', 'deeper', 'one-matrix', 'wider']);
    }
    expect(reasonOf({ kind: 'depth-alone' }, evidenceAt(usual(1, { hidden: [] }), 1))).toBe('layer');
  });

  test('QS3 an entry moves against its gradient, as the trainer moves it', () => {
    const found = new Set<string>();
    for (const seed of seeds) {
      const family = usual(seed);
      const evidence = evidenceAt(family, 4);
      const { u, layers } = evidence.gradient;
      const directionOf = (tensor: 'gradientOfU' | 'gradientOfB' | 'gradientOfW', entry: number): string =>
        nameOf(
          trueChoice(compose({ kind: 'update-direction', tensor, layer: 1, entry }, evidence), evidence),
        );
      const said = {
        u: directionOf('gradientOfU', 2),
        b: directionOf('gradientOfB', 3),
        W: directionOf('gradientOfW', 7),
      };
      const against = (gradient: number): string =>
        gradient < 0 ? 'rises' : gradient > 0 ? 'falls' : 'stays';
      expect(said).toEqual({
        u: against(u[2]),
        b: against(layers[0].b[3]),
        W: against(layers[0].W.data[7]),
      });
      const was = evidence.model.parameters;
      family.trajectory.advance();
      const is = family.trajectory.learner.state.parameters;
      expect(Math.sign(is.u[2] - was.u[2])).toBe({ rises: 1, falls: -1, stays: 0 }[said.u]);
      found.add(said.u);
    }
    expect(found.size).toBeGreaterThan(1);
  });
});

describe('RL4 a gradient in a scratch graph, without a pass', () => {
  const { run } = usual(1);
  const lecture = { expression: 'f = (x + y) * max(y, z)', values: { x: 1, y: 2, z: 0 } };
  const asked = (variable: string, of = lecture): Asked => ({ kind: 'graph-gradient', ...of, variable });

  test('the lecture’s: by x, y and z 2, 5 and 0; one path alone, half of it, and both of max are wrong', () => {
    const right = (variable: string) => rightAnswer(asked(variable), { run });
    expect(right('x')).toEqual({ type: 'number', value: 2 });
    expect(right('y')).toEqual({ type: 'number', value: 5 });
    expect(right('z')).toEqual({ type: 'number', value: 0 });
    const choices = (variable: string) => numbersOf(compose(asked(variable), { run })).map(Number);
    expect(choices('x')).toEqual(expect.arrayContaining([2, 1, 3]));
    expect(choices('y')).toEqual(expect.arrayContaining([5, 2, 3, 4]));
    // max lets 3 into both.
    expect(choices('z')).toEqual(expect.arrayContaining([0, 3]));
    const question = compose(asked('y'), { run });
    expect(question.choices[truthOf(question, { run }) ?? -1]).toEqual({ type: 'number', value: 5 });
  });

  test('what the graph does not have is refused with its reason, a wrong expression at its column', () => {
    const refused = (of: Asked) => {
      try {
        return compose(of, { run });
      } catch (error) {
        return error instanceof Refusal ? { code: error.code, ...error.params } : error;
      }
    };
    expect(refused(asked('w'))).toMatchObject({ code: 'question', reason: 'entry' });
    expect(refused(asked('x', { ...lecture, expression: 'x +' }))).toMatchObject({ code: 'expression' });
    expect(refused(asked('x', { expression: 'x / y', values: { x: 1, y: 0, z: 0 } }))).toMatchObject({
      code: 'question',
      reason: 'no-number',
    });
  });
});

test('RL4 nothing of the view changes what a lesson’s question says is true', () => {
  const family = usual(3);
  const truths = (view: Partial<View>) => {
    const evidence = evidenceAt(family, 1, view);
    const kinds: readonly Asked[] = [{ kind: 'score-gradient' }, { kind: 'passes-most', layer: 1 }];
    return kinds.map((one) => rightAnswer(one, evidence));
  };
  expect(truths({ convention: 'jacobian', page: 'laboratory' })).toEqual(truths({}));
});
