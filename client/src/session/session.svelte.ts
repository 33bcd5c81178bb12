/**
 * One browser in one room: what it knows, what it may do, and the picture to draw. Components read it and nothing behind it:
 * `Told` is what the connection tells, `Looking` what this browser looks at of it, `Shown` the picture that follows.
 */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { JudgedPart } from '@deltaboard/shared/evaluation/evaluation.ts';
import type {
  EvaluationReply,
  LossesReply,
  ReportReply,
  WordVectorsReply,
} from '@deltaboard/shared/protocol/events.ts';
import type { Desk, Personal } from '@deltaboard/shared/protocol/participation.ts';
import type { Role } from '@deltaboard/shared/protocol/people.ts';
import type { RoomView } from '@deltaboard/shared/protocol/room-view.ts';
import { situationOf } from '@deltaboard/shared/protocol/state.ts';
import type { View } from '@deltaboard/shared/protocol/view.ts';
import type { Scratch } from '@deltaboard/shared/scratch/scratch.ts';
import type { Granularity } from '@deltaboard/shared/training/cursor.ts';
import { isLive, type PlaybackCommand } from '@deltaboard/shared/training/playback.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';
import type { LiveFrame } from '../picture/live-frame.ts';
import type { Picture } from '../picture/picture.ts';
import { lazily } from '../browser/lazily.ts';
import type { Entry } from './address.ts';
import { connect, type Connection, type NotSent } from './connection.ts';
import type { ConnectionState } from './listener.ts';
import type { OwnPace } from './own-pace.svelte.ts';
import { Looking } from './looking.svelte.ts';
import type { ClassPlace } from './outlook.ts';
import { Shown } from './shown.svelte.ts';
import { Told } from './told.svelte.ts';

/** Refused, not sent, or sent without an answer so far. */
export type Problem = RefusalData | NotSent['error'] | 'no-answer';

export class Session {
  #entry = $state.raw<Entry>() as Entry;
  readonly #connection: Connection;
  readonly #told: Told;
  readonly #looking: Looking;
  readonly #shown: Shown;
  #alone: Promise<OwnPace> | null = null;
  #problem = $state.raw<Problem | null>(null);
  /** What the driver's Back and Step move by. */
  granularity = $state<Granularity>('operation');

  constructor(entry: Entry, connectTo: typeof connect = connect) {
    this.#entry = entry;
    this.#told = new Told(entry, {
      resume: () => this.#connection.resume(),
      live: () => {
        this.#looking.connected();
        void this.#goAlone(true);
      },
      changed: () => {
        this.#looking.tellFollowing();
        void this.#goAlone();
      },
    });
    this.#looking = new Looking(entry, this.#told, this);
    this.#shown = new Shown(this.#told, this.#looking);
    this.#connection = connectTo(entry, this.#told);
  }

  get entry(): Entry {
    return this.#entry;
  }

  get code(): string {
    return this.entry.code;
  }

  // What is known.

  /** Nothing of the class is kept, and nobody joins it (SPEC LE20). */
  get isRehearsal(): boolean {
    return this.#told.view?.state.rehearsal ?? false;
  }

  get connection(): ConnectionState {
    return this.#told.connection;
  }

  get view(): RoomView | null {
    return this.#told.view;
  }

  get personal(): Personal | null {
    return this.#told.personal;
  }

  get desk(): Desk | null {
    return this.#told.desk;
  }

  get isInstructor(): boolean {
    return this.#told.member?.instructor ?? false;
  }

  /** This member's id; null before the welcome. */
  get id(): string | null {
    return this.#told.member?.id ?? null;
  }

  get isDriver(): boolean {
    return this.#told.isDriver;
  }

  get role(): Role {
    return this.#told.role;
  }

  /** An instructor always; an assistant when nobody drives. */
  get mayTakeWheel(): boolean {
    return this.role === 'assistant' && (this.isInstructor || this.view?.state.driver === null);
  }

  get questionIsOpen(): boolean {
    return this.#told.questionIsOpen;
  }

  /** Answers of the round that is open, or was last. */
  get answered(): number {
    return this.#told.view?.presence.answered ?? 0;
  }

  /** Viewers here who have not answered in the round that is open; null while none is. */
  get awaited(): number | null {
    return this.#told.view?.presence.awaited ?? null;
  }

  serverNow(): number {
    return this.#told.serverNow();
  }

  // What this browser looks at.

  get classPlace(): ClassPlace | null {
    return this.#looking.classPlace;
  }

  get isFollowing(): boolean {
    return this.#looking.isFollowing;
  }

  get outlook(): View | null {
    return this.#looking.outlook;
  }

  get operation(): number | null {
    return this.#looking.operation;
  }

  get aimedView(): View | null {
    return this.#looking.aimedView;
  }

  get scratch(): Scratch | null {
    return this.#looking.scratch;
  }

  takeScratch(scratch: Scratch): void {
    this.#looking.takeScratch(scratch);
  }

  see(changed: Partial<View>): void {
    this.#looking.see(changed);
  }

  lookBack(operation: number): void {
    if (this.ownPace) this.ownPace.walk(operation);
    else this.#looking.lookBack(operation);
  }

  /** The furthest operation that may be looked at: where the class stands, or on a page of one's own as far as it lets one go. */
  get reach(): number {
    return this.ownPace?.reach ?? this.classPlace?.operation ?? 0;
  }

  /** How this member goes through a seminar by itself; null: it is with the class. */
  get ownPace(): OwnPace | null {
    return this.#told.ownPace;
  }

  /** What goes alone is loaded for a seminar. `anew`: the server may know nobody's page. */
  async #goAlone(anew = false): Promise<void> {
    if (anew) void this.#alone?.then((ownPace) => ownPace.left());
    if (!this.#told.isAlone) return;
    this.#alone ??= lazily(() => import('./own-pace.svelte.ts')).then(({ OwnPace: Pace }) => {
      const ownPace = new Pace({
        code: this.code,
        classView: () => this.#told.classView,
        record: () => this.#told.personal?.record ?? [],
        ask: (page) => this.#connection.lessonPage(page),
      });
      this.#told.goesAlone(ownPace);
      return ownPace;
    });
    (await this.#alone).comeBack();
  }

  resume(): void {
    this.#looking.resume();
  }

  // What is drawn.

  get frame(): LiveFrame | null {
    return this.#told.live?.frame ?? null;
  }

  get picture(): Picture | null {
    return this.#shown.picture;
  }

  get parameters(): Shown['parameters'] {
    return this.#shown.parameters;
  }

  get threshold(): number | null {
    return this.#shown.threshold;
  }

  get figures(): readonly (number | null)[] {
    return this.#shown.figures;
  }

  get updates(): number {
    return this.#shown.updates;
  }

  // What it may do, and what came of it.

  get canDrive(): boolean {
    return this.isDriver && this.connection.status === 'live';
  }

  /** Whether the driver's button for it does something now. */
  isLive(command: PlaybackCommand): boolean {
    const { state, run } = this.view ?? {};
    return this.canDrive && !!state && !!run && isLive(situationOf(state, run), command);
  }

  /** That a command has no answer yet, or else what the last one was refused with, until the next one goes through. */
  get problem(): Problem | null {
    return this.#told.waiting > 0 ? 'no-answer' : this.#problem;
  }

  /** What happens is not saved yet: for those who lead the class, as long as the disk takes nothing. */
  get isUnsaved(): boolean {
    return this.view?.state.saving === false && (this.role === 'driver' || this.role === 'assistant');
  }

  /** Sends a command; what it is refused with stands in `problem`. True when it was done. */
  async command(command: Command): Promise<boolean> {
    const problem = await this.send(command);
    this.#problem = problem;
    return problem === null;
  }

  /** Sends the command if it does something now: a key or a button that was pressed a moment too late asks for nothing. */
  perform(command: PlaybackCommand): void {
    if (this.isLive(command)) void this.command(command);
  }

  /** As `command`, for a form that shows the refusal at its own fields. */
  async send(command: Command): Promise<Problem | null> {
    const reply = await this.#connection.command(command);
    return reply.ok ? null : reply.error;
  }

  dismissProblem(): void {
    this.#problem = null;
    this.#told.unanswered(0);
  }

  async vectors(words: readonly string[]): Promise<WordVectorsReply> {
    const reply = await this.#connection.vectors(words);
    if (!reply.ok && reply.error === 'no-connection') throw new Error('no connection');
    return reply as WordVectorsReply;
  }

  /** J of steps `from` to `to` of the present branch, for the timeline. */
  losses(from: number, to: number): Promise<LossesReply | NotSent> {
    return this.#connection.losses(from, to);
  }

  /** How well the network, as it stands, labels a part of the corpus. */
  evaluation(part: JudgedPart): Promise<EvaluationReply | NotSent> {
    return this.#connection.evaluation(part);
  }

  /** What the class has answered, and where it was lost; for those who lead it. */
  report(): Promise<ReportReply | NotSent> {
    return this.#connection.report();
  }

  /** Away from the class while its secret is changed; back with the one that there is then. */
  awayWhile(change: () => Promise<string>): Promise<void> {
    return this.#connection.awayWhile(async () => {
      const secret = await change();
      this.#entry = { ...this.#entry, secret };
      return secret;
    });
  }

  /** Leaves for good: the class erases what this member wrote, and this browser forgets who it was (SPEC PY3). */
  async leave(): Promise<Problem | null> {
    const problem = await this.send({ type: 'leave' });
    if (problem === null) this.#connection.left();
    return problem;
  }

  /** Asks again at a door that was closed. */
  rejoin(): void {
    this.#told.stateChanged({ status: 'connecting' });
    this.#connection.resume();
  }

  close(): void {
    this.#connection.close();
  }
}
