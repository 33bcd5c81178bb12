/** A loop on a clock of its own, on a tiny run. */
import type { Evaluation } from '@deltaboard/shared/protocol/state.ts';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import type { PauseReason } from '@deltaboard/shared/training/playback.ts';
import { newRun, type Run, type RunCommand } from '@deltaboard/shared/training/run.ts';
import { snapshotLength } from '@deltaboard/shared/training/run-state.ts';
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import { tinyConfiguration, tinyData } from '@deltaboard/shared/training/testing/tiny-run.ts';
import { createTrajectory } from '@deltaboard/shared/training/trajectory.ts';
import type { LoopOptions } from '../loop-face.ts';
import { createLoop } from '../loop.ts';
import { createRunMemory, type RunMemory } from '../run-memory.ts';
import type { RawMoment, Halt } from '../halt.ts';

/** A loop on a clock of its own: a millisecond passes at every look, and waits pass at once. */
export function onTestClock(
  overrides: Partial<LoopOptions> = {},
  run: Run = newRun(overrides.configuration ?? tinyConfiguration),
  memory: RunMemory = memoryOf(run),
) {
  const frames: Uint8Array[] = [];
  const moments: RawMoment[] = [];
  const points: SeriesPoint[] = [];
  const evaluations: Evaluation[] = [];
  const stops: { because: PauseReason; standing: Halt; hit: Breakpoint | null }[] = [];
  const approaches: { made: number; of: number; at: number }[] = [];
  let time = 0;
  let park = false;
  const loop = createLoop(
    {
      configuration: tinyConfiguration,
      branch: memory.branch(run, 0),
      checkpoints: memory.checkpoints,
      standing: null,
      now: () => (time += 0.01),
      shouldPark: () => park,
      level: () => 0,
      ...tinyData(overrides.configuration),
      ...overrides,
    },
    {
      frame: (bytes) => frames.push(bytes),
      moment: (moment, more) => void (moments.push(moment), points.push(...more)),
      progressed: (_, more) => points.push(...more),
      evaluated: (evaluation) => evaluations.push(evaluation),
      stopped: (because, standing, hit) => stops.push({ because, standing, hit }),
      approached: (made, of) => approaches.push({ made, of, at: time }),
    },
  );
  /** Goes there, in as many slices as it takes. */
  const seek = (step: number, operation: number): Halt => {
    let arrived: Halt | null = null;
    loop.seek(step, operation, { arrived: (there) => void (arrived = there), gaveUp: fail });
    while (!arrived) loop.slice();
    return arrived;
  };
  /** Stops; where it was to go it goes first. */
  const stop = (): Halt => {
    let parked: Halt | null = null;
    loop.park((there) => void (parked = there));
    while (!parked) loop.slice();
    return parked;
  };
  return {
    loop,
    memory,
    seek,
    park: stop,
    /** The end of the step under way. */
    step: (): Halt => seek(stop().moment.updates + 2, 0),
    frames,
    moments,
    points,
    evaluations,
    stops,
    approaches,
    time: () => time,
    requestPark: (wanted: boolean) => void (park = wanted),
    /** Runs slices until the clock shows `until` or the loop is idle. */
    runUntil(until: number) {
      for (let next = loop.slice(); next !== 'idle' && time < until; next = loop.slice()) time += next.wait;
    },
  };
}

function fail(): never {
  throw new Error('nobody gave this seek up');
}

/** Of a tiny run. */
export const memoryOf = ({ configuration }: Pick<Run, 'configuration'>): RunMemory =>
  createRunMemory(snapshotLength(configuration, tinyData(configuration).training));

/** The run up to so many updates, without loop, seek or checkpoint. */
export const straight = (
  steps: number,
  commands: readonly RunCommand[] = [],
  configuration = tinyConfiguration,
) => {
  const trajectory = createTrajectory(configuration, tinyData(configuration).training, commands);
  while (trajectory.updates < steps) trajectory.advance();
  return trajectory;
};
