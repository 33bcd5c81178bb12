import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byGraph } from '../gradient/by-graph.ts';
import { forward, inputOf, probabilityOf } from '../model/forward.ts';
import { headNames } from '../model/head.ts';
import { nonLinearityNames } from '../model/non-linearity.ts';
import { inputAt, shownWeights } from '../protocol/pass-weights.ts';
import { familyRun, type FamilyRun } from '../protocol/testing/family.ts';
import type { View } from '../protocol/view.ts';
import { Refusal } from '../refusal.ts';
import type { Configuration } from '../training/configuration.ts';
import { stepPlan } from '../training/configuration.ts';
import { stepLength } from '../training/operations.ts';
import type { Evidence } from './evidence.ts';
import { askable, compose, passKinds, revealAt, truthOf } from './library.ts';
import { OPTIONS_LIMIT } from './askable.ts';
import { evidenceAt, trueChoice } from './testing/family-evidence.ts';
import { printed, sayingOf, type Asked, type Choice } from './question.ts';

/** The gradient of the same window by another implementation. */
function graphGradient(family: FamilyRun, { example, window, objective, model }: Evidence, label: number) {
  const { examples, settings } = family.momentAt(1);
  const { vectors, parameters } = shownWeights(family.momentAt(1), family.run.configuration);
  const same = { ...model, parameters, nonLinearity: settings.nonLinearity };
  const views = objective === 'J' ? examples[example] : examples[example].slice(0, 1);
  const windows = views.map((view) => forward(same, inputAt(view, vectors)));
  const of = objective === 'J' ? ({ of: 'J', y: views[0].gold } as const) : ({ of: 's', label } as const);
  const gradient = byGraph(same, windows, of);
  return { ...gradient.windows[window], windows, same, example: gradient };
}

const configurations = fc.record({
  hidden: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
  head: fc.constantFrom(...headNames),
  nonLinearity: fc.constantFrom(...nonLinearityNames),
  batch: fc.integer({ min: 1, max: 3 }),
  decay: fc.constantFrom(0, 0.01),
  trainVectors: fc.boolean(),
  seed: fc.integer({ min: 0, max: 0xffff }),
}) satisfies fc.Arbitrary<Partial<Configuration>>;

describe('QS the library on random members of the family, at every operation of a step', () => {
  test('QS1 QS2 choices are 2 to 6 and read differently; exactly one is true; the pass has not shown it', () => {
    const offered = new Set<string>();
    fc.assert(
      fc.property(configurations, fc.constantFrom('J' as const, 's' as const), (changed, objective) => {
        const family = familyRun(changed);
        const length = stepLength(stepPlan(family.run.configuration), objective);
        for (let operation = 1; operation < length; operation++) {
          const evidence = evidenceAt(family, operation, { objective });
          for (const question of askable(evidence)) {
            offered.add(question.asked.kind);
            const sayings = question.choices.map(sayingOf);
            expect(new Set(sayings).size).toBe(sayings.length);
            if (!question.answeredBy) {
              expect(sayings.length).toBeGreaterThanOrEqual(2);
              expect(sayings.length).toBeLessThanOrEqual(OPTIONS_LIMIT);
            } else expect(sayings).toEqual([]);
            expect(truthOf(question, evidence)).not.toBeNull();
            expect(revealAt(question.asked, evidence)).toBeGreaterThan(
              question.asked.kind === 'zero-or-not-yet' ? 0 : operation,
            );
            // The same question from the same place: nothing in it is drawn anew.
            expect(compose(question.asked, evidence)).toEqual(question);
          }
        }
      }),
      { numRuns: 60 },
    );
    expect([...offered].sort()).toEqual([...passKinds].sort());
  });

  test('QS2 values, signs, magnitudes and vanishing rows are those of another implementation', () => {
    fc.assert(
      fc.property(configurations, fc.nat(1000), (changed, draw) => {
        const family = familyRun(changed);
        const evidence = evidenceAt(family, 1);
        const other = graphGradient(family, evidence, 0);
        for (const { asked } of askable(evidence)) {
          if (!('layer' in asked)) continue;
          const layer = other.layers[asked.layer - 1];
          if (!layer) continue;
          const unit = draw % layer.z.length;
          const below = asked.layer === 1 ? other.x : other.layers[asked.layer - 2].h;
          const entry = draw % below.length;
          const answerOf = (question: Asked): Choice | null => {
            try {
              return trueChoice(compose(question, evidence), evidence);
            } catch (error) {
              if (error instanceof Refusal && error.params.reason === 'alike') return null;
              throw error;
            }
          };
          const value = answerOf({ kind: 'delta-value', layer: asked.layer, unit });
          if (value?.type === 'number') expect(value.value).toBeCloseTo(layer.z[unit], 12);
          const through = answerOf({ kind: 'downstream-value', layer: asked.layer, entry });
          if (through?.type === 'number') expect(through.value).toBeCloseTo(below[entry], 12);
          const sign = answerOf({ kind: 'delta-sign', layer: asked.layer, unit });
          if (Math.abs(layer.z[unit]) > 1e-12)
            expect(sign).toEqual({ type: 'sign', sign: Math.sign(layer.z[unit]) });
          const rows = answerOf({ kind: 'vanishing-rows', layer: asked.layer });
          if (rows?.type === 'rows') {
            const input = inputOf(other.windows[evidence.window], asked.layer - 1);
            const largest = Math.max(...input.map(Math.abs));
            for (const row of rows.rows) expect(Math.abs(layer.z[row]) * largest).toBeLessThan(1e-12);
          }
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe('QU30 QU33 answers that are no choices', () => {
  test('QS2 a number and the largest entry of every tensor are those of another implementation', () => {
    const kinds = {
      z: 0,
      h: 0,
      s: 0,
      gradientOfH: 0,
      delta: 0,
      gradientOfB: 0,
      gradientOfW: 0,
      gradientOfU: 0,
      gradientOfX: 0,
    };
    fc.assert(
      fc.property(configurations, fc.nat(1000), (changed, draw) => {
        const family = familyRun(changed);
        const evidence = evidenceAt(family, 1);
        const other = graphGradient(family, evidence, 0);
        const of = { ...other.windows[evidence.window], x: other.x };
        const layer = 1 + (draw % Math.max(1, of.layers.length));
        const values = {
          ...(of.layers.length > 0 && {
            z: of.layers[layer - 1].z,
            h: of.layers[layer - 1].h,
            gradientOfH: other.layers[layer - 1].h,
            delta: other.layers[layer - 1].z,
          }),
          s: of.s,
          gradientOfX: other.x,
          // By θ the graph has the sum over both windows of a pair.
          ...(other.windows.length === 1 && {
            gradientOfU: other.example.u,
            ...(of.layers.length > 0 && {
              gradientOfB: other.example.layers[layer - 1].b,
              gradientOfW: other.example.layers[layer - 1].W.data,
            }),
          }),
        };
        for (const [tensor, entries] of Object.entries(values) as [keyof typeof kinds, Float64Array][]) {
          const entry = draw % entries.length;
          const question = compose({ kind: 'number', tensor, layer, entry }, evidence);
          expect(question).toMatchObject({ choices: [], answeredBy: { by: 'number' } });
          expect(truthOf(question, evidence)).toBeCloseTo(entries[entry], 12);
          kinds[tensor]++;
          if (entries.length < 2) continue;
          const largest = compose({ kind: 'largest-unit', tensor, layer }, evidence);
          if (largest.answeredBy?.by !== 'entry') throw new Error('it is tapped');
          expect(largest.answeredBy.rows * largest.answeredBy.columns).toBe(entries.length);
          const most = Math.max(...entries.map(Math.abs));
          expect(Math.abs(entries[truthOf(largest, evidence) ?? -1])).toBeCloseTo(most, 12);
        }
      }),
      { numRuns: 60 },
    );
    expect(Object.values(kinds).every((times) => times > 0)).toBe(true);
  });

  test('J and p(LOCATION) are those of the pass, where there is a J and a p', () => {
    const evidence = evidenceAt(familyRun({ head: 'logistic', hidden: [4] }), 1);
    const truth = (tensor: 'J' | 'p'): number =>
      truthOf(compose({ kind: 'number', tensor, layer: 1, entry: 0 }, evidence), evidence) ?? NaN;
    const [s] = evidence.activations.s;
    expect(truth('p')).toBeCloseTo(1 / (1 + Math.exp(-s)), 12);
    expect(truth('J')).toBeCloseTo(-Math.log(evidence.y === 1 ? truth('p') : 1 - truth('p')), 12);
  });
});

describe('QS3 what is true is what the step makes', () => {
  test('p after the update is the network’s own, once it has learnt', () => {
    const family = familyRun({ head: 'logistic', hidden: [4] });
    const evidence = evidenceAt(family, 5);
    const question = compose({ kind: 'p-after-update' }, evidence);
    const { view, model } = evidence;
    family.trajectory.advance();
    const { parameters, vectors } = shownWeights(family.momentAt(1), family.run.configuration);
    const learnt = { ...model, parameters: family.trajectory.learner.state.parameters };
    const p = probabilityOf('logistic', forward(learnt, inputAt(view, vectors)).s);
    expect(parameters.theta).toHaveLength(learnt.parameters.theta.length);
    expect(trueChoice(question, evidence)).toEqual({ type: 'number', value: p });
  });

  test('the shape follows the convention', () => {
    const family = familyRun({ hidden: [4] });
    const asked: Asked = { kind: 'gradient-shape', layer: 1 };
    const { inputs } = evidenceAt(family, 1).model.parameters.shape;
    const shapeIn = (convention: View['convention']) => {
      const evidence = evidenceAt(family, 1, { convention });
      return trueChoice(compose(asked, evidence), evidence);
    };
    expect(shapeIn('shape')).toEqual({ type: 'shape', rows: 4, columns: inputs });
    expect(shapeIn('jacobian')).toEqual({ type: 'shape', rows: 1, columns: 4 * inputs });
  });

  test('∂b is δ because ∂z/∂b is the identity: of all formulas that one gives the numbers', () => {
    const evidence = evidenceAt(familyRun({ hidden: [4], nonLinearity: 'tanh' }), 1);
    const question = compose({ kind: 'bias-reason', layer: 1 }, evidence);
    expect(trueChoice(question, evidence)).toEqual({ type: 'named', name: 'identity' });
    expect(question.choices).toHaveLength(6);
  });

  test('the label changes the loss and every gradient, not the values', () => {
    const evidence = evidenceAt(familyRun({ hidden: [4], head: 'logistic' }), 1);
    expect(trueChoice(compose({ kind: 'label-flips' }, evidence), evidence)).toEqual({
      type: 'named',
      name: 'gradients',
    });
  });

  test('not yet is not zero', () => {
    const family = familyRun({ hidden: [4], nonLinearity: 'relu' });
    const asked: Asked = { kind: 'zero-or-not-yet', tensor: 'delta', layer: 1, entry: 0 };
    const stateAt = (operation: number) => {
      const evidence = evidenceAt(family, operation);
      return trueChoice(compose(asked, evidence), evidence);
    };
    expect(stateAt(1)).toEqual({ type: 'state', state: 'not-yet' });
    const delta = evidenceAt(family, 10).gradient.layers[0].z[0];
    expect(stateAt(10)).toEqual({ type: 'state', state: delta === 0 ? 'zero' : 'number' });
  });
});

describe('QS4 what cannot be asked here is refused, with the reason', () => {
  const family = familyRun({ hidden: [4], head: 'logistic' });
  const reasonAt = (asked: Asked, operation: number, view: Partial<View> = {}, of = family): unknown => {
    try {
      compose(asked, evidenceAt(of, operation, view));
      return null;
    } catch (error) {
      if (error instanceof Refusal) return error.params.reason;
      throw error;
    }
  };

  test('done, layer, entry, objective, head, update', () => {
    const sign: Asked = { kind: 'delta-sign', layer: 1, unit: 0 };
    expect(reasonAt(sign, 9)).toBeNull();
    expect(reasonAt(sign, 10)).toBe('done');
    expect(reasonAt({ ...sign, layer: 2 }, 1)).toBe('layer');
    expect(reasonAt({ ...sign, unit: 4 }, 1)).toBe('entry');
    expect(reasonAt({ kind: 'label-flips' }, 1, { objective: 's' })).toBe('objective');
    expect(reasonAt({ kind: 'p-after-update' }, 1, { objective: 's' })).toBe('update');
    const pair = familyRun({ hidden: [4], head: 'max-margin' });
    expect(reasonAt({ kind: 'label-flips' }, 1, {}, pair)).toBe('head');
    expect(reasonAt({ kind: 'word-label' }, 1, {}, pair)).toBe('head');
    const number = { kind: 'number', layer: 1, entry: 0 } as const;
    expect(reasonAt({ ...number, tensor: 'p' }, 1, {}, pair)).toBe('head');
    expect(reasonAt({ ...number, tensor: 'J' }, 1, { objective: 's' })).toBe('objective');
    expect(reasonAt({ ...number, tensor: 'delta', entry: 4 }, 1)).toBe('entry');
    expect(reasonAt({ kind: 'largest-unit', tensor: 's', layer: 1 }, 1)).toBe('entry');
  });

  test('a number reads as it is printed, and one that rounds to nothing as 0', () => {
    expect([0.12345, -0.000012345, 0, -0, 1234.5].map(printed)).toEqual([
      '0.123',
      '-0.0000123',
      '0',
      '0',
      '1.23e+3',
    ]);
  });
});
