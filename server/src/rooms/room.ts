/**
 * One class. What is asked comes in at `command`, what happens by itself as a report; both are decided by the table of shared/class on the
 * newest state, folded, kept, and told. Everything that goes out goes through the audience.
 */
import { standingQuestion } from '@deltaboard/shared/class/reading.ts';
import { asksOfPass } from '@deltaboard/shared/class/open-question.ts';
import type { Decision, Turn } from '@deltaboard/shared/class/rule.ts';
import type { Command } from '@deltaboard/shared/class/table.ts';
import type { Live } from '@deltaboard/shared/class/told.ts';
import type { JudgedPart } from '@deltaboard/shared/evaluation/evaluation.ts';
import type { LossesReply, RoomEvent, ToldReport } from '@deltaboard/shared/protocol/events.ts';
import type { SeminarPage } from '@deltaboard/shared/protocol/seminar.ts';
import type { Report } from '@deltaboard/shared/protocol/participation.ts';
import type { Presence as PresenceTold } from '@deltaboard/shared/protocol/people.ts';
import type { RoomState } from '@deltaboard/shared/protocol/state.ts';
import type { DataKind } from '@deltaboard/shared/protocol/library.ts';
import { Refusal, type RefusalData } from '@deltaboard/shared/refusal.ts';
import { Budget } from '../budget.ts';
import { Containment } from '../containment.ts';
import { ownOf } from '../data/own.ts';
import { rateOf } from '../limits.ts';
import { reportTold } from '../people/list.ts';
import { Naming } from '../people/naming.ts';
import { Presence } from '../people/presence.ts';
import type { Audience } from './audience.ts';
import { Beside, type BesideParts } from './beside.ts';
import type { Book } from './book.ts';
import { ClassLog } from './class-log.ts';
import type { Kept } from './pending.ts';
import { Commands } from './commands.ts';
import { Consequences } from './consequences.ts';
import { containedTrainers } from './contained-trainers.ts';
import { Doorway, type Greeting } from './doorway.ts';
import { Emptiness } from './emptiness.ts';
import { FrameChannel } from './frame-channel.ts';
import { Hold } from './hold.ts';
import { inRunHandlers } from './in-run.ts';
import { KeptRuns } from './kept-runs.ts';
import type { LexiconEntries } from './lexicon.ts';
import { Comparing } from './comparing.ts';
import { Judging } from './judging.ts';
import { LongWork } from './long-work.ts';
import { Lessons } from './lessons.ts';
import { Seminar } from './seminar.ts';
import { Losses } from './losses.ts';
import { PresentRun } from './present-run.ts';
import type { RoomHost, RoomMeans } from './room-means.ts';
import { ReadyRuns } from './ready-runs.ts';
import { RunTold } from './run-told.ts';
import { SerialQueue } from './serial-queue.ts';
import { Telling } from './telling.ts';
import { heardFrom } from './trainer-reports.ts';
import { createStopping } from './stopping.ts';
import { Turns } from './turns.ts';
import { UnderWay } from './under-way.ts';
import { Ways } from './ways.ts';

/** How a command was performed. */
export interface Performed {
  /** False while the disk takes nothing: it is kept in memory. */
  readonly saved: boolean;
}

export class Room {
  readonly code: string;
  readonly #means: RoomMeans;
  readonly #contained: Containment;
  readonly #audience: Audience;
  readonly #log: ClassLog;
  readonly #presence: Presence;
  readonly #present: PresentRun;
  readonly #telling: Telling;
  readonly #frames: FrameChannel;
  readonly #queue = new SerialQueue();
  readonly #hold: Hold;
  readonly #turns: Turns;
  readonly #work = new LongWork(() => this.#telling?.changed());
  readonly #kept: KeptRuns;
  readonly #ready = new ReadyRuns();
  readonly #beside: Beside;
  readonly #commands: Commands;
  readonly #consequences: Consequences;
  readonly #empty: Emptiness;
  readonly #doorway: Doorway;
  readonly #losses: Losses;
  readonly #judging: Judging;
  readonly #comparing: Comparing;
  readonly #seminar: Seminar;
  readonly #underWay: UnderWay;
  #closed = false;

  /** @param book the class as its log has it */
  constructor(book: Book, term: number, means: RoomMeans, audience: Audience, host: RoomHost) {
    const { store, logger, limits } = means;
    const code = (this.code = book.state.code);
    const failed = (error: unknown): void => logger.error({ err: error, room: code }, 'room');
    const contained = new Containment(means.clock, {
      failed: (error) => (this.#closed ? failed(error) : host.broken(error)),
      noted: failed,
    });
    const { clock } = contained;
    const caught = (error: unknown): void => contained.caught(error);
    const trainers = containedTrainers(means.trainers, contained);
    const queue = this.#queue;
    const work = this.#work;
    const released = (): Book => log.released;
    const changed = (): void => this.#telling.changed();
    const happened = (event: RoomEvent): void => {
      runTold.happened(event);
      if (event.type === 'run-opened') comparing.follow();
    };
    const log = new ClassLog(
      book,
      { store, clock, term, failed, caught },
      {
        released: (entry) => this.#consequences.of(entry),
        settled: (entry) => this.#telling.settled(entry),
        savingChanged: changed,
        fenced: (error) => host.fenced(error),
      },
    );
    const naming = new Naming(
      () => log.newest,
      () => this.#presence,
    );
    const presence = new Presence(
      clock,
      {
        changed: () => {
          this.#telling?.presenceChanged();
          this.#comparing?.follow();
        },
        driverGone: (member) => contained.later(this.#turns.report({ type: 'driver-gone', member })),
        forgotten: (id, guest) => {
          contained.later(this.#turns.report({ type: 'member-gone', member: id }));
          // Who was sent away has given up a name: the one that it came with may be somebody else's.
          const isRemoved = log.newest.state.removed.includes(id);
          if (!this.#turns.isMember(id) && !isRemoved) naming.forget(guest.name);
        },
        pulse: (connections, pulse) => audience.pulse(connections, pulse),
      },
      book.state.driver,
    );
    const present = new PresentRun(released, happened);
    const ways = new Ways({ log, present, clock, changed });
    const own = ownOf(store, code);
    const comparing = new Comparing({
      ...{ log, present, presence, own, clock, changed, pressure: means.pressure },
      corpus: (hash) => store.corpus(hash),
      later: (promise) => contained.later(promise),
    });
    const live = (): Live => ({
      ...present.live(released()),
      ...{ beside: work.state ?? ways.state, comparison: comparing.told },
      ...{ saving: log.saving, rehearsal: host.isRehearsal },
    });
    const telling = new Telling({ clock, audience, presence, term, book: released, live });
    const frames = new FrameChannel(audience);
    const runTold = new RunTold({ log, present, telling, frames, now: () => clock.now() });
    const hold = new Hold(clock, queue, caught);
    const turns = new Turns({ log, presence, queue, hold, limits, caught });
    const kept = new KeptRuns({
      ...{ store, clock, code, failed },
      branchesOf: (run) => log.released.state.runs[run].branches,
    });
    const { act } = turns;
    const underWay = new UnderWay({ log, present, presence, turns, queue, caught });
    const stopping = createStopping(log, present);
    const besideParts: BesideParts = {
      ...{ log, present, work, ways, stopping, kept, trainers, clock, limits, changed, act },
      later: (promise) => contained.later(promise),
      report: (report) => turns.report(report),
      ready: this.#ready,
      listener: heardFrom(present, {
        isUnderWay: (run) => underWay.isIt(run),
        report: (report, adopt) => contained.later(turns.report(report, adopt)),
        happened,
        pictured: (bytes) => frames.publish(bytes),
        changed,
        failed,
      }),
      corpus: (hash) => store.corpus(hash),
      compared: (command) => comparing.kept(command),
      own,
      require: (by, command) => turns.require(by, command),
      inTurn: (turn) => turns.inTurn(turn),
    };
    const beside = new Beside(besideParts);
    const lessons = new Lessons(besideParts, beside);
    const seminar = new Seminar({ ...besideParts, presence }, beside);
    const giveUp = (): void => beside.giveUp();
    const requireRunning = (): void => {
      const { running: limit } = limits;
      if (host.running >= limit) throw new Refusal('too-many', { what: 'running', limit });
    };
    const inRun = inRunHandlers({ log, present, hold, act, ways, stopping, giveUp, requireRunning });

    this.#means = means;
    this.#contained = contained;
    this.#audience = audience;
    this.#log = log;
    this.#presence = presence;
    this.#present = present;
    this.#underWay = underWay;
    const replays = new Budget(clock, rateOf(limits, 'replays'));
    this.#losses = new Losses(log, present, replays, means.pressure);
    this.#judging = new Judging(log, present, means.pressure);
    this.#comparing = comparing;
    this.#seminar = seminar;
    this.#telling = telling;
    this.#frames = frames;
    this.#hold = hold;
    this.#turns = turns;
    this.#kept = kept;
    this.#beside = beside;
    this.#commands = new Commands({
      log,
      presence,
      naming,
      turns,
      hold,
      beside: { ...beside.handlers, ...lessons.beside, ...seminar.beside },
      inRun: { ...inRun, ...lessons.inRun },
    });
    this.#consequences = new Consequences({
      ...{ comparing, log, present, presence, naming, hold, kept, frames, audience, telling, runTold },
    });
    const empty = (this.#empty = new Emptiness(clock, () => contained.later(underWay.pauseEmpty())));
    this.#doorway = new Doorway({
      ...{ limits, log, presence, naming, turns, empty, telling, runTold, frames, hold, audience },
      later: (promise) => contained.later(promise),
    });
  }

  /** Its first run, or the one that it was on, where it stood. Rejects with a Refusal when it cannot be built. */
  async open(): Promise<void> {
    await this.#beside.open();
    if (!this.#closed) this.#empty.watch();
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

  /** Since when nobody is here, in elapsed milliseconds; null while somebody is. */
  get emptySince(): number | null {
    return this.#empty.since;
  }

  get wasJoined(): boolean {
    return this.#empty.wasJoined;
  }

  /** Its run is under way. */
  get isRunning(): boolean {
    return this.#present.run !== null && this.#log.newest.state.standing.status === 'running';
  }

  /** The disk takes what happens. */
  get isSaving(): boolean {
    return this.#log.saving;
  }

  /** Throws Refusal 'bad-secret', 'kicked', 'locked' or 'too-many' as `join` would. */
  verify(greeting: Greeting): void {
    this.#doorway.verify(greeting);
  }

  /** Whether whoever greets has shown that they belong to the class. */
  knows(greeting: Greeting): boolean {
    return this.#doorway.knows(greeting);
  }

  /** Also: it has failed. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /** Timers that wait, and threads that run. */
  get running(): Containment['count'] {
    return this.#contained.count;
  }

  /** Welcomes a connection. Throws Refusal 'bad-secret', 'kicked', 'locked' or 'too-many'. */
  join(connection: string, greeting: Greeting): void {
    if (this.#closed) throw new Error('the room has closed');
    this.#contained.asked(() => this.#doorway.join(connection, greeting));
  }

  /** Whose connection it is, and whether they lead the class. Throws Refusal 'internal' when it has gone meanwhile. */
  owner(connection: string): { readonly id: string; readonly leads: boolean } {
    const id = this.#presence.owner(connection);
    return { id, leads: ['driver', 'assistant'].includes(this.#turns.role(id)) };
  }

  leave(connection: string): void {
    this.#contained.event(() => this.#doorway.leave(connection));
  }

  /**
   * Resolves when the command has been performed, and is kept; rejects with a Refusal, and nothing has changed (SPEC RM3, RM6). One that
   * is repeated with its id is answered, not performed (SPEC CL6).
   */
  async command(connection: string, command: Command, id: string | null = null): Promise<Performed> {
    const kept = await this.#contained.turn(() => this.#commands.perform(connection, command, id));
    return { saved: kept === 'saved' };
  }

  /** Facts that nobody here asked for: by the secret, from outside. Resolves when they are durable. */
  async does(decide: (book: Book, nobody: Turn) => Decision): Promise<void> {
    await this.#contained.turn(async () => {
      await this.#log.record(decide(this.book, this.#turns.nobody), { by: null, command: null });
    });
  }

  /** The connection has drawn every live picture up to this number. */
  seen(connection: string, frame: number): void {
    this.#contained.event(() => {
      this.#presence.heard(connection);
      this.#frames.acknowledge(connection, frame);
    });
  }

  /** The connection takes one live picture in `every`, or with 0 none. */
  thin(connection: string, every: number): void {
    this.#contained.event(() => this.#frames.thin(connection, every));
  }

  /** The connection has heard the pulse. */
  pulsed(connection: string, pulse: number): void {
    this.#contained.event(() => this.#presence.pulsed(connection, pulse));
  }

  /** `words` are normalised tokens. Throws Refusal 'not-now' while there is no run, 'question-open' while it would help to answer. */
  lookUp(words: readonly string[]): LexiconEntries {
    const run = this.#present.require('vectors');
    if (asksOfPass(this.#log.newest.state)) throw new Refusal('question-open', { command: 'vectors' });
    return this.#means.lexicon.lookUp(run.plan.configuration, words);
  }

  /** J of the steps of a range, for the timeline. Rejects with Refusal 'not-now' while there is no run. */
  async losses(connection: string, from: number, to: number): Promise<Extract<LossesReply, { ok: true }>> {
    return this.#losses.of(this.#presence.owner(connection), from, to);
  }

  /** Its owner has deleted what runs of the class may be made of. */
  dataDeleted(kind: DataKind, hash: string): void {
    this.#contained.event(() => this.#beside.dataDeleted(kind, hash));
  }

  /** How well the network labels a part of the corpus. Rejects as `Judging.of`. */
  evaluation(part: JudgedPart): Promise<ToldReport | null> {
    return this.#judging.of(part);
  }

  /** Somebody has turned to a page of the seminar. Rejects as `Seminar.page`. */
  async seminarPage(connection: string, page: number): Promise<SeminarPage> {
    return this.#seminar.page(this.#presence.owner(connection), page);
  }

  /** What was answered and where members were lost. Throws Refusal 'not-the-driver' to whoever does not lead the class. */
  report(connection: string): Report {
    const role = this.#turns.role(this.#presence.owner(connection));
    if (role !== 'driver' && role !== 'assistant') throw new Refusal('not-the-driver', { command: 'report' });
    const { state, rows } = this.#log.newest;
    return reportTold(state, rows);
  }

  /** What is true of the question that stands; null: nothing is, or none stands. Throws Refusal 'not-now' while there is no run. */
  truth(): number | null {
    const asked = standingQuestion(this.#log.released.state);
    return asked && this.#present.truthOf(asked.question);
  }

  /** Resolves when everything that has happened is kept. */
  flush(): Promise<Kept> {
    return this.#log.flush();
  }

  /** Ends every connection; what has happened is kept, to the last step. */
  async close(): Promise<Kept> {
    this.#closed = true;
    this.#turns.close();
    this.#audience.close();
    this.#hold.end();
    this.#beside.giveUp();
    for (const part of [this.#telling, this.#presence, this.#empty]) part.stop();
    return this.#queue.add(async () => {
      try {
        await this.#underWay.mark();
        this.#consequences.keepRun(this.book);
        const kept = await this.#log.close();
        await this.#kept.close();
        return kept;
      } finally {
        await this.#end();
      }
    });
  }

  /**
   * After a failure: nothing of it happens any more, and everybody who is in it is told. Waits for no turn. What the class was told is kept
   * where the disk takes it.
   */
  async abandon(error: unknown, refusal: RefusalData): Promise<Kept> {
    this.#closed = true;
    const ended = this.#end();
    this.#contained.ending(
      () => this.#audience.fail(refusal),
      () => this.#turns.close(),
      () => this.#beside.giveUp(),
    );
    const kept = await this.#log.abandon(error);
    await ended;
    return kept;
  }

  /** Nothing happens any more. Resolves when no thread is left either. */
  async #end(): Promise<void> {
    const { run } = this.#present;
    this.#present.enter(null);
    await Promise.all([this.#contained.end(), run?.trainer.close(), this.#ready.close()]);
  }
}
