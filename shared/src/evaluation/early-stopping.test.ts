import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isToStop, UNWATCHED, watch, type Judged } from './early-stopping.ts';

/** Scores of few values, so that many are equal; now and then none. */
const curves = fc
  .array(fc.option(fc.integer({ min: 0, max: 6 }), { freq: 8 }), { minLength: 1, maxLength: 40 })
  .map((scores) => scores.map((score, k): Judged => ({ step: 10 * (k + 1), score })));

/** Judged as it goes. */
function stopped(curve: readonly Judged[], patience: number | null) {
  let watched = UNWATCHED;
  let made = 0;
  for (const judged of curve) {
    watched = watch(watched, judged);
    made++;
    if (isToStop(watched, patience)) break;
  }
  return { best: watched.best, made };
}

/** Judged afterwards: the first of the greatest; where none has a score, the last. */
function bestOf(curve: readonly Judged[]): Judged | undefined {
  const scores = curve.flatMap(({ score }) => score ?? []);
  const greatest = Math.max(...scores);
  return scores.length > 0 ? curve.find(({ score }) => score === greatest) : curve.at(-1);
}

test('CR5 with any patience the best step is that of the whole curve up to the stop, judged afterwards', () => {
  fc.assert(
    fc.property(curves, fc.option(fc.integer({ min: 1, max: 20 })), (curve, patience) => {
      const { best, made } = stopped(curve, patience);
      expect(best).toEqual(bestOf(curve.slice(0, made)));
    }),
  );
});

test('CR5 it ends at the first judgement by which so many in a row were no better, and without a patience never', () => {
  fc.assert(
    fc.property(curves, fc.integer({ min: 1, max: 20 }), (curve, patience) => {
      expect(stopped(curve, null).made).toBe(curve.length);
      const idleAt = curve.map((_, k) => {
        const until = curve.slice(0, k + 1);
        const best = bestOf(until);
        if (best?.score === null || best?.score === undefined) return 0;
        return until.filter(({ step, score }) => step > best.step && score !== null).length;
      });
      const first = idleAt.findIndex((idle) => idle >= patience);
      expect(stopped(curve, patience).made).toBe(first < 0 ? curve.length : first + 1);
    }),
  );
});

test('CR5 more patience never ends with a worse best', () => {
  fc.assert(
    fc.property(curves, fc.integer({ min: 1, max: 19 }), (curve, patience) => {
      const score = (of: number | null) => stopped(curve, of).best?.score ?? -1;
      expect(score(patience + 1)).toBeGreaterThanOrEqual(score(patience));
      expect(score(null)).toBeGreaterThanOrEqual(score(patience));
    }),
  );
});
