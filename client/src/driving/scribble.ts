/** The keys' way through the scratch graph, whose cursor is its own (SPEC SG4). */
import type { Direction } from '@deltaboard/shared/training/cursor.ts';
import type { Session } from '../session/session.svelte.ts';

/** Least milliseconds from one move to the next: room for other commands at the door (SPEC PR5). */
const PACE = 50;

/**
 * One move at a time, each from where the last has led; the door says where it ends. What the keyboard repeats in the
 * meantime is dropped: a key that is held moves as fast as the class can follow, and no further once it is let go.
 */
export function scribbler(session: Session): (to: Direction | 'start', isRepeated: boolean) => void {
  let waiting = 0;
  let last = Promise.resolve();

  async function move(to: Direction | 'start'): Promise<void> {
    const scratch = session.view?.state.scratch;
    const operation = scratch && (to === 'start' ? 0 : scratch.operation + to);
    if (!scratch || operation === undefined || operation < 0 || operation === scratch.operation) return;
    const pace = new Promise((resolve) => setTimeout(resolve, PACE));
    await Promise.all([session.send({ type: 'scratch', ...scratch, operation }), pace]);
  }

  return (to, isRepeated) => {
    if (isRepeated && waiting > 0) return;
    waiting += 1;
    last = last.then(() => move(to)).finally(() => (waiting -= 1));
  };
}
