/**
 * What is told to one member alone, and to those who lead the class. Each message says everything of its kind: the newest counts,
 * and nobody who was away needs an older one.
 */
import type { Desk } from '@deltaboard/shared/protocol/participation.ts';
import type { MarkedPlace } from '../participation/lost-marks.ts';
import type { Participation } from '../participation/participation.ts';
import type { People } from '../people/people.ts';
import { Announcer } from './announcer.ts';
import type { Audience } from './audience.ts';
import type { Clock } from './clock.ts';

interface Told {
  readonly desk: Desk;
  /** Members who are told. */
  readonly leaders: readonly string[];
}

export class Bulletins {
  readonly #audience: Audience;
  readonly #people: People;
  readonly #participation: Participation;
  readonly #place: () => MarkedPlace;
  readonly #desk: Announcer<Told>;
  #leaders: readonly string[] = [];

  constructor(
    clock: Clock,
    audience: Audience,
    {
      people,
      participation,
      place,
    }: { people: People; participation: Participation; place: () => MarkedPlace },
  ) {
    this.#audience = audience;
    this.#people = people;
    this.#participation = participation;
    this.#place = place;
    this.#desk = new Announcer(
      clock,
      () => ({ desk: this.#composed, leaders: people.leaders }),
      (told) => this.#tell(told),
    );
  }

  /** A connection has been welcomed. */
  joined(connection: string, member: string): void {
    this.#audience.personal(connection, this.#participation.personal(member, this.#place()));
    if (this.#leaders.includes(member)) this.#audience.desk(connection, this.#composed);
  }

  personal(member: string): void {
    const connections = this.#people.connectionsOf(member);
    if (connections.length === 0) return;
    const personal = this.#participation.personal(member, this.#place());
    for (const connection of connections) this.#audience.personal(connection, personal);
  }

  deskChanged(): void {
    this.#desk.changed();
  }

  stop(): void {
    this.#desk.stop();
  }

  #tell({ desk, leaders }: Told): void {
    const left = this.#leaders.filter((member) => !leaders.includes(member));
    this.#leaders = leaders;
    for (const member of leaders) this.#send(member, desk);
    for (const member of left) this.#send(member, null);
  }

  #send(member: string, desk: Desk | null): void {
    for (const connection of this.#people.connectionsOf(member)) this.#audience.desk(connection, desk);
  }

  get #composed(): Desk {
    const { list: people } = this.#people;
    const { lost, contributions, questions } = this.#participation;
    const viewers = people.filter(({ role, standing }) => role !== 'driver' && standing !== 'dropped');
    return {
      people,
      following: viewers.filter(({ following }) => following).length,
      viewers: viewers.length,
      lost: lost.at(this.#place().key).size,
      contributions: contributions.all.map(({ id, member, contribution }) => ({
        id,
        member,
        name: this.#people.shownName(member),
        contribution,
      })),
      rounds: questions.rounds,
    };
  }
}
