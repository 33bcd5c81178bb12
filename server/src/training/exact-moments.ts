/** Takes exact moments: what the passes of a step are computed with, before its update, and the trainer's own numbers. */
import type { Observe } from '@deltaboard/shared/training/learner.ts';
import type { Trajectory } from '@deltaboard/shared/training/trajectory.ts';
import type { ProbeInput } from './live-frames.ts';
import type { RawMoment, RawTrainerNumbers, RawVectors } from './halt.ts';

/** Of the next step: what it starts from is kept now, what training computes as it is observed. */
export interface KeptStep {
  readonly observe: Observe<Float32Array>;
  /** `updates` and `operation`: where the class stands then. */
  moment(updates: number, operation: number): RawMoment;
}

export interface ExactMoments {
  keep(): KeptStep;
  /** At (1, 0) there is nothing but θ. */
  untouched(): RawMoment;
}

export function createExactMoments(trajectory: Trajectory, probes: readonly ProbeInput[]): ExactMoments {
  const { learner } = trajectory;
  const { parameters, squares, vectors } = learner.state;
  const ofProbes = probes.flatMap(({ rows }) => rows ?? []).filter((row) => row >= 0);
  const kept = () => ({
    settings: trajectory.settings,
    theta: parameters.theta.slice(),
    squares: squares?.slice() ?? null,
  });

  /** The word vectors of the probes and of these windows. */
  function vectorsOf(windows: readonly number[]): RawVectors | null {
    if (!vectors) return null;
    const rows = [
      ...new Set([...ofProbes, ...windows.flatMap((window) => trajectory.trainedRowsOf(window))]),
    ];
    const { dimensions, table } = vectors;
    const gathered = (from: Float32Array): Float32Array => {
      const values = new Float32Array(rows.length * dimensions);
      rows.forEach((row, k) =>
        values.set(from.subarray(row * dimensions, (row + 1) * dimensions), k * dimensions),
      );
      return values;
    };
    return { rows, values: gathered(table), squares: vectors.squares && gathered(vectors.squares) };
  }

  return {
    keep() {
      const before = kept();
      const examples = trajectory.windowsOf(trajectory.updates + 1);
      const vectorsBefore = vectorsOf(examples.flat());
      const trainer: RawTrainerNumbers[] = [];
      return {
        observe(_, J, passes) {
          const windows = passes.map(({ s, gradientOfS, layers }) => ({
            s: s.slice(),
            gradientOfS: gradientOfS.slice(),
            delta: layers.map(({ delta }) => delta.slice()),
          }));
          trainer.push({ J, windows });
        },
        moment: (updates, operation) => ({
          ...before,
          updates,
          operation,
          vectors: vectorsBefore,
          examples,
          trainer,
        }),
      };
    },
    untouched: () => ({
      ...kept(),
      updates: trajectory.updates,
      operation: 0,
      vectors: vectorsOf([]),
      examples: [],
      trainer: null,
    }),
  };
}
