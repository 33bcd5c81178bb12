/** Who may write: the one who took the class last, behind its last event. */
import { Fenced } from './store.ts';

export const GONE = 'it is not kept any more';

export interface LogHead {
  readonly term: number;
  /** seq of its last event; 0: it has none. */
  readonly last: number;
}

/** Throws Fenced unless the class stands where the writer believes. */
export function checkFence(code: string, head: LogHead, term: number, after: number): void {
  if (head.term !== term) throw new Fenced(code, `taken under term ${head.term}, not ${term}`);
  if (head.last !== after) throw new Fenced(code, `its last event is ${head.last}, not ${after}`);
}
