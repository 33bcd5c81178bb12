/** Two small networks on the same points, the one with the identity, the other with tanh; every viewer's own, not the run's. */
import { createContestant, type Contestant } from '@deltaboard/shared/laboratory/contestant.ts';
import { EXTENT, pointsOf, type Points, type Task } from '@deltaboard/shared/laboratory/plane.ts';
import { tensor } from '../picture/tensor.ts';
import type { Tensor } from '../picture/picture.ts';

export const EPOCHS = 200;
/** Cells of the plane beside each other. */
const GRID = 40;
const POINTS = 160;
const SEED = 1;
/** What may be computed between two pictures, ms. */
const SLICE = 8;

export const sides = ['identity', 'tanh'] as const;
export type Side = (typeof sides)[number];

export interface Standing {
  readonly accuracy: number;
  readonly losses: readonly number[];
  /** p − ½ over the plane, above zero where the network says ○. */
  readonly region: Tensor;
}

export class Contest {
  readonly points: Points;
  readonly #contestants: Readonly<Record<Side, Contestant>>;
  #standing = $state.raw<Readonly<Record<Side, Standing>>>() as Readonly<Record<Side, Standing>>;
  #epochs = $state(0);
  #training = $state(false);
  #grid = 0;

  constructor(task: Task) {
    this.points = pointsOf(task, POINTS, SEED);
    this.#contestants = {
      identity: createContestant(this.points, 'identity', SEED),
      tanh: createContestant(this.points, 'tanh', SEED),
    };
    this.#publish();
  }

  get epochs(): number {
    return this.#epochs;
  }

  get standing(): Readonly<Record<Side, Standing>> {
    return this.#standing;
  }

  get training(): boolean {
    return this.#training;
  }

  get done(): boolean {
    return this.#contestants.tanh.epochs >= EPOCHS;
  }

  /** One epoch of both. */
  step(): void {
    this.stop();
    this.#epoch();
    this.#publish();
  }

  /** Trains to the end, an epoch a picture; `still`: in slices between pictures, and shows only the end. */
  play(still: boolean): void {
    if (this.#training) return;
    this.#training = true;
    const slice = (): void => {
      const until = performance.now() + SLICE;
      do this.#epoch();
      while (still && !this.done && performance.now() < until);
      if (!still || this.done) this.#publish();
      if (this.done) this.#training = false;
      else this.#grid = requestAnimationFrame(slice);
    };
    this.#grid = requestAnimationFrame(slice);
  }

  stop(): void {
    if (!this.#training) return;
    cancelAnimationFrame(this.#grid);
    this.#training = false;
    this.#publish();
  }

  #epoch(): void {
    if (this.done) return;
    for (const side of sides) this.#contestants[side].epoch();
  }

  #publish(): void {
    this.#epochs = this.#contestants.tanh.epochs;
    this.#standing = { identity: this.#standingOf('identity'), tanh: this.#standingOf('tanh') };
  }

  #standingOf(side: Side): Standing {
    const contestant = this.#contestants[side];
    const values = new Float64Array(GRID * GRID);
    const at = (k: number): number => EXTENT * ((2 * k + 1) / GRID - 1);
    for (let i = 0; i < GRID; i++) {
      for (let j = 0; j < GRID; j++) values[i * GRID + j] = contestant.probability(at(j), -at(i)) - 0.5;
    }
    const { accuracy, losses } = contestant;
    return { accuracy, losses: [...losses], region: tensor(GRID, GRID, values) };
  }
}
