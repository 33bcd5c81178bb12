/**
 * One class. What is asked comes in at `command`, what happens by itself as a report; both are decided by the table of shared/class on the
 * newest state, folded, kept, and told. Everything that goes out goes through the audience.
 */
import { commandKey } from '@deltaboard/shared/class/evolve.ts';
import { asksOfPass } from '@deltaboard/shared/class/open-question.ts';
import { cursorOf } from '@deltaboard/shared/class/reading.ts';
import { decideReport, type Report as Reported } from '@deltaboard/shared/class/reports.ts';
import type { Decision, Turn } from '@deltaboard/shared/class/rule.ts';
import { decide, require, turnOf, type Command } from '@deltaboard/shared/class/table.ts';
import type { ClassState } from '@deltaboard/shared/class/state.ts';
import { nameOf, roleOf, type Live } from '@deltaboard/shared/class/told.ts';
import type { LossesReply, Position, RoomEvent, Welcome } from '@deltaboard/shared/protocol/events.ts';
import type { Report } from '@deltaboard/shared/protocol/participation.ts';
import type { Presence as PresenceTold, Role } from '@deltaboard/shared/protocol/people.ts';
import type { RoomState, Snapshot } from '@deltaboard/shared/protocol/state.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { stepsDone } from '@deltaboard/shared/training/cursor.ts';
import { seriesUpTo } from '@deltaboard/shared/training/series.ts';
import type { Logger } from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Cancel, Clock } from '../clock.ts';
import { identify, type Credentials, type Identity } from '../people/identify.ts';
import { reportTold } from '../people/list.ts';
import { Names } from '../people/names.ts';
import { Presence } from '../people/presence.ts';
import { hashSecret } from '../secrets.ts';
import type { ClassStore, Fenced } from '../store/store.ts';
import type { TrainerFactory } from '../training/trainer.ts';
import type { Audience } from './audience.ts';
import { Beside, EMPTY_PAUSE_MS } from './beside.ts';
import { ClassLog, type Book, type Entry, type Kept } from './class-log.ts';
import { FrameChannel } from './frame-channel.ts';
import { Hold } from './hold.ts';
import { inRunHandlers, type Act, type Asker } from './in-run.ts';
import type { Lexicon, LexiconEntries } from './lexicon.ts';
import { KeptRuns } from './kept-runs.ts';
import { LongWork } from './long-work.ts';
import type { OpenRun } from './open-run.ts';
import { PresentRun } from './present-run.ts';
import { ReadyRuns } from './ready-runs.ts';
import { SerialQueue } from './serial-queue.ts';
import { Telling } from './telling.ts';
import { heardFrom } from './trainer-reports.ts';

/** Replays of losses for one member (SPEC TR9). */
const REPLAYS = { points: 30, duration: 60 };

/** They move or replace the run. */
const replacing: readonly Command['type'][] = ['move', 'seek', 'hold', 'open', 'reset', 'configure'];

/** What every room works with. */
export interface RoomMeans {
  readonly trainers: TrainerFactory;
  readonly lexicon: Lexicon;
  readonly store: ClassStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What a connection says of itself when it joins. */
export interface Greeting extends Credentials {
  /** The last reliable event it saw. */
  readonly seen?: Position | undefined;
}

/** How a command was performed. */
export interface Performed {
  /** False while the disk takes nothing: it is kept in memory. */
  readonly saved: boolean;
}

export class Room {
  readonly code: string;
  readonly #means: RoomMeans;
  readonly #audience: Audience;
  readonly #log: ClassLog;
  readonly #names = new Names();
  readonly #presence: Presence;
  readonly #present: PresentRun;
  readonly #telling: Telling;
  readonly #frames: FrameChannel;
  readonly #queue = new SerialQueue();
  readonly #hold: Hold;
  readonly #work = new LongWork(() => this.#telling?.changed());
  readonly #ready = new ReadyRuns();
  readonly #beside: Beside;
  readonly #kept: KeptRuns;
  readonly #inRun: ReturnType<typeof inRunHandlers>;
  readonly #replays = new RateLimiterMemory(REPLAYS);
  /** Commands that are being performed, by who asked and their ids. */
  readonly #underWay = new Map<string, Promise<Performed>>();
  /** Since when nobody is here, in elapsed milliseconds; null while somebody is. */
  #emptySince: number | null = null;
  #wasJoined = false;
  #pauseWhenEmpty: Cancel | null = null;
  #numbersTold = false;
  /** A snapshot or an evaluation has been cut at the cursor, because a question was open. */
  #isCurveCut = false;
  #closed = false;

  /** @param book the class as its log has it. `fenced`: somebody else has it. */
  constructor(
    book: Book,
    term: number,
    means: RoomMeans,
    audience: Audience,
    fenced: (error: Fenced) => void,
  ) {
    const { clock, store, trainers } = means;
    const failed = this.#failed;
    this.code = book.state.code;
    this.#means = means;
    this.#audience = audience;
    this.#log = new ClassLog(
      book,
      { store, clock, term, failed },
      {
        released: (entry) => this.#released(entry),
        settled: (entry) => this.#telling.settled(entry),
        savingChanged: () => this.#telling.changed(),
        fenced,
      },
    );
    this.#frames = new FrameChannel(audience);
    this.#presence = new Presence(
      clock,
      {
        changed: () => this.#telling?.presenceChanged(),
        driverGone: (member) => void this.#report({ type: 'driver-gone', member }),
        forgotten: (id, guest) => {
          const { members, removed } = this.#log.newest.state;
          // Who was sent away has given up a name: the one that it came with may be somebody else's.
          if (!Object.hasOwn(members, id) && !removed.includes(id)) this.#names.release(guest.name);
        },
        pulse: (pulse) => audience.pulse(pulse),
      },
      book.state.driver,
    );
    this.#present = new PresentRun(
      () => this.#log.released,
      (event) => this.#happened(event),
    );
    this.#telling = new Telling({
      clock,
      audience,
      presence: this.#presence,
      term,
      book: () => this.#log.released,
      live: () => this.#live,
    });
    this.#kept = new KeptRuns(store, clock, this.code, failed);
    this.#hold = new Hold(clock, this.#queue, failed);
    const act: Act = (asker, command, evidence, said) => this.#act(asker, command, evidence, said);
    const parts = { log: this.#log, present: this.#present, act };
    this.#inRun = inRunHandlers({ ...parts, hold: this.#hold, giveUp: () => this.#work.cancel() });
    this.#beside = new Beside({
      ...parts,
      ready: this.#ready,
      kept: this.#kept,
      work: this.#work,
      trainers,
      clock,
      failed,
      listener: heardFrom(this.#present, {
        isUnderWay: (run) => this.#isUnderWay(run),
        report: (report, adopt) => void this.#report(report, adopt),
        happened: (event) => this.#happened(event),
        pictured: (bytes) => this.#frames.publish(bytes),
        changed: () => this.#telling.changed(),
        failed,
      }),
      corpus: (hash) => store.corpus(hash),
      inTurn: (turn) => this.#inTurn(turn),
      changed: () => this.#telling.changed(),
    });
    this.#emptySince = clock.elapsed();
    for (const { name } of Object.values(book.state.members)) {
      const known = book.rows.get(name);
      if (typeof known === 'string') this.#names.take(known);
    }
  }

  /** Its first run, or the one that it was on, where it stood. Rejects with a Refusal when it cannot be built. */
  async open(): Promise<void> {
    await this.#beside.open();
    this.#watchEmpty();
  }

  /** What everybody has been told. */
  get state(): RoomState {
    return this.#telling.state;
  }

  /** The class as its log has it, with what has not been written yet. */
  get book(): Book {
    return this.#log.newest;
  }

  get presence(): PresenceTold {
    return this.#telling.presence;
  }

  /** Members connected now. */
  get here(): number {
    return this.#presence.here;
  }

  get emptySince(): number | null {
    return this.#emptySince;
  }

  /** The disk takes what happens. */
  get isSaving(): boolean {
    return this.#log.saving;
  }

  get wasJoined(): boolean {
    return this.#wasJoined;
  }

  /** Throws Refusal 'bad-secret', 'kicked', 'locked' or 'too-many' as `join` would. */
  verify(greeting: Greeting): void {
    identify(this.#log.newest.state, this.#presence, greeting);
  }

  /** Welcomes a connection. Throws Refusal 'bad-secret', 'kicked', 'locked' or 'too-many'. */
  join(connection: string, greeting: Greeting): void {
    if (this.#closed) throw new Error('the room has closed');
    const identity = identify(this.#log.newest.state, this.#presence, greeting);
    const { id, token, showsSecret, screen, device } = identity;
    this.#presence.join(connection, id, {
      screen,
      guest: () => ({ token: hashSecret(token), name: this.#nameFor(identity, greeting.name) }),
    });
    this.#came();
    if (!screen) void this.#report({ type: 'member-came', member: id, showsSecret, device });
    const instructor = showsSecret || (this.#isMember(id) && this.#log.newest.state.members[id].instructor);
    const welcome = this.#welcome({ id, token, instructor: instructor && !screen }, greeting.seen);
    this.#audience.welcome(connection, welcome);
    this.#telling.joined(connection, id);
    this.#frames.join(connection, welcome.resumed === 'snapshot');
  }

  leave(connection: string): void {
    this.#hold.leave(connection);
    this.#presence.leave(connection);
    this.#frames.leave(connection);
    if (this.here > 0 || this.#emptySince !== null) return;
    this.#isEmpty();
  }

  /**
   * Resolves when the command has been performed, and is kept; rejects with a Refusal, and nothing has changed (SPEC RM3, RM6). One that
   * is repeated with its id is answered, not performed (SPEC CL6).
   */
  async command(connection: string, command: Command, id: string | null = null): Promise<Performed> {
    const by = this.#presence.owner(connection);
    if (id === null) return this.#perform({ connection, by, command: null }, command);
    const key = commandKey(by, id);
    // What is under way may have made some of its facts already.
    const known = this.#underWay.get(key);
    if (known) return known;
    if (this.#log.newest.state.commands.includes(key)) return performed(await this.#log.flush());
    const performing = this.#perform({ connection, by, command: id }, command);
    this.#underWay.set(key, performing);
    try {
      return await performing;
    } finally {
      this.#underWay.delete(key);
    }
  }

  /** Facts that nobody here asked for: by the secret, from outside. Resolves when they are durable. */
  async does(decision: Decision): Promise<void> {
    await this.#log.record(decision, { by: null, command: null });
  }

  /** Who asks then. */
  get nobody(): Turn {
    return { by: '', rows: this.#log.newest.rows, ...this.#people, evidence: null };
  }

  /** The connection has drawn every live picture up to this number. */
  seen(connection: string, frame: number): void {
    this.#frames.acknowledge(connection, frame);
  }

  /** The connection has heard the pulse. */
  pulsed(connection: string, pulse: number): void {
    this.#presence.pulsed(connection, pulse);
  }

  /** `words` are normalised tokens. Throws Refusal 'not-now' while there is no run, 'question-open' while it would help to answer. */
  lookUp(words: readonly string[]): LexiconEntries {
    const run = this.#present.require('vectors');
    if (asksOfPass(this.#log.newest.state)) throw new Refusal('question-open', { command: 'vectors' });
    return this.#means.lexicon.lookUp(run.plan.configuration, words);
  }

  /** J of the steps of a range, for the timeline. Rejects with Refusal 'not-now' while there is no run. */
  async losses(connection: string, from: number, to: number): Promise<Extract<LossesReply, { ok: true }>> {
    const member = this.#presence.owner(connection);
    const run = this.#present.require('losses');
    const { state } = this.#log.newest;
    const { branch, plan, updates } = run;
    // While a question is open nothing is told that lies past the cursor.
    const known = asksOfPass(state)
      ? updates
      : Math.max(updates, state.runs[plan.number].branches[branch].head);
    const points = await run.losses(from, Math.min(to, known), () =>
      this.#replays.consume(member).then(
        () => true,
        () => false,
      ),
    );
    return { ok: true, run: plan.number, branch, points };
  }

  /** What was answered and where members were lost. Throws Refusal 'not-the-driver' to whoever does not lead the class. */
  report(connection: string): Report {
    const role = this.#role(this.#presence.owner(connection));
    if (role !== 'driver' && role !== 'assistant') throw new Refusal('not-the-driver', { command: 'report' });
    const { state, rows } = this.#log.newest;
    return reportTold(state, rows);
  }

  /** Resolves when everything that has happened is kept. */
  flush(): Promise<Kept> {
    return this.#log.flush();
  }

  /** Ends every connection; what has happened is kept, to the last step. */
  async close(): Promise<Kept> {
    this.#closed = true;
    this.#audience.close();
    this.#hold.end();
    this.#beside.giveUp();
    this.#telling.stop();
    this.#presence.stop();
    this.#pauseWhenEmpty?.();
    return this.#queue.add(async () => {
      const { run } = this.#present;
      try {
        if (run && this.#isUnderWay(run)) {
          const { updates } = await run.trainer.park();
          await this.#report({ type: 'run-progressed', run: run.plan.number, branch: run.branch, updates });
        }
        this.#keepRun(this.#log.newest.state, true);
        const kept = await this.#log.close();
        await this.#kept.settled();
        return kept;
      } finally {
        this.#present.enter(null);
        await run?.trainer.close();
      }
    });
  }

  readonly #failed = (error: unknown): void => {
    this.#means.logger.error({ err: error, room: this.code }, 'room');
  };

  #perform(asker: Asker, command: Command): Promise<Performed> {
    const { type } = command;
    // Also before anything is asked of the trainer.
    this.#require(asker.by, command);
    // A way to another branch that is under way holds up the queue: what comes next does not wait for it.
    if (replacing.includes(type)) this.#beside.turnBack();
    switch (turnOf(type)) {
      case 'at-once':
        return this.#atOnce(asker, command).then(performed);
      case 'in-run':
        return this.#inTurn(() => {
          this.#require(asker.by, command);
          return (this.#inRun[type as 'run'] as (command: Command, asker: Asker) => Promise<Kept>)(
            command,
            asker,
          );
        }).then(performed);
      case 'beside':
        return (this.#beside.handlers[type as 'reset'] as (command: Command, asker: Asker) => Promise<Kept>)(
          command,
          asker,
        ).then(performed);
    }
  }

  /** Whatever the run is doing: in time is in time. */
  async #atOnce(asker: Asker, command: Command): Promise<Kept> {
    const { by } = asker;
    // Whatever the driver asks for lets go of a held key (SPEC RN12).
    if (this.#role(by) === 'driver') this.#hold.end();
    switch (command.type) {
      case 'name':
        return this.#rename(asker, command);
      case 'lock': {
        // Also who was here a moment ago.
        const guests = this.#presence.ids.filter((id) => !this.#isMember(id));
        return this.#act<'lock'>(asker, command, guests);
      }
      case 'follow':
        this.#presence.follow(by, command.following);
        return this.#act<'follow'>(asker, command, null);
      case 'point':
        return this.#act<'point'>(asker, command, null, { coalesce: `pin ${by}` });
      default:
        return this.#act(asker, command as never, null as never);
    }
  }

  /** The name that it had is its own until the new one is. */
  async #rename(asker: Asker, command: Extract<Command, { type: 'name' }>): Promise<Kept> {
    const old = this.#nameOf(asker.by) ?? this.#presence.guest(asker.by)?.name ?? '';
    this.#names.release(old);
    const name = this.#names.take(command.name);
    try {
      return await this.#act<'name'>(asker, command, name);
    } catch (error) {
      this.#names.release(name);
      this.#names.take(old);
      throw error;
    }
  }

  /** Among what touches the run; whatever the driver asks for lets go of a held key. */
  #inTurn<T>(turn: () => Promise<T>): Promise<T> {
    return this.#queue.add(() => {
      if (this.#closed) throw new Error('the room has closed');
      this.#hold.end();
      return turn();
    });
  }

  /** The turn itself: the role and an open question are looked at once more, on the newest state. */
  readonly #act: Act = async (asker, command, evidence, said = {}) => {
    const { by, command: id } = asker;
    this.#require(by, command as Command);
    const { state, rows } = this.#log.newest;
    const decision = decide(state, command as never, {
      by,
      rows,
      ...this.#people,
      evidence: evidence as never,
    });
    return this.#log.record(decision, { by, command: id, ...said });
  };

  async #report(report: Reported, adopt?: () => void): Promise<void> {
    try {
      const { state } = this.#log.newest;
      const decision = decideReport(state, report, this.#people);
      await this.#log.record(decision, { by: null, command: null, ...(adopt && { adopt }) });
    } catch (error) {
      this.#failed(error);
    }
  }

  readonly #people = {
    guest: (id: string) => (this.#isMember(id) ? null : this.#presence.guest(id)),
    isHere: (id: string) => this.#presence.isHere(id),
  };

  #require(by: string, command: Command): void {
    require(this.#log.newest.state, command, this.#role(by));
  }

  #role(id: string): Role {
    return this.#presence.isScreen(id) ? 'screen' : roleOf(this.#log.newest.state, id);
  }

  #isMember(id: string): boolean {
    return Object.hasOwn(this.#log.newest.state.members, id);
  }

  #nameOf(id: string): string | null {
    const { state, rows } = this.#log.newest;
    return nameOf(state, rows, id);
  }

  #nameFor({ id, screen }: Identity, wished = ''): string {
    return screen ? '' : (this.#nameOf(id) ?? this.#names.take(wished));
  }

  get #live(): Live {
    return { ...this.#present.live(this.#log.released), beside: this.#work.state, saving: this.#log.saving };
  }

  #isUnderWay(run: OpenRun): boolean {
    return run === this.#present.run && this.#log.newest.state.standing.status === 'running';
  }

  #isEmpty(): void {
    this.#emptySince = this.#means.clock.elapsed();
    this.#watchEmpty();
  }

  #came(): void {
    if (this.here === 0) return;
    this.#wasJoined = true;
    this.#emptySince = null;
    this.#pauseWhenEmpty?.();
  }

  /** Also a class that has come back and runs on. */
  #watchEmpty(): void {
    if (this.here > 0 || this.#closed) return;
    this.#pauseWhenEmpty?.();
    this.#pauseWhenEmpty = this.#means.clock.after(EMPTY_PAUSE_MS, () => void this.#pauseEmpty());
  }

  async #pauseEmpty(): Promise<void> {
    try {
      await this.#queue.add(async () => {
        const { run } = this.#present;
        if (this.here > 0 || !run || !this.#isUnderWay(run)) return;
        const parked = await run.trainer.park();
        const { updates, moment } = parked;
        await this.#report(
          { type: 'room-empty', parked: { updates, cursor: moment.cursor, finite: true } },
          () => this.#present.stand(parked),
        );
      });
    } catch (error) {
      this.#failed(error);
    }
  }

  /** What follows from facts once the class may know them, and what it is told. */
  #released({ events, adopt, before }: Entry): void {
    adopt?.();
    const { run } = this.#present;
    const { state } = this.#log.released;
    for (const { fact } of events) {
      switch (fact.type) {
        case 'run-continued':
          run?.trainer.start(state.speed);
          break;
        case 'speed-set':
          if (state.standing.status === 'running') run?.trainer.setSpeed(fact.speed);
          break;
        case 'subject-chosen':
          run?.trainer.setProbe(state.probe);
          break;
        case 'breakpoints-set':
          run?.trainer.setBreakpoints(fact.breakpoints);
          break;
        case 'wheel-taken':
        case 'wheel-lost':
          this.#hold.end();
          this.#presence.drives(state.driver);
          break;
        case 'member-removed':
          this.#dismiss(fact.member, before);
          break;
        case 'reached':
        case 'run-paused':
        case 'moved':
          this.#keepRun(state);
          break;
        case 'question-revealed':
        case 'question-dismissed':
          this.#nothingKeptBack();
          break;
        default:
      }
    }
    this.#telling.changed();
    this.#tellNumbers();
  }

  #keepRun(state: ClassState, now = false): void {
    const { run } = this.#present;
    if (run && cursorOf(state)?.run === run.plan.number) {
      this.#kept.save(run, state.runs[run.plan.number].branches, now);
    }
  }

  #dismiss(member: string, before: Book): void {
    const name = nameOf(before.state, before.rows, member) ?? this.#presence.guest(member)?.name;
    if (name !== undefined) this.#names.release(name);
    for (const connection of this.#presence.remove(member)) {
      this.#frames.leave(connection);
      this.#audience.dismiss(connection, { code: 'kicked', params: {} });
    }
  }

  /** What the trainer computed comes with the end of the pass, and goes with it: where the class came there within a moment that it has. */
  #tellNumbers(): void {
    const numbers = this.#present.trainerNumbers;
    const isWhole = numbers !== null;
    if (isWhole !== this.#numbersTold) this.#telling.emit({ type: 'trainer-told', trainer: numbers });
    this.#numbersTold = isWhole;
  }

  #happened(event: RoomEvent): void {
    // What is exact replaces the live picture.
    if (event.type === 'moment-reached') {
      this.#frames.clear();
      this.#numbersTold = event.moment.trainer !== null;
    }
    if (event.type === 'evaluated' && asksOfPass(this.#log.released.state)) {
      const past = event.evaluation.step > (this.#present.run?.updates ?? 0);
      this.#isCurveCut ||= past;
      if (past) return;
    }
    this.#telling.emit(event);
  }

  #nothingKeptBack(): void {
    const { run } = this.#present;
    if (!this.#isCurveCut || !run) return;
    this.#isCurveCut = false;
    this.#telling.emit({ type: 'curve-told', series: run.series, evaluations: run.evaluations });
  }

  #welcome(member: Welcome['member'], seen: Position | undefined): Welcome {
    const missed = seen ? this.#telling.since(seen) : null;
    const { position } = this.#telling;
    const now = this.#means.clock.now();
    return missed
      ? { ...position, now, member, resumed: 'events', events: missed }
      : { ...position, now, member, resumed: 'snapshot', snapshot: this.#snapshot() };
  }

  #snapshot(): Snapshot {
    const { run } = this.#present;
    const { state } = this.#log.released;
    const series = run?.series ?? [];
    const evaluations = run?.evaluations ?? [];
    const isCut = asksOfPass(state) && run !== null;
    const cursor = cursorOf(state);
    this.#isCurveCut ||= isCut;
    this.#telling.snapshotTaken();
    const last = run?.updates ?? (cursor ? stepsDone(cursor) : 0);
    return {
      state: this.#telling.state,
      run: run?.description ?? null,
      moment: this.#present.moment,
      series: isCut ? seriesUpTo(series, last) : series,
      evaluations: isCut ? evaluations.filter(({ step }) => step <= last) : evaluations,
      presence: this.presence,
      frame: this.#frames.newest,
    };
  }
}

const performed = (kept: Kept): Performed => ({ saved: kept === 'saved' });
