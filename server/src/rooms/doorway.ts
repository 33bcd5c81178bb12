/** How connections come into a room and leave it: whom they are of, who yields to them where it is full (SPEC LM6), and what they are told first. */
import type { Position } from '@deltaboard/shared/protocol/events.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';
import type { Limits } from '../limits.ts';
import { belongs, identify, isFull, type Credentials } from '../people/identify.ts';
import type { Naming } from '../people/naming.ts';
import type { Presence } from '../people/presence.ts';
import { hashSecret } from '../secrets.ts';
import type { Audience } from './audience.ts';
import type { ClassLog } from './class-log.ts';
import type { Emptiness } from './emptiness.ts';
import type { FrameChannel } from './frame-channel.ts';
import type { Hold } from './hold.ts';
import type { RunTold } from './run-told.ts';
import type { Telling } from './telling.ts';
import type { Turns } from './turns.ts';

/** What a connection says of itself when it joins. */
export interface Greeting extends Credentials {
  /** The last reliable event it saw. */
  readonly seen?: Position | undefined;
}

export interface DoorwayParts {
  readonly limits: Limits;
  readonly log: ClassLog;
  readonly presence: Presence;
  readonly naming: Naming;
  readonly turns: Turns;
  readonly empty: Emptiness;
  readonly telling: Telling;
  readonly runTold: RunTold;
  readonly frames: FrameChannel;
  readonly hold: Hold;
  readonly audience: Audience;
  /** Nobody awaits it. */
  readonly later: (promise: Promise<unknown>) => void;
}

export class Doorway {
  readonly #parts: DoorwayParts;

  constructor(parts: DoorwayParts) {
    this.#parts = parts;
  }

  /** Throws Refusal 'bad-secret', 'kicked', 'locked' or 'too-many' as `join` would. */
  verify(greeting: Greeting): ReturnType<typeof identify> {
    const { log, presence, limits } = this.#parts;
    return identify(log.newest.state, presence, greeting, limits);
  }

  /** Whether whoever greets has shown that they belong to the class. */
  knows(greeting: Greeting): boolean {
    const { log, presence } = this.#parts;
    return belongs(log.newest.state, presence, greeting);
  }

  /** Welcomes a connection. Throws Refusal 'bad-secret', 'kicked', 'locked' or 'too-many'. */
  join(connection: string, greeting: Greeting): void {
    const { presence, naming, turns, empty, later } = this.#parts;
    const identity = this.verify(greeting);
    const { id, token, showsSecret, screen, device } = identity;
    const { address = '' } = greeting;
    if (!presence.isHere(id)) this.#makePlace(screen, address);
    presence.join(connection, id, {
      ...{ screen, embed: greeting.embed ?? false, address, showsSecret },
      guest: () => ({ token: hashSecret(token), name: naming.nameFor(identity, greeting.name) }),
    });
    empty.now(presence.here);
    this.#endOldest(id);
    if (!screen) later(turns.report({ type: 'member-came', member: id, showsSecret, device }));
    this.#welcome(connection, greeting, { id, token, instructor: !screen && this.#leads(id, showsSecret) });
  }

  #leads(id: string, showsSecret: boolean): boolean {
    const { log, turns } = this.#parts;
    return showsSecret || (turns.isMember(id) && log.newest.state.members[id].instructor);
  }

  #welcome(connection: string, { seen }: Greeting, member: Parameters<RunTold['welcome']>[0]): void {
    const { audience, runTold, telling, frames } = this.#parts;
    const welcome = runTold.welcome(member, seen);
    audience.welcome(connection, welcome);
    telling.joined(connection, member.id);
    frames.join(connection);
  }

  /** Of a member with as many connections as one may have. */
  #endOldest(id: string): void {
    const { presence, limits } = this.#parts;
    const [oldest, ...others] = presence.connectionsOf(id);
    const { connections: limit } = limits;
    if (others.length >= limit)
      this.#dismiss(oldest, { code: 'too-many', params: { what: 'connections', limit } });
  }

  /** Somebody who has left no trace yields to who comes now, where there are too many and there is such a one. */
  #makePlace(isScreen: boolean, address: string): void {
    const { limits, naming, presence, turns } = this.#parts;
    if (!isFull(presence, isScreen, limits)) return;
    const id = presence.yielding(isScreen, address, (one) => turns.isMember(one));
    if (id === null) return;
    const what = isScreen ? 'screens' : 'members';
    const refusal = { code: 'too-many', params: { what, limit: limits[what] } } as const;
    naming.release(id);
    for (const connection of presence.remove(id)) this.#dismiss(connection, refusal);
  }

  #dismiss(connection: string, refusal: RefusalData): void {
    this.leave(connection);
    this.#parts.audience.dismiss(connection, refusal);
  }

  leave(connection: string): void {
    const { hold, presence, telling, frames, empty } = this.#parts;
    hold.leave(connection);
    presence.leave(connection);
    telling.left(connection);
    frames.leave(connection);
    empty.now(presence.here);
  }
}
