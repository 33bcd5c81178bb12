/** Points of two classes in the plane that no straight line divides (lecture S3: why f is not linear). */
import { stream } from '../random.ts';

export const tasks = ['xor', 'rings'] as const;
export type Task = (typeof tasks)[number];

export interface Points {
  /** x₁, x₂ of each point, within ±1. */
  readonly x: Float32Array;
  /** 0 or 1 of each point. */
  readonly y: Uint8Array;
}

/** Points of the task lie in a square of this half side. */
export const EXTENT = 1;
const PURPOSES: Readonly<Record<Task, number>> = { xor: 1, rings: 2 };
const INNER = 0.45;
const GAP = 0.2;
/** From an axis, for the two classes must not touch. */
const MARGIN = 0.08;

/** A pure function of task, number and seed; as many of each class, one after the other. `count` is even. */
export function pointsOf(task: Task, count: number, seed: number): Points {
  if (count < 2 || count % 2 !== 0)
    throw new RangeError(`${count} points are not two classes of the same size`);
  const random = stream(seed, PURPOSES[task]);
  const x = new Float32Array(2 * count);
  const y = new Uint8Array(count);
  for (let filled = 0; filled < count;) {
    const a = 2 * random.uniform() - 1;
    const b = 2 * random.uniform() - 1;
    if (classOf[task](a, b) !== filled % 2) continue;
    x.set([a, b], 2 * filled);
    y[filled] = filled % 2;
    filled++;
  }
  return { x, y };
}

/** 0, 1, or neither: between the two. */
const classOf: Readonly<Record<Task, (a: number, b: number) => number | null>> = {
  xor: (a, b) => (Math.min(Math.abs(a), Math.abs(b)) < MARGIN ? null : a * b > 0 ? 1 : 0),
  rings(a, b) {
    const radius = Math.sqrt(a * a + b * b);
    if (radius < INNER) return 1;
    return radius > INNER + GAP && radius < EXTENT ? 0 : null;
  },
};
