import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forward, probabilityOf } from '../model/forward.ts';
import { nonLinearities } from '../model/non-linearity.ts';
import { familyRun, type FamilyRun } from '../protocol/testing/family.ts';
import { presentWeights, updatedWeights } from '../protocol/pass-weights.ts';
import { OPENING_VIEW, type View } from '../protocol/view.ts';
import { evidenceOf, type Evidence } from '../questions/evidence.ts';
import { modelShape, stepPlan } from '../training/configuration.ts';
import { performedAfter, type OperationName } from './operation-name.ts';
import { parseQuote, quoteTensors } from './quote.ts';
import { quoteProblem } from './quote-check.ts';
import { shapeOfTensor } from './quote-tensors.ts';
import { valueOfQuote, type QuoteContext, type QuoteValue } from './quote-value.ts';
import { TextProblem } from './text-problem.ts';

const family = familyRun({ hidden: [4, 3], nonLinearity: 'tanh' });
const { configuration } = family.run;
const plan = stepPlan(configuration);
const shape = modelShape(configuration);

function contextAt(after: OperationName, view: Partial<View> = {}, of: FamilyRun = family): QuoteContext {
  const seen = { ...OPENING_VIEW, ...view };
  const performed = performedAfter(after, plan, seen.objective) ?? 0;
  // The update ends the step: the whole pass is in view.
  const operation = after === 'θ' ? 0 : performed;
  const moment = of.momentAt(operation);
  const evidenceWith = (
    subject: Parameters<typeof evidenceOf>[0]['subject'],
    at: number | null,
  ): Evidence => {
    const evidence = evidenceOf({ moment, run: of.run, view: seen, subject, operation: at });
    if (!evidence) throw new Error('no pass');
    return evidence;
  };
  return {
    evidence: evidenceWith({ kind: 'window' }, operation),
    open: seen.layer,
    learningRate: moment.settings.learningRate,
    probe: (probe) =>
      probe < of.run.probes.length ? evidenceWith({ kind: 'probe', probe, operation: null }, null) : null,
  };
}

const quoted = (source: string, context = contextAt('θ')): QuoteValue =>
  valueOfQuote(parseQuote(source), context);
const numberOf = (source: string, context = contextAt('θ')): number => {
  const value = quoted(source, context);
  if (value.kind !== 'number') throw new Error(`${source} is ${value.kind}`);
  return value.value;
};

describe('LE4 a quote says what the pass computes', () => {
  const context = contextAt('θ');
  const { activations, gradient, model, J, y } = context.evidence;
  const { f, derivative } = nonLinearities.tanh;

  test('entries, from 1, of the open layer or of one that is named', () => {
    expect(numberOf('z[2]')).toBe(activations.layers[0].z[1]);
    expect(numberOf('δ[4]')).toBe(gradient.layers[0].z[3]);
    expect(numberOf('δ(2)[3]')).toBe(gradient.layers[1].z[2]);
    expect(numberOf('δ[3]', contextAt('θ', { layer: 2 }))).toBe(gradient.layers[1].z[2]);
    expect(numberOf('x[3]')).toBe(activations.x[2]);
    expect(numberOf('W[2,3]')).toBe(model.parameters.layers[0].W.data[shape.inputs + 2]);
    expect(numberOf('∂W(2)[1, 4]')).toBe(gradient.layers[1].W.data[3]);
    expect(numberOf('s')).toBe(activations.s[0]);
    expect(numberOf('∂x[1]')).toBe(gradient.x[0]);
    expect(numberOf('∂u[2]')).toBe(gradient.u[1]);
  });

  test('every entry of every tensor there is', () => {
    for (const tensor of quoteTensors) {
      for (const layer of [1, 2]) {
        const [rows, columns] = shapeOfTensor(tensor, layer, shape) ?? [0, 0];
        expect(rows).toBeGreaterThan(0);
        for (let i = 1; i <= rows; i++)
          for (let j = 1; j <= columns; j++)
            expect(numberOf(columns === 1 ? `${tensor}[${i}]` : `${tensor}[${i}, ${j}]`)).toBeTypeOf(
              'number',
            );
      }
    }
  });

  test('p, J, y, η, and what is made of them', () => {
    expect(numberOf('p')).toBe(probabilityOf(configuration.head, activations.s));
    expect(numberOf('J')).toBe(J);
    expect(numberOf('y')).toBe(y);
    expect(numberOf('η')).toBe(configuration.learningRate);
    expect(numberOf('p − y')).toBe(numberOf('p') - numberOf('y'));
    expect(numberOf('2·(p + 1)/4 - -1')).toBe((2 * (numberOf('p') + 1)) / 4 + 1);
  });

  test('f and f′: of z what δ is made with, and of h what it is not', () => {
    expect(numberOf("∂h[1]·f'(z[1])")).toBe(numberOf('∂h[1]') * derivative(numberOf('z[1]')));
    expect(numberOf('∂h[1] · f′(z[1])')).toBeCloseTo(numberOf('δ[1]'), 12);
    expect(numberOf('f′(h[1])')).toBe(derivative(numberOf('h[1]')));
    expect(numberOf('f(z[1])')).toBe(f(numberOf('z[1]')));
  });

  test('after the update, and of a probe', () => {
    const { parameters } = updatedWeights(family.momentAt(0), configuration);
    const moved = forward({ parameters, nonLinearity: 'tanh' }, activations.x);
    expect(numberOf('after(s)')).toBe(moved.s[0]);
    expect(numberOf('after(p) - p')).toBe(
      (probabilityOf(configuration.head, moved.s) ?? NaN) - numberOf('p'),
    );
    expect(numberOf('after(J)')).not.toBe(J);
    expect(numberOf('after(b[1])')).toBe(parameters.layers[0].b[0]);
    const present = presentWeights(family.momentAt(0), configuration).parameters;
    expect(numberOf('after(W[1,1]) - 0')).toBe(present.layers[0].W.data[0]);
    expect(numberOf('probe(1, p)')).toBe(
      probabilityOf(configuration.head, context.probe(0)?.activations.s ?? new Float64Array(1)),
    );
    expect(quoted('probe(3, p)')).toEqual({ kind: 'not-yet' });
  });

  test('of a probe before the update, where the class stands behind it', () => {
    const before = contextAt('∂x');
    expect(numberOf('before(probe(2, p))')).toBe(numberOf('probe(2, p)', before));
    expect(numberOf('before(probe(2, J))')).toBe(numberOf('probe(2, J)', before));
    expect(numberOf('before(probe(2, p))')).not.toBe(numberOf('probe(2, p)'));
    expect(numberOf('before(probe(2, p))', before)).toBe(numberOf('probe(2, p)', before));
    expect(numberOf('before(z[2])')).toBe(numberOf('z[2]'));
    expect(quoted('before(probe(3, p))')).toEqual({ kind: 'not-yet' });
  });

  test('shapes in the class’s convention, sizes, and words', () => {
    expect(quoted('shape(W)')).toEqual({ kind: 'shape', rows: 4, columns: shape.inputs });
    expect(quoted('shape(∂W(2))')).toEqual({ kind: 'shape', rows: 3, columns: 4 });
    const jacobian = contextAt('θ', { convention: 'jacobian' });
    expect(quoted('shape(∂W(2))', jacobian)).toEqual({ kind: 'shape', rows: 1, columns: 12 });
    expect(quoted('shape(W(2))', jacobian)).toEqual({ kind: 'shape', rows: 3, columns: 4 });
    expect(quoted('size(∂W(2))', jacobian)).toEqual({ kind: 'number', value: 12 });
    expect(quoted('word')).toEqual({ kind: 'text', text: 'word' });
    expect(quoted('f')).toEqual({ kind: 'text', text: 'tanh' });
    expect(quoted('step')).toEqual({ kind: 'text', text: '4' });
  });

  test('what the pass has not computed yet has no number, also within a sum', () => {
    const early = contextAt('∂s');
    for (const source of ['δ[1]', '∂h(2)[1]', '∂W[1,1]', '1 + δ[1]', 'δ[1] + 1', 'after(p)'])
      expect(quoted(source, early)).toEqual({ kind: 'not-yet' });
    for (const source of ['s', 'p', 'J', '∂s', 'h[1]', 'W[1,1]'])
      expect(quoted(source, early).kind).toBe('number');
    expect(quoted('p', contextAt('h2'))).toEqual({ kind: 'not-yet' });
    expect(quoted('after(p)', contextAt('∂W1'))).toEqual({ kind: 'not-yet' });
  });

  test('where the class has gone to another network there is none', () => {
    expect(quoted('δ(3)[1]')).toEqual({ kind: 'none' });
    expect(quoted('δ[9]')).toEqual({ kind: 'none' });
    expect(quoted('J', contextAt('∂W1', { objective: 's' }))).toEqual({ kind: 'none' });
  });
});

describe('LE4 what a page’s network does not have is refused', () => {
  const setting = { shape, head: configuration.head, objective: 'J', layer: 1 } as const;
  const problem = (source: string, other = {}) => quoteProblem(parseQuote(source), { ...setting, ...other });

  test.each([
    ['δ(3)[1]', 'quote-layer'],
    ['x(2)[1]', 'quote-layer'],
    ['shape(W(9))', 'quote-layer'],
    ['δ[5]', 'quote-entry'],
    ['W[1]', 'quote-entry'],
    ['W', 'quote-entry'],
    ['1 + δ[5]', 'quote-entry'],
    ['after(after(p))', 'quote-syntax'],
    ['after(probe(1, p))', 'quote-syntax'],
    ['before(after(p))', 'quote-syntax'],
    ['before(probe(1, δ[1]))', 'quote-syntax'],
  ])('%s', (source, name) => {
    expect(problem(source)).toBe(name);
  });

  test('p where the head has none, J where s is differentiated', () => {
    expect(problem('p')).toBeNull();
    expect(problem('p', { head: 'max-margin' })).toBe('quote-head');
    expect(problem('J', { objective: 's' })).toBe('quote-objective');
    expect(problem('after(p)', { objective: 's' })).toBe('quote-objective');
  });

  test('what is allowed has a value in its page’s pass', () => {
    const sources = fc
      .tuple(
        fc.constantFrom(...quoteTensors),
        fc.integer({ min: 1, max: 6 }),
        fc.option(fc.integer({ min: 1, max: 6 })),
        fc.option(fc.integer({ min: 1, max: 3 })),
      )
      .map(
        ([tensor, i, j, layer]) =>
          `${tensor}${layer === null ? '' : `(${layer})`}[${i}${j === null ? '' : `,${j}`}]`,
      );
    fc.assert(
      fc.property(sources, (source) => {
        const kind = quoted(source).kind;
        expect(kind).toBe(problem(source) === null ? 'number' : 'none');
      }),
    );
  });

  test('whatever is written is a quote or a problem', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            'δ',
            '[',
            ']',
            '(',
            ')',
            '1',
            ',',
            'p',
            '·',
            '-',
            'f',
            "'",
            ' ',
            'after',
            'x',
            '.',
          ),
        }),
        (source) => {
          try {
            expect(parseQuote(source).kind).toBeTypeOf('string');
          } catch (error) {
            expect(error).toBeInstanceOf(TextProblem);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
