/** The keys' way through the scratch graph, whose cursor is its own (SPEC SG4). */
import type { Direction } from '@deltaboard/shared/training/cursor.ts';
import type { Session } from '../session/session.svelte.ts';

/** Least milliseconds from one move to the next: room for other commands at the door (SPEC PR5). */
const PACE = 50;

/**
 * One move at a time, each from where the class stands when it arrives; the room knows where it ends. What the keyboard repeats in the
 * meantime is dropped: a key that is held moves as fast as the class can follow, and no further once it is let go.
 */
export function scribbler(session: Session): (to: Direction | 'start', isRepeated: boolean) => void {
  let waiting = 0;
  let last = Promise.resolve();

  async function move(to: Direction | 'start'): Promise<void> {
    const pace = new Promise((resolve) => setTimeout(resolve, PACE));
    const change = to === 'start' ? { operation: 0 } : { direction: to };
    await Promise.all([session.send({ type: 'scratch', ...change }), pace]);
  }

  return (to, isRepeated) => {
    if (isRepeated && waiting > 0) return;
    waiting += 1;
    last = last.then(() => move(to)).finally(() => (waiting -= 1));
  };
}
