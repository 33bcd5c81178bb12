/** A run trained to its end, judged on the development part after every epoch (SPEC PG4). */
import { createCurve } from '../../server/src/training/curve.ts';
import type { Parts } from '../../library/src/bundled.ts';
import { createRun, stepsOf, type Run } from '../../library/src/run.ts';
import type { WithVectors } from './own-vectors.ts';
import type { EpochScore, RunFile } from './run-file.ts';

export interface Ends {
  /** Steps; null: the epochs of the configuration. */
  readonly steps: number | null;
  /** Epochs without a better F1 on the development part after which it ends, and the best θ is kept; null: never, and the last is. */
  readonly patience: number | null;
}

export interface Told {
  readonly step?: (made: number, of: number, J: number) => void;
  readonly epoch?: (score: EpochScore & { readonly J: number }) => void;
}

export interface Trained extends Omit<RunFile, 'data' | 'vectors'> {
  readonly run: Run;
  /** Why it has ended: all its steps are made, nothing gets better, or J is no finite number. */
  readonly because: 'done' | 'no-better' | 'not-finite';
}

export function trained(
  { configuration, vectors }: Pick<WithVectors, 'configuration' | 'vectors'>,
  parts: Parts,
  ends: Ends,
  told: Told = {},
): Trained {
  const run = createRun(configuration, parts, vectors);
  const end = ends.steps ?? stepsOf(run, configuration.epochLimit);
  const curve = createCurve();
  const scores: EpochScore[] = [];
  let best: { readonly score: EpochScore; readonly snapshot: Float32Array } | null = null;
  let because: Trained['because'] = 'done';
  let epoch = 1;
  let sum = 0;
  let since = 0;
  while (run.steps < end) {
    let J = 0;
    run.advance((observed) => {
      ({ J } = observed);
      curve.add(observed.step, J, observed.rms);
    });
    sum += J;
    since++;
    told.step?.(run.steps, end, J);
    if (!Number.isFinite(J)) {
      because = 'not-finite';
      break;
    }
    const isEpoch = run.steps === stepsOf(run, epoch);
    if (!isEpoch && run.steps < end) continue;
    const { precision, recall, f1 } = run.evaluate('dev').network.all;
    const score = { epoch, step: run.steps, precision, recall, f1 };
    scores.push(score);
    told.epoch?.({ ...score, J: sum / since });
    if (isEpoch) epoch++;
    [sum, since] = [0, 0];
    if (ends.patience === null) continue;
    if (!best || f1 > best.score.f1) best = { score, snapshot: run.snapshot() };
    else if (score.epoch - best.score.epoch >= ends.patience) {
      because = 'no-better';
      break;
    }
  }
  if (best && run.steps !== best.score.step) run.restore(best.snapshot, best.score.step);
  const losses = curve.take(2048);
  return { run, because, configuration, steps: run.steps, snapshot: run.snapshot(), losses, scores };
}
