/**
 * One class: its members and who drives, its stage, its events. Commands come in at `command`, one after another;
 * everything that happens goes out through the audience.
 */
import { roles, type Command, type Role } from '@deltaboard/shared/protocol/commands.ts';
import type { LossesReply, Position, RoomEvent, Welcome } from '@deltaboard/shared/protocol/events.ts';
import type { Bytes, Presence, RoomState, Snapshot } from '@deltaboard/shared/protocol/state.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Logger } from 'pino';
import { Journal } from '../store/journal.ts';
import type { LogStore } from '../store/log.ts';
import type { TrainerFactory } from '../training/trainer.ts';
import { Allowance } from './allowance.ts';
import type { Audience } from './audience.ts';
import type { Cancel, Clock } from './clock.ts';
import { EventRing } from './event-ring.ts';
import { FrameChannel } from './frame-channel.ts';
import { Hold } from './hold.ts';
import { Ledger } from './ledger.ts';
import type { Lexicon, LexiconEntries } from './lexicon.ts';
import { Members, type Credentials, type Member } from './members.ts';
import { PresenceAnnouncer } from './presence-announcer.ts';
import { SerialQueue } from './serial-queue.ts';
import { Stage } from './stage.ts';

/** A room with nobody in it pauses itself after this long (SPEC RM5). */
export const EMPTY_PAUSE_MS = 60_000;

/** Replays of losses for one member (SPEC TR9). */
const REPLAYS = { points: 30, milliseconds: 60_000 };

/** What every room works with. */
export interface RoomMeans {
  readonly trainers: TrainerFactory;
  readonly lexicon: Lexicon;
  readonly log: LogStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface RoomIdentity {
  readonly code: string;
  /** SHA-256 of the instructor's secret. */
  readonly secretHash: Buffer;
  /** Grows whenever a server takes the room. */
  readonly term: number;
}

/** What a connection says of itself when it joins. */
export interface Greeting extends Credentials {
  /** The last reliable event it saw. */
  readonly seen?: Position | undefined;
}

export class Room {
  readonly code: string;
  readonly #means: RoomMeans;
  readonly #audience: Audience;
  readonly #members: Members;
  readonly #ledger: Ledger;
  readonly #stage: Stage;
  readonly #ring: EventRing;
  readonly #frames: FrameChannel;
  readonly #presence: PresenceAnnouncer;
  readonly #hold: Hold;
  readonly #replays: Allowance;
  readonly #queue = new SerialQueue();
  #driver: string | null = null;
  /** Since when nobody is here, in the clock's milliseconds; null while somebody is. */
  #emptySince: number | null;
  #wasJoined = false;
  #pauseWhenEmpty: Cancel | null = null;

  constructor({ code, secretHash, term }: RoomIdentity, means: RoomMeans, audience: Audience) {
    const { log, clock, logger, trainers } = means;
    const failed = (error: unknown): void => {
      logger.error({ err: error, room: code }, 'room');
    };
    this.code = code;
    this.#means = means;
    this.#audience = audience;
    this.#members = new Members(secretHash);
    this.#ring = new EventRing(term);
    this.#frames = new FrameChannel(audience);
    this.#ledger = new Ledger(new Journal(log, code, clock, failed), clock);
    this.#presence = new PresenceAnnouncer(
      clock,
      () => this.presence,
      (presence) => this.#emit({ type: 'presence-changed', presence }),
    );
    this.#stage = new Stage(trainers, this.#ledger, {
      happened: (event) => {
        // What is exact replaces the live picture.
        if (event.type === 'moment-reached') this.#frames.clear();
        this.#emit(event);
      },
      changed: () => this.#changed(),
      pictured: (frame) => this.#frames.publish(frame),
      failed,
    });
    this.#hold = new Hold({ clock, queue: this.#queue, stage: this.#stage, ledger: this.#ledger }, failed);
    this.#replays = new Allowance(clock, REPLAYS);
    this.#emptySince = clock.now();
  }

  /** Builds the first run. Rejects when the server cannot. */
  open(): Promise<void> {
    return this.#stage.open();
  }

  get state(): RoomState {
    return { code: this.code, driver: this.#driver, ...this.#stage.state };
  }

  get presence(): Presence {
    const driver = this.#driver === null ? 'none' : this.#members.isHere(this.#driver) ? 'here' : 'away';
    return { here: this.#members.here, driver };
  }

  /** Members connected now. */
  get here(): number {
    return this.#members.here;
  }

  get emptySince(): number | null {
    return this.#emptySince;
  }

  get wasJoined(): boolean {
    return this.#wasJoined;
  }

  /** Throws Refusal 'bad-secret' or 'too-many' as `join` would. */
  verify(greeting: Greeting): void {
    this.#members.verify(greeting);
  }

  /** Welcomes a connection. Throws Refusal 'bad-secret' or 'too-many'. */
  join(connection: string, greeting: Greeting): void {
    const member = this.#members.join(connection, greeting);
    this.#wasJoined = true;
    this.#emptySince = null;
    this.#pauseWhenEmpty?.();
    // The wheel is free, or its holder is gone (SPEC RM4).
    if (member.instructor && (this.#driver === null || !this.#members.isHere(this.#driver))) {
      this.#takeWheel(member.id);
    }
    const welcome = this.#welcome(member, greeting.seen);
    this.#audience.welcome(connection, welcome);
    this.#frames.join(connection, welcome.resumed === 'snapshot');
    this.#presence.changed();
  }

  leave(connection: string): void {
    this.#hold.leave(connection);
    this.#members.leave(connection);
    this.#frames.leave(connection);
    this.#presence.changed();
    if (this.here > 0 || this.#emptySince !== null) return;
    const { clock } = this.#means;
    this.#emptySince = clock.now();
    this.#pauseWhenEmpty = clock.after(EMPTY_PAUSE_MS, () => void this.#pauseEmpty());
  }

  /** Resolves when the command has been performed; rejects with a Refusal, and nothing has changed (SPEC RM3, RM6). */
  async command(connection: string, command: Command): Promise<void> {
    const member = this.#members.of(connection);
    const inTurn = <T>(perform: () => T | Promise<T>): Promise<T> =>
      this.#queue.add(() => {
        this.#authorise(member, command.type);
        // Whatever the driver asks for lets go of a held key.
        this.#hold.end();
        return perform();
      });
    switch (command.type) {
      case 'take-wheel':
        return inTurn(() => this.#takeWheel(member.id));
      case 'reset':
      case 'configure': {
        const plan = await inTurn(() => this.#stage.plan(command));
        return this.#stage.start(plan, (adopt) =>
          this.#queue.add(() => {
            this.#hold.end();
            return adopt();
          }),
        );
      }
      case 'hold':
        return inTurn(() => this.#hold.begin(connection, command));
      case 'release':
        return inTurn(() => undefined);
      default:
        return inTurn(() => this.#stage.perform(command));
    }
  }

  /** The connection has drawn every live picture up to this number. */
  seen(connection: string, frame: number): void {
    this.#frames.acknowledge(connection, frame);
  }

  /** `words` are normalised tokens. Throws Refusal 'not-now' while there is no run. */
  lookUp(words: readonly string[]): LexiconEntries {
    const run = this.#stage.present;
    if (!run) throw new Refusal('not-now', { command: 'vectors', status: 'preparing' });
    return this.#means.lexicon.lookUp(run.plan.configuration, words);
  }

  /** J of the steps of a range, for the timeline. Rejects with Refusal 'not-now' while there is no run. */
  async losses(connection: string, from: number, to: number): Promise<Extract<LossesReply, { ok: true }>> {
    const { id } = this.#members.of(connection);
    return this.#stage.losses(from, to, () => this.#replays.take(id));
  }

  /** Ends every connection; what has happened is in the log. */
  async close(): Promise<void> {
    this.#audience.close();
    this.#presence.stop();
    this.#pauseWhenEmpty?.();
    await this.#queue.add(() => {
      this.#hold.end();
      return this.#stage.close();
    });
  }

  #authorise(member: Member, command: Command['type']): void {
    const role: Role = member.id === this.#driver ? 'driver' : 'viewer';
    if (!roles[command].includes(role)) throw new Refusal('not-the-driver', { command });
    if (command === 'take-wheel' && !member.instructor) throw new Refusal('not-an-instructor', { command });
  }

  #takeWheel(member: string): void {
    if (this.#driver === member) return;
    this.#driver = member;
    this.#ledger.note({ type: 'take-wheel', member });
    this.#changed();
    this.#presence.changed();
  }

  async #pauseEmpty(): Promise<void> {
    try {
      await this.#queue.add(() =>
        this.here === 0 && this.#stage.isRunning ? this.#stage.pause('empty') : undefined,
      );
    } catch (error) {
      this.#means.logger.error({ err: error, room: this.code }, 'pause of an empty room');
    }
  }

  #welcome(member: Member & { readonly token: string }, seen: Position | undefined): Welcome {
    const missed = seen ? this.#ring.since(seen) : null;
    const { position } = this.#ring;
    return missed
      ? { ...position, member, resumed: 'events', events: missed }
      : { ...position, member, resumed: 'snapshot', snapshot: this.#snapshot() };
  }

  #snapshot(): Snapshot {
    const { present } = this.#stage;
    return {
      state: this.state,
      run: present?.description ?? null,
      moment: present?.moment ?? null,
      series: present?.series ?? [],
      evaluations: present?.evaluations ?? [],
      presence: this.presence,
      frame: this.#frames.newest satisfies Bytes | null,
    };
  }

  #changed(): void {
    this.#emit({ type: 'state-changed', state: this.state });
  }

  #emit(event: RoomEvent): void {
    this.#audience.event(this.#ring.push(event));
  }
}
