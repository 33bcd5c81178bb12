/** What is measured: a network D → H tanh → K softmax, B examples a step, with ∂J/∂x. */
export interface Shape {
  readonly D: number;
  readonly H: number;
  readonly K: number;
  readonly B: number;
}

export interface Contender {
  readonly name: string;
  /** One step: forward, backward into x, update. */
  step(): void;
}

/** So many microseconds an example for a block of steps; null: not here, and why. */
export interface Measured {
  readonly name: string;
  readonly block: (steps: number) => Promise<number> | number;
}

export const measured = ({ name, step }: Contender, { B }: Pick<Shape, 'B'>): Measured => ({
  name,
  block(steps) {
    const start = performance.now();
    for (let n = 0; n < steps; n++) step();
    return ((performance.now() - start) * 1000) / steps / B;
  },
});
