/**
 * One class: its people, its stage, what its members ask and answer, its events. Commands come in at `command`; everything that
 * happens goes out through the audience.
 */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { LossesReply, Position, RoomEvent, Welcome } from '@deltaboard/shared/protocol/events.ts';
import type { Report } from '@deltaboard/shared/protocol/participation.ts';
import type { Presence } from '@deltaboard/shared/protocol/people.ts';
import type { Bytes, RoomState, Snapshot } from '@deltaboard/shared/protocol/state.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { seriesUpTo } from '@deltaboard/shared/training/series.ts';
import type { Logger } from 'pino';
import { Participation } from '../participation/participation.ts';
import type { Credentials, Member } from '../people/members.ts';
import { People } from '../people/people.ts';
import { Journal } from '../store/journal.ts';
import type { LogStore } from '../store/log.ts';
import type { TrainerFactory } from '../training/trainer.ts';
import { Allowance } from './allowance.ts';
import { Announcer } from './announcer.ts';
import type { Audience } from './audience.ts';
import { Bulletins } from './bulletins.ts';
import { ClassDesk } from './class-desk.ts';
import type { Cancel, Clock } from './clock.ts';
import { EventRing } from './event-ring.ts';
import { FrameChannel } from './frame-channel.ts';
import { Hold } from './hold.ts';
import { Ledger } from './ledger.ts';
import type { Lexicon, LexiconEntries } from './lexicon.ts';
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
  readonly #people: People;
  readonly #participation: Participation;
  readonly #desk: ClassDesk;
  readonly #bulletins: Bulletins;
  readonly #ledger: Ledger;
  readonly #stage: Stage;
  readonly #ring: EventRing;
  readonly #frames: FrameChannel;
  readonly #presence: Announcer<Presence>;
  readonly #answered: Announcer<{ readonly question: number; readonly answered: number } | null>;
  readonly #hold: Hold;
  readonly #replays: Allowance;
  readonly #queue = new SerialQueue();
  /** Since when nobody is here, in the clock's milliseconds; null while somebody is. */
  #emptySince: number | null;
  #wasJoined = false;
  #pauseWhenEmpty: Cancel | null = null;
  /** Who drove when it was told last. */
  #driver: string | null = null;
  /** Where the class stood when it was told last. */
  #placeKey = '';
  /** A snapshot or an evaluation has been cut at the cursor, because a question was open. */
  #isCurveCut = false;

  constructor({ code, secretHash, term }: RoomIdentity, means: RoomMeans, audience: Audience) {
    const { log, clock, logger, trainers } = means;
    const failed = (error: unknown): void => {
      logger.error({ err: error, room: code }, 'room');
    };
    this.code = code;
    this.#means = means;
    this.#audience = audience;
    this.#ring = new EventRing(term);
    this.#frames = new FrameChannel(audience);
    this.#ledger = new Ledger(new Journal(log, code, clock, failed), clock);
    this.#people = new People(secretHash, clock, {
      driverChanged: () => this.#driverChanged(),
      presenceChanged: () => this.#presenceChanged(),
      pulse: (pulse) => audience.pulse(pulse),
    });
    this.#participation = new Participation(clock, this.#people);
    this.#presence = new Announcer(
      clock,
      () => this.presence,
      (presence) => this.#emit({ type: 'presence-changed', presence }),
    );
    this.#answered = new Announcer(
      clock,
      () => this.#answeredNow,
      (now) => now && this.#emit({ type: 'answered', ...now }),
    );
    this.#stage = new Stage(trainers, this.#ledger, {
      happened: (event) => this.#happened(event),
      changed: () => this.#changed(),
      pictured: (frame) => this.#frames.publish(frame),
      failed,
    });
    this.#bulletins = new Bulletins(clock, audience, {
      people: this.#people,
      participation: this.#participation,
      place: () => this.#stage.markedPlace,
    });
    this.#desk = new ClassDesk({
      people: this.#people,
      participation: this.#participation,
      stage: this.#stage,
      ledger: this.#ledger,
      changed: () => this.#changed(),
      answered: () => this.#answered.changed(),
      pointed: (pointer) => this.#emit({ type: 'pointed', pointer }),
      told: (member) => this.#told(member),
      opened: () => this.#opened(),
      dismissed: (connections) => this.#dismissed(connections),
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
    return {
      code: this.code,
      driver: this.#people.driver,
      locked: this.#people.locked,
      namesHidden: this.#people.namesHidden,
      ...this.#desk.state,
      ...this.#participation.state,
      ...this.#stage.state,
    };
  }

  get presence(): Presence {
    return this.#people.presence;
  }

  /** Members connected now. */
  get here(): number {
    return this.presence.here;
  }

  get emptySince(): number | null {
    return this.#emptySince;
  }

  get wasJoined(): boolean {
    return this.#wasJoined;
  }

  /** Throws Refusal 'bad-secret', 'kicked', 'locked' or 'too-many' as `join` would. */
  verify(greeting: Greeting): void {
    this.#people.verify(greeting);
  }

  /** Welcomes a connection. Throws Refusal 'bad-secret', 'kicked', 'locked' or 'too-many'. */
  join(connection: string, greeting: Greeting): void {
    const member = this.#people.join(connection, greeting);
    if (this.here > 0) {
      this.#wasJoined = true;
      this.#emptySince = null;
      this.#pauseWhenEmpty?.();
    }
    const welcome = this.#welcome(member, greeting.seen);
    this.#audience.welcome(connection, welcome);
    this.#bulletins.joined(connection, member.id);
    this.#frames.join(connection, welcome.resumed === 'snapshot');
    this.#presenceChanged();
  }

  leave(connection: string): void {
    this.#hold.leave(connection);
    this.#people.leave(connection);
    this.#frames.leave(connection);
    this.#presenceChanged();
    if (this.here > 0 || this.#emptySince !== null) return;
    const { clock } = this.#means;
    this.#emptySince = clock.now();
    this.#pauseWhenEmpty = clock.after(EMPTY_PAUSE_MS, () => void this.#pauseEmpty());
  }

  /** Resolves when the command has been performed; rejects with a Refusal, and nothing has changed (SPEC RM3, RM6). */
  async command(connection: string, command: Command): Promise<void> {
    const member = this.#people.owner(connection);
    const inTurn = <T>(perform: () => T | Promise<T>): Promise<T> =>
      this.#queue.add(() => {
        this.#people.authorise(member, command.type);
        // Whatever the driver asks for lets go of a held key.
        this.#hold.end();
        this.#desk.requireUnasked(command);
        return perform();
      });
    if (ClassDesk.isImmediate(command)) {
      this.#people.authorise(member, command.type);
      return this.#desk.perform(member, command);
    }
    if (ClassDesk.isForTurn(command)) return inTurn(() => this.#desk.performInTurn(member, command));
    switch (command.type) {
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

  /** The connection has heard the pulse. */
  pulsed(connection: string, pulse: number): void {
    this.#people.pulsed(connection, pulse);
  }

  /** `words` are normalised tokens. Throws Refusal 'not-now' while there is no run, 'question-open' while it would help to answer. */
  lookUp(words: readonly string[]): LexiconEntries {
    const run = this.#stage.present;
    if (!run) throw new Refusal('not-now', { command: 'vectors', status: 'preparing' });
    if (this.#desk.asksOfPass) throw new Refusal('question-open', { command: 'vectors' });
    return this.#means.lexicon.lookUp(run.plan.configuration, words);
  }

  /** J of the steps of a range, for the timeline. Rejects with Refusal 'not-now' while there is no run. */
  async losses(connection: string, from: number, to: number): Promise<Extract<LossesReply, { ok: true }>> {
    const id = this.#people.owner(connection);
    // While a question is open nothing is told that lies past the cursor.
    const last = this.#desk.asksOfPass ? (this.#stage.present?.updates ?? 0) : Infinity;
    return this.#stage.losses(from, Math.min(to, last), () => this.#replays.take(id));
  }

  /** What was answered and where members were lost. Throws Refusal 'not-the-driver' to whoever does not lead the class. */
  report(connection: string): Report {
    const role = this.#people.role(this.#people.owner(connection));
    if (role !== 'driver' && role !== 'assistant') throw new Refusal('not-the-driver', { command: 'report' });
    return this.#participation.report;
  }

  /** Ends every connection; what has happened is in the log. */
  async close(): Promise<void> {
    this.#audience.close();
    for (const part of [this.#presence, this.#answered, this.#bulletins, this.#people]) part.stop();
    this.#pauseWhenEmpty?.();
    await this.#queue.add(() => {
      this.#hold.end();
      return this.#stage.close();
    });
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
    const series = present?.series ?? [];
    const evaluations = present?.evaluations ?? [];
    const isCut = this.#desk.asksOfPass && present !== null;
    this.#isCurveCut ||= isCut;
    this.#presence.forget();
    this.#answered.forget();
    return {
      state: this.state,
      run: present?.description ?? null,
      moment: present && this.#stage.told,
      series: isCut ? seriesUpTo(series, present.updates) : series,
      evaluations: isCut ? evaluations.filter(({ step }) => step <= present.updates) : evaluations,
      presence: this.presence,
      frame: this.#frames.newest satisfies Bytes | null,
    };
  }

  #happened(event: RoomEvent): void {
    // What is exact replaces the live picture.
    if (event.type === 'moment-reached') this.#frames.clear();
    if (event.type === 'evaluated' && this.#desk.asksOfPass) {
      const past = event.evaluation.step > (this.#stage.present?.updates ?? 0);
      this.#isCurveCut ||= past;
      if (past) return;
    }
    this.#emit(event);
    this.#placeChanged();
  }

  /** Nothing is kept back any more. */
  #opened(): void {
    const { present } = this.#stage;
    if (!this.#isCurveCut || !present) return;
    this.#isCurveCut = false;
    this.#emit({ type: 'curve-told', series: present.series, evaluations: present.evaluations });
  }

  #changed(): void {
    this.#answered.forget();
    this.#emit({ type: 'state-changed', state: this.state });
    this.#placeChanged();
  }

  /** Another operation: whoever is lost there is told so, and whoever was lost is there no more. */
  #placeChanged(): void {
    const { key } = this.#stage.markedPlace;
    const before = this.#placeKey;
    if (key === before) return;
    this.#placeKey = key;
    const { lost } = this.#participation;
    const marked = new Set([...lost.at(before), ...lost.at(key)]);
    for (const member of marked) this.#bulletins.personal(member);
    if (marked.size > 0) this.#bulletins.deskChanged();
  }

  #driverChanged(): void {
    const { driver } = this.#people;
    const before = this.#driver;
    this.#driver = driver;
    this.#ledger.note({ type: 'wheel', member: driver });
    this.#changed();
    for (const member of [before, driver]) if (member !== null) this.#bulletins.personal(member);
  }

  #presenceChanged(): void {
    this.#presence.changed();
    this.#bulletins.deskChanged();
  }

  /** What this member alone is told has changed, and so has what is told to those who lead the class. */
  #told(member: string | null): void {
    if (member !== null) this.#bulletins.personal(member);
    this.#bulletins.deskChanged();
  }

  #dismissed(connections: readonly string[]): void {
    for (const connection of connections) {
      this.#frames.leave(connection);
      this.#audience.dismiss(connection, { code: 'kicked', params: {} });
    }
  }

  get #answeredNow(): { readonly question: number; readonly answered: number } | null {
    const { posed } = this.#participation.questions;
    return posed && { question: posed.id, answered: posed.answered };
  }

  #emit(event: RoomEvent): void {
    this.#audience.event(this.#ring.push(event));
  }
}
