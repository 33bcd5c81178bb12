/** Who may do what: enforced by the server on every command; the client only mirrors it (SPEC RM3). */
import type { CommandType } from './commands.ts';
import type { Role } from './people.ts';

const driver: readonly Role[] = ['driver'];
/** Whoever may be handed the wheel. The room says when: an instructor always, an assistant when nobody holds it. */
const leaders: readonly Role[] = ['driver', 'assistant'];
const audience: readonly Role[] = ['assistant', 'viewer'];
const everybody: readonly Role[] = ['driver', 'assistant', 'viewer'];

export const roles: Readonly<Record<CommandType, readonly Role[]>> = {
  run: driver,
  pause: driver,
  move: driver,
  seek: driver,
  hold: driver,
  release: driver,
  open: driver,
  speed: driver,
  set: driver,
  look: driver,
  view: driver,
  scratch: driver,
  breakpoints: driver,
  reset: driver,
  configure: driver,
  'take-wheel': leaders,
  'hand-over': driver,
  name: everybody,
  appoint: driver,
  kick: driver,
  lock: driver,
  names: driver,
  screens: driver,
  point: driver,
  follow: audience,
  lost: audience,
  contribute: audience,
  withdraw: everybody,
  discard: driver,
  show: driver,
  ask: driver,
  discuss: driver,
  'ask-again': driver,
  reveal: driver,
  dismiss: driver,
  answer: audience,
};
