import { describe, expect, it } from 'vitest';
import { evaluate, evaluationDue } from './evaluation.ts';
import { createTrajectory } from './trajectory.ts';
import { tinyConfiguration, tinyData } from './testing/tiny-run.ts';

describe('evaluation', () => {
  it('EV2 stands at step 0, at every distance at first, and at few steps of a long run', () => {
    const due = (from: number, to: number): number[] =>
      Array.from({ length: to - from }, (_, i) => from + i).filter((step) => evaluationDue(step, 100));
    expect(due(0, 501)).toEqual([0, 100, 200, 300, 400, 500]);
    expect(due(3000, 3801)).toEqual([3000, 3100, 3200, 3400, 3600, 3800]);
    expect(due(0, 1_000_000).length).toBeLessThan(32 + 16 * 9);
  });

  it('EV1 a network that has learnt its text by heart finds the entities it was shown', () => {
    const data = tinyData();
    const trajectory = createTrajectory(tinyConfiguration, data.training);
    const scoreNow = (): number => {
      const { score } = evaluate(data.test, trajectory.pass.parameters, trajectory.settings.nonLinearity);
      return score.f1;
    };
    const before = scoreNow();
    while (trajectory.updates < 4000) trajectory.advance();
    expect(before).toBeLessThan(0.5);
    expect(scoreNow()).toBe(1);
  });
});
