/** When a lost connection tries again: ever later, up to a limit, and not everybody at once (SPEC PR2). */

const FIRST = 500;
/** With what a connection and its welcome take, everybody is back within five seconds after the server listens. */
const LIMIT = 4000;

/** As Socket.IO takes it: it draws within the half around each delay, and none is above the limit. */
export const retrying = {
  reconnectionDelay: FIRST,
  reconnectionDelayMax: LIMIT,
  randomizationFactor: 0.5,
} as const;

/**
 * Milliseconds before the next attempt, counted from 1: doubling up to the limit, and drawn between the half and the
 * whole, so that a class does not come back in one blow.
 */
export function delayOf(attempt: number, uniform = drawn()): number {
  const whole = Math.min(LIMIT, FIRST * 2 ** (attempt - 1));
  return whole * (0.5 + uniform / 2);
}

/** In [0, 1). Nothing of a run hangs on it. */
const drawn = (): number => crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32;
