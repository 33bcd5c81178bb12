/** The run of a link as its log: a branch with the changes that were made on the way to its place. */
import { Refusal } from '../refusal.ts';
import type { Configuration } from '../training/configuration.ts';
import { commitChange, newRun, type Run, type RunCommand } from '../training/run.ts';
import type { StartPlace } from './link.ts';

/** Throws Refusal 'command' unless they are in the order of their steps, and before the place. */
export function requireOrder(changes: readonly RunCommand[], at: StartPlace | null): void {
  let least = 0;
  const most = at ? at.step - 1 : 0;
  changes.forEach(({ afterStep }, k) => {
    const path = `changes.${k}.afterStep`;
    if (afterStep < least) throw new Refusal('command', { path, value: afterStep, reason: `>=${least}` });
    if (afterStep > most) throw new Refusal('command', { path, value: afterStep, reason: `<=${most}` });
    least = afterStep;
  });
}

/** Of changes in order. */
export const runWith = (configuration: Configuration, changes: readonly RunCommand[]): Run =>
  changes.reduce(
    (run, { afterStep, change }) => commitChange(run, 0, afterStep, change).run,
    newRun(configuration),
  );
