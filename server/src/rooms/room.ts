/**
 * One class. What is asked comes in at `command`, what happens by itself as a report; both are decided by the table of shared/class on the
 * newest state, folded, kept, and told. Everything that goes out goes through the audience.
 */
import { standingQuestion } from '@deltaboard/shared/class/reading.ts';
import { asksOfPass } from '@deltaboard/shared/class/open-question.ts';
import type { Decision, Turn } from '@deltaboard/shared/class/rule.ts';
import type { Command } from '@deltaboard/shared/class/table.ts';
import type { JudgedPart } from '@deltaboard/shared/evaluation/evaluation.ts';
import type { LossesReply, ToldReport } from '@deltaboard/shared/protocol/events.ts';
import type { SeminarPage } from '@deltaboard/shared/protocol/seminar.ts';
import type { Report } from '@deltaboard/shared/protocol/participation.ts';
import type { Presence as PresenceTold } from '@deltaboard/shared/protocol/people.ts';
import type { RoomState } from '@deltaboard/shared/protocol/state.ts';
import type { DataKind } from '@deltaboard/shared/protocol/library.ts';
import { Refusal, type RefusalData } from '@deltaboard/shared/refusal.ts';
import { roomParts, type RoomParts } from './room-parts.ts';
import type { Containment } from '../containment.ts';
import { reportTold } from '../people/list.ts';
import type { Audience } from './audience.ts';
import type { Book } from './book.ts';
import type { Kept } from './pending.ts';
import type { Greeting } from './doorway.ts';
import type { LexiconEntries } from './lexicon.ts';
import type { RoomHost, RoomMeans } from './room-means.ts';

/** How a command was performed. */
export interface Performed {
  /** False while the disk takes nothing: it is kept in memory. */
  readonly saved: boolean;
}

export class Room {
  readonly code: string;
  readonly #means: RoomMeans;
  readonly #audience: Audience;
  readonly #parts: RoomParts;
  #closed = false;

  /** @param book the class as its log has it */
  constructor(book: Book, term: number, means: RoomMeans, audience: Audience, host: RoomHost) {
    this.code = book.state.code;
    this.#means = means;
    this.#audience = audience;
    this.#parts = roomParts(book, term, means, audience, host, () => this.#closed);
  }

  /** Its first run, or the one that it was on, where it stood. Rejects with a Refusal when it cannot be built. */
  async open(): Promise<void> {
    await this.#parts.beside.open();
    if (!this.#closed) this.#parts.empty.watch();
  }

  /** What everybody has been told. */
  get state(): RoomState {
    return this.#parts.telling.state;
  }

  /** The class as its log has it, with what has not been written yet. */
  get book(): Book {
    return this.#parts.log.newest;
  }

  get presence(): PresenceTold {
    return this.#parts.telling.presence;
  }

  /** Members connected now. */
  get here(): number {
    return this.#parts.presence.here;
  }

  /** Since when nobody is here, in elapsed milliseconds; null while somebody is. */
  get emptySince(): number | null {
    return this.#parts.empty.since;
  }

  get wasJoined(): boolean {
    return this.#parts.empty.wasJoined;
  }

  /** Its run is under way. */
  get isRunning(): boolean {
    return this.#parts.present.run !== null && this.#parts.log.newest.state.standing.status === 'running';
  }

  /** The disk takes what happens. */
  get isSaving(): boolean {
    return this.#parts.log.saving;
  }

  /** Throws Refusal 'bad-secret', 'kicked', 'locked' or 'too-many' as `join` would. */
  verify(greeting: Greeting): void {
    this.#parts.doorway.verify(greeting);
  }

  /** Whether whoever greets has shown that they belong to the class. */
  knows(greeting: Greeting): boolean {
    return this.#parts.doorway.knows(greeting);
  }

  /** Also: it has failed. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /** Timers that wait, and threads that run. */
  get running(): Containment['count'] {
    return this.#parts.contained.count;
  }

  /** Welcomes a connection. Throws Refusal 'bad-secret', 'kicked', 'locked' or 'too-many'. */
  join(connection: string, greeting: Greeting): void {
    if (this.#closed) throw new Error('the room has closed');
    this.#parts.contained.asked(() => this.#parts.doorway.join(connection, greeting));
  }

  /** Whose connection it is, and whether they lead the class. Throws Refusal 'internal' when it has gone meanwhile. */
  owner(connection: string): { readonly id: string; readonly leads: boolean } {
    const id = this.#parts.presence.owner(connection);
    return { id, leads: ['driver', 'assistant'].includes(this.#parts.turns.role(id)) };
  }

  leave(connection: string): void {
    this.#parts.contained.event(() => this.#parts.doorway.leave(connection));
  }

  /**
   * Resolves when the command has been performed, and is kept; rejects with a Refusal, and nothing has changed (SPEC RM3, RM6). One that
   * is repeated with its id is answered, not performed (SPEC CL6).
   */
  async command(connection: string, command: Command, id: string | null = null): Promise<Performed> {
    const kept = await this.#parts.contained.turn(() =>
      this.#parts.commands.perform(connection, command, id),
    );
    return { saved: kept === 'saved' };
  }

  /** Facts that nobody here asked for: by the secret, from outside. Resolves when they are durable. */
  async does(decide: (book: Book, nobody: Turn) => Decision): Promise<void> {
    await this.#parts.contained.turn(async () => {
      await this.#parts.log.record(decide(this.book, this.#parts.turns.nobody), { by: null, command: null });
    });
  }

  /** The connection has drawn every live picture up to this number. */
  seen(connection: string, frame: number): void {
    this.#parts.contained.event(() => {
      this.#parts.presence.heard(connection);
      this.#parts.frames.acknowledge(connection, frame);
    });
  }

  /** The connection takes one live picture in `every`, or with 0 none. */
  thin(connection: string, every: number): void {
    this.#parts.contained.event(() => this.#parts.frames.thin(connection, every));
  }

  /** The connection has heard the pulse. */
  pulsed(connection: string, pulse: number): void {
    this.#parts.contained.event(() => this.#parts.presence.pulsed(connection, pulse));
  }

  /** `words` are normalised tokens. Throws Refusal 'not-now' while there is no run, 'question-open' while it would help to answer. */
  lookUp(words: readonly string[]): LexiconEntries {
    const run = this.#parts.present.require('vectors');
    if (asksOfPass(this.#parts.log.newest.state)) throw new Refusal('question-open', { command: 'vectors' });
    return this.#means.lexicon.lookUp(run.plan.configuration, words);
  }

  /** J of the steps of a range, for the timeline. Rejects with Refusal 'not-now' while there is no run. */
  async losses(connection: string, from: number, to: number): Promise<Extract<LossesReply, { ok: true }>> {
    return this.#parts.losses.of(this.#parts.presence.owner(connection), from, to);
  }

  /** Its owner has deleted what runs of the class may be made of. */
  dataDeleted(kind: DataKind, hash: string): void {
    this.#parts.contained.event(() => this.#parts.beside.dataDeleted(kind, hash));
  }

  /** How well the network labels a part of the corpus. Rejects as `Judging.of`. */
  evaluation(part: JudgedPart): Promise<ToldReport | null> {
    return this.#parts.judging.of(part);
  }

  /** Somebody has turned to a page of the seminar. Rejects as `Seminar.page`. */
  async seminarPage(connection: string, page: number): Promise<SeminarPage> {
    return this.#parts.seminar.page(this.#parts.presence.owner(connection), page);
  }

  /** What was answered and where members were lost. Throws Refusal 'not-the-driver' to whoever does not lead the class. */
  report(connection: string): Report {
    const role = this.#parts.turns.role(this.#parts.presence.owner(connection));
    if (role !== 'driver' && role !== 'assistant') throw new Refusal('not-the-driver', { command: 'report' });
    const { state, rows } = this.#parts.log.newest;
    return reportTold(state, rows);
  }

  /** What is true of the question that stands; null: nothing is, or none stands. Throws Refusal 'not-now' while there is no run. */
  truth(): number | null {
    const asked = standingQuestion(this.#parts.log.released.state);
    return asked && this.#parts.present.truthOf(asked.question);
  }

  /** Resolves when everything that has happened is kept. */
  flush(): Promise<Kept> {
    return this.#parts.log.flush();
  }

  /** Ends every connection; what has happened is kept, to the last step. */
  async close(): Promise<Kept> {
    this.#closed = true;
    this.#parts.turns.close();
    this.#audience.close();
    this.#parts.hold.end();
    this.#parts.beside.giveUp();
    for (const part of [this.#parts.telling, this.#parts.presence, this.#parts.empty]) part.stop();
    return this.#parts.queue.add(async () => {
      try {
        await this.#parts.underWay.mark();
        this.#parts.consequences.keepRun(this.book);
        const kept = await this.#parts.log.close();
        await this.#parts.kept.close();
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
    this.#parts.contained.ending(
      () => this.#audience.fail(refusal),
      () => this.#parts.turns.close(),
      () => this.#parts.beside.giveUp(),
    );
    const kept = await this.#parts.log.abandon(error);
    await ended;
    return kept;
  }

  /** Nothing happens any more. Resolves when no thread is left either. */
  async #end(): Promise<void> {
    const { run } = this.#parts.present;
    this.#parts.present.enter(null);
    await Promise.all([this.#parts.contained.end(), run?.trainer.close(), this.#parts.ready.close()]);
  }
}
