import type { Start } from '../server.ts';
import type { Scene } from './scene.ts';

export interface Outcome {
  /** What was measured now. */
  readonly after: string;
  readonly holds: boolean;
}

/** One row of the table of docs/reliability.md. */
export interface Attack {
  readonly name: string;
  /** What was measured before anything was done about it. */
  readonly before: string;
  /** What its server is started with beside the others'. */
  readonly start?: Start;
  run(scene: Scene): Promise<Outcome>;
}
