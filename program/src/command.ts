/** What a command of the program is. */
import type { Terminal } from './terminal.ts';

export interface Command {
  /** In the list of commands. */
  readonly summary: string;
  /** All of `--help`, with examples. */
  readonly help: string;
  /** @throws WrongUsage before anything is done, Failure or Refusal where it cannot be */
  run(args: readonly string[], terminal: Terminal): Promise<void>;
}
