/**
 * What a class is told (SPEC CL7, CL8): everybody the difference of two projections and what its run computes, in one order and kept for
 * who returns; a member alone the difference of its own part, and those who lead that of their desk.
 */
import { changesBetween } from '@deltaboard/shared/class/changes.ts';
import { placeKey } from '@deltaboard/shared/class/place.ts';
import { openTexts, placeOf } from '@deltaboard/shared/class/reading.ts';
import { lostAt, roleOf, toldToAll, toldToOne, type Live } from '@deltaboard/shared/class/told.ts';
import type { ClassState } from '@deltaboard/shared/class/state.ts';
import type { Position, RoomEvent, RoomEventMessage } from '@deltaboard/shared/protocol/events.ts';
import type { Desk, Personal } from '@deltaboard/shared/protocol/participation.ts';
import type { Presence as PresenceTold } from '@deltaboard/shared/protocol/people.ts';
import type { RoomState } from '@deltaboard/shared/protocol/state.ts';
import type { Clock } from '../clock.ts';
import { deskTold, presenceTold } from '../people/list.ts';
import type { Presence } from '../people/presence.ts';
import { Announcer } from './announcer.ts';
import type { Audience } from './audience.ts';
import type { Book } from './book.ts';
import type { Entry } from './pending.ts';
import { EventRing } from './event-ring.ts';

export interface TellingParts {
  readonly clock: Clock;
  readonly audience: Audience;
  readonly presence: Presence;
  readonly term: number;
  /** As the class may be told. */
  readonly book: () => Book;
  readonly live: () => Live;
}

interface LeadersTold {
  /** Null: nobody leads. */
  readonly desk: Desk | null;
  readonly leaders: readonly string[];
}

export class Telling {
  readonly #parts: TellingParts;
  readonly #ring: EventRing;
  readonly #here: Announcer<PresenceTold>;
  readonly #desk: Announcer<LeadersTold>;
  #told: RoomState;
  /** What each connection has been told of its member's own part. */
  readonly #own = new Map<string, Personal>();
  /** What each connection of those who lead has been told of the desk. */
  readonly #desks = new Map<string, Desk>();

  constructor(parts: TellingParts) {
    const { clock, term } = parts;
    this.#parts = parts;
    this.#ring = new EventRing(term);
    this.#told = this.#projected;
    this.#here = new Announcer(
      clock,
      () => this.presence,
      (presence) => this.emit({ type: 'presence-changed', presence }),
      // Nobody is here yet, to whom it would be news.
      this.presence,
    );
    this.#desk = new Announcer(
      clock,
      () => {
        const leaders = this.#leading;
        // Nobody composes what nobody is told.
        return { desk: leaders.length > 0 ? this.#composed : null, leaders };
      },
      (told) => this.#tellLeaders(told),
    );
  }

  /** What everybody has been told of the class. */
  get state(): RoomState {
    return this.#told;
  }

  get presence(): PresenceTold {
    return presenceTold(this.#parts.book().state, this.#parts.presence);
  }

  get position(): Position {
    return this.#ring.position;
  }

  since(seen: Position): readonly RoomEventMessage[] | null {
    return this.#ring.since(seen);
  }

  emit(event: RoomEvent): void {
    this.#parts.audience.event(this.#ring.push(event));
  }

  /** The class, or what is known of its run, is not what it was. */
  changed(): void {
    const next = this.#projected;
    const changes = changesBetween(this.#told, next);
    this.#told = next;
    if (changes.length > 0) this.emit({ type: 'told', changes });
  }

  /** Those whose own part these facts have changed. */
  settled(entry: Entry): void {
    for (const member of affectedBy(entry)) this.personal(member);
    this.#desk.changed();
    this.#here.changed();
  }

  presenceChanged(): void {
    this.#here.changed();
    this.#desk.changed();
  }

  /** A snapshot tells a newcomer who is here: what is announced next is news to the others. */
  snapshotTaken(): void {
    this.#here.forget();
  }

  personal(member: string): void {
    const { audience, presence } = this.#parts;
    const connections = presence.connectionsOf(member);
    if (connections.length === 0) return;
    const next = this.#ownPart(member);
    for (const connection of connections) {
      // One that is being welcomed is told everything then.
      const known = this.#own.get(connection);
      if (!known) continue;
      const changes = changesBetween(known, next);
      this.#own.set(connection, next);
      if (changes.length > 0) audience.personalChanged(connection, changes);
    }
  }

  /** A connection has been welcomed. */
  joined(connection: string, member: string): void {
    const own = this.#ownPart(member);
    this.#own.set(connection, own);
    this.#parts.audience.personal(connection, own);
    // As it is now: what was announced last may be of before a demotion.
    if (!this.#leads(member)) return;
    this.#tellDesk(connection, this.#composed);
    // What is announced next is news to this one, also where it is what the others were told last.
    this.#desk.forget();
  }

  left(connection: string): void {
    this.#own.delete(connection);
    this.#desks.delete(connection);
  }

  stop(): void {
    this.#here.stop();
    this.#desk.stop();
  }

  get #projected(): RoomState {
    const { state, rows } = this.#parts.book();
    return toldToAll(state, rows, this.#parts.live());
  }

  #ownPart(member: string): Personal {
    const { presence, book } = this.#parts;
    const { state, rows } = book();
    const role = presence.isScreen(member) ? 'screen' : 'viewer';
    return toldToOne(state, rows, member, { name: presence.guest(member)?.name ?? '', role });
  }

  /** Ids of whoever may lead the class, and is here. */
  get #leading(): readonly string[] {
    return this.#parts.presence.ids.filter((id) => this.#leads(id));
  }

  #leads(id: string): boolean {
    const { presence, book } = this.#parts;
    return presence.isHere(id) && !presence.isScreen(id) && roleOf(book().state, id) !== 'viewer';
  }

  get #composed(): Desk {
    const { state, rows } = this.#parts.book();
    return deskTold(state, rows, this.#parts.presence);
  }

  #tellLeaders({ desk, leaders }: LeadersTold): void {
    const { audience, presence } = this.#parts;
    const leading = new Set(leaders.flatMap((member) => [...presence.connectionsOf(member)]));
    if (desk) for (const connection of leading) this.#tellDesk(connection, desk);
    for (const connection of [...this.#desks.keys()].filter((one) => !leading.has(one))) {
      this.#desks.delete(connection);
      audience.desk(connection, null);
    }
  }

  /** Whole to one that does not have it. */
  #tellDesk(connection: string, desk: Desk): void {
    const { audience } = this.#parts;
    const known = this.#desks.get(connection);
    this.#desks.set(connection, desk);
    if (!known) return audience.desk(connection, desk);
    const changes = changesBetween(known, desk);
    if (changes.length > 0) audience.deskChanged(connection, changes);
  }
}

/** Members whose own projection may be another after these facts (a test holds it against all of them). */
export function affectedBy({
  events,
  before,
  after,
}: Pick<Entry, 'events' | 'before' | 'after'>): ReadonlySet<string> {
  const affected = new Set<string>();
  const add = (...members: readonly (string | null)[]): void => {
    for (const member of members) if (member !== null) affected.add(member);
  };
  for (const { fact } of events) {
    if ('member' in fact) add(fact.member);
    if (fact.type === 'text-removed')
      add(...before.state.texts.filter(({ text }) => text === fact.text).map(({ member }) => member));
    // Votes for what is open now, or was.
    if (fact.type === 'text-put-to-vote') add(...votersOf(before.state), ...votersOf(after.state));
    if (fact.type === 'text-removed' || fact.type === 'member-removed' || fact.type === 'member-left')
      add(...votersOf(before.state));
    if (fact.type === 'question-revealed')
      add(...after.state.questions[fact.id].answers.map(([member]) => member));
  }
  if (before.state.lesson !== after.state.lesson) add(after.state.driver);
  if (before.state.driver !== after.state.driver) add(before.state.driver, after.state.driver);
  if (keyOf(before.state) !== keyOf(after.state)) add(...lostAt(before.state), ...lostAt(after.state));
  return affected;
}

const votersOf = (state: ClassState): readonly string[] => openTexts(state).flatMap(({ voters }) => voters);

const keyOf = (state: ClassState): string =>
  state.standing.status === 'preparing' ? '' : placeKey(placeOf(state));
