/**
 * Two small networks on the same points, the one with the identity, the other with tanh. How far they are trained is the class's; each
 * browser trains them itself, to the same bits.
 */
import { compiledKernels } from '@deltaboard/shared/kernels/compiled.ts';
import { offerCompiled } from '@deltaboard/shared/kernels/kernels-of.ts';
import {
  CONTEST_EPOCHS,
  createContestant,
  type Contestant,
} from '@deltaboard/shared/laboratory/contestant.ts';
import { EXTENT, pointsOf, type Points, type Task } from '@deltaboard/shared/laboratory/plane.ts';
import { tensor } from '../picture/tensor.ts';
import type { Tensor } from '../picture/picture.ts';

/** Cells of the plane beside each other. */
const GRID = 40;
const POINTS = 160;
const SEED = 1;
/** What may be computed between two pictures, ms. */
const SLICE = 8;

// Of all that a page computes this is the most.
offerCompiled(compiledKernels());

export const sides = ['identity', 'tanh'] as const;
export type Side = (typeof sides)[number];

export interface Score {
  readonly accuracy: number;
  readonly losses: readonly number[];
  /** p − ½ over the plane, above zero where the network says ○. */
  readonly region: Tensor;
}

export class Contest {
  readonly task: Task;
  readonly points: Points;
  #contestants: Readonly<Record<Side, Contestant>>;
  #standing = $state.raw<Readonly<Record<Side, Score>>>() as Readonly<Record<Side, Score>>;
  #epochs = $state(0);
  #training = $state(false);
  #grid = 0;

  constructor(task: Task) {
    this.task = task;
    this.points = pointsOf(task, POINTS, SEED);
    this.#contestants = this.#untrained();
    this.#publish();
  }

  get epochs(): number {
    return this.#epochs;
  }

  get standing(): Readonly<Record<Side, Score>> {
    return this.#standing;
  }

  get training(): boolean {
    return this.#training;
  }

  get done(): boolean {
    return this.#made >= CONTEST_EPOCHS;
  }

  /** So far, an epoch a picture; `still`: in slices between pictures, and shows only the end. Back is from the beginning. */
  train(epochs: number, still: boolean): void {
    cancelAnimationFrame(this.#grid);
    const isBack = epochs < this.#made;
    if (isBack) this.#contestants = this.#untrained();
    const jumps = still || isBack || epochs === this.#made + 1;
    const slice = (): void => {
      const until = performance.now() + SLICE;
      do if (this.#made < epochs) for (const side of sides) this.#contestants[side].epoch();
      while (jumps && this.#made < epochs && performance.now() < until);
      this.#training = this.#made < epochs;
      if (!jumps || !this.#training) this.#publish();
      if (this.#training) this.#grid = requestAnimationFrame(slice);
    };
    slice();
  }

  /** Where it is. */
  stop(): void {
    cancelAnimationFrame(this.#grid);
    this.#training = false;
    this.#publish();
  }

  get #made(): number {
    return this.#contestants.tanh.epochs;
  }

  #untrained(): Readonly<Record<Side, Contestant>> {
    return {
      identity: createContestant(this.points, 'identity', SEED),
      tanh: createContestant(this.points, 'tanh', SEED),
    };
  }

  #publish(): void {
    this.#epochs = this.#made;
    this.#standing = { identity: this.#standingOf('identity'), tanh: this.#standingOf('tanh') };
  }

  #standingOf(side: Side): Score {
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
