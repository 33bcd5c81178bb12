import { describe, expect, it } from 'vitest';
import type { Configuration } from '../training/configuration.ts';
import { createEvaluator, evaluationDue, type EvaluationResult, type Evaluator } from './evaluation.ts';
import { createTrajectory } from '../training/trajectory.ts';
import { tinyConfiguration, tinyData } from '../training/testing/tiny-run.ts';

describe('evaluation', () => {
  it('EV2 stands at step 0, at every distance at first, and at few steps of a long run', () => {
    const due = (from: number, to: number): number[] =>
      Array.from({ length: to - from }, (_, i) => from + i).filter((step) => evaluationDue(step, 100));
    expect(due(0, 501)).toEqual([0, 100, 200, 300, 400, 500]);
    expect(due(3000, 3801)).toEqual([3000, 3100, 3200, 3400, 3600, 3800]);
    expect(due(0, 1_000_000).length).toBeLessThan(32 + 16 * 9);
  });

  /** A run of the tiny text and what it scores on that text: now, and once it has learnt it by heart. */
  function learnt(change: Partial<Configuration>) {
    const configuration = { ...tinyConfiguration, ...change };
    const data = tinyData(configuration);
    const trajectory = createTrajectory(configuration, data.training);
    const evaluator = (): Evaluator =>
      createEvaluator(data.evaluation, {
        numerics: configuration.numerics,
        parameters: trajectory.learner.state.parameters,
        nonLinearity: trajectory.settings.nonLinearity,
        head: configuration.head,
        vectors: trajectory.vectors,
        trainsVectors: configuration.trainVectors,
      });
    const scored = (windows: number): EvaluationResult => {
      const running = evaluator();
      while (!running.advance(windows));
      return running.score();
    };
    const before = scored(1000);
    while (trajectory.updates < 4000) trajectory.advance();
    return { before, scored };
  }

  it.each<[string, Partial<Configuration>]>([
    ['logistic', {}],
    ['softmax', { head: 'softmax' }],
    ['max-margin', { head: 'max-margin' }],
    ['trained vectors', { trainVectors: true }],
  ])(
    'EV1 a network that has learnt its text by heart finds the entities it was shown: %s',
    (_name, change) => {
      const { before, scored } = learnt(change);
      expect(before.f1).toBeLessThan(0.7);
      expect(scored(1000).f1).toBe(1);
      expect(scored(7)).toEqual(scored(1000));
    },
  );

  it('EV3 the threshold is 0 where a score is log-odds or a difference of two, and otherwise chosen on dev', () => {
    expect(learnt({}).scored(1000).threshold).toBe(0);
    expect(learnt({ head: 'softmax' }).scored(1000).threshold).toBe(0);
    const { threshold, f1 } = learnt({ head: 'max-margin' }).scored(1000);
    expect(f1).toBe(1);
    expect(threshold).not.toBe(0);
  });

  it('EV3 what the test text holds never moves the threshold', () => {
    const configuration: Configuration = { ...tinyConfiguration, head: 'max-margin' };
    const data = tinyData(configuration);
    const trajectory = createTrajectory(configuration, data.training);
    while (trajectory.updates < 300) trajectory.advance();
    const { dev, test } = data.evaluation;
    const thresholdWith = (gold: typeof test.gold): number => {
      const evaluator = createEvaluator(
        { ...data.evaluation, dev, test: { ...test, gold } },
        {
          numerics: configuration.numerics,
          parameters: trajectory.learner.state.parameters,
          nonLinearity: trajectory.settings.nonLinearity,
          head: 'max-margin',
          vectors: trajectory.vectors,
          trainsVectors: false,
        },
      );
      while (!evaluator.advance(100));
      return evaluator.score().threshold;
    };
    expect(thresholdWith(test.gold.map(() => []))).toBe(thresholdWith(test.gold));
  });
});
