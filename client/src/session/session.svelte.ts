/**
 * One browser in one room: what it knows, what it may do, and the picture to draw. Components read it; only this class
 * listens to the connection.
 */
import { decodeFrame, type Frame } from '@deltaboard/shared/protocol/frame.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type {
  LossesReply,
  Position,
  ReportReply,
  RoomEventMessage,
  Welcome,
  WordVectorsReply,
} from '@deltaboard/shared/protocol/events.ts';
import type { Desk, Personal } from '@deltaboard/shared/protocol/participation.ts';
import type { Role } from '@deltaboard/shared/protocol/people.ts';
import { objectiveOf, situationOf, type Moment, type View } from '@deltaboard/shared/protocol/state.ts';
import { modelShape, stepPlan } from '@deltaboard/shared/training/configuration.ts';
import { shownStep, stepsDone, type Granularity } from '@deltaboard/shared/training/cursor.ts';
import { passLength, stepLength, windowPlan } from '@deltaboard/shared/training/operations.ts';
import { isLive, type PlaybackCommand } from '@deltaboard/shared/training/playback.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';
import {
  connect,
  type Connection,
  type ConnectionListener,
  type ConnectionState,
  type NotSent,
} from './connection.ts';
import { momentPicture, probeFigures, probePicture } from '../picture/exact.ts';
import { livePicture } from '../picture/live.ts';
import { frameParameters } from '../picture/parameters.ts';
import { presentStanding } from '@deltaboard/shared/protocol/standing.ts';
import type { Entry } from './address.ts';
import { classPlace, FOLLOWING, isFollowing, ownAfter, viewOf, type Own } from './outlook.ts';
import {
  applyMessage,
  momentIsPresent,
  welcomed,
  type RoomView,
} from '@deltaboard/shared/protocol/room-view.ts';

/** Refused, not sent, or sent without an answer so far. */
export type Problem = RefusalData | NotSent['error'] | 'no-answer';

export class Session implements ConnectionListener {
  readonly entry: Entry;
  readonly #connection: Connection;
  #connectionState = $state.raw<ConnectionState>({ status: 'connecting' });
  #view = $state.raw<RoomView | null>(null);
  #frame = $state.raw<Frame | null>(null);
  #member = $state.raw<Welcome['member'] | null>(null);
  #problem = $state.raw<Problem | null>(null);
  /** Commands that have waited for too long for their answer. */
  #unanswered = $state(0);
  #unsaved = $state<'no' | 'yes' | 'dismissed'>('no');
  #personal = $state.raw<Personal | null>(null);
  #desk = $state.raw<Desk | null>(null);
  #own = $state.raw<Own>(FOLLOWING);
  /** By how much the server's clock is ahead of this page's. */
  #clockAhead = 0;
  /** What the driver's Back and Step move by. */
  granularity = $state<Granularity>('step');

  constructor(entry: Entry, connectTo: typeof connect = connect) {
    this.entry = entry;
    this.#connection = connectTo(entry, this);
  }

  get code(): string {
    return this.entry.code;
  }

  get connection(): ConnectionState {
    return this.#connectionState;
  }

  get view(): RoomView | null {
    return this.#view;
  }

  /** That a command has no answer yet, or else what the last one was refused with, until the next one goes through. */
  get problem(): Problem | null {
    return this.#unanswered > 0 ? 'no-answer' : this.#problem;
  }

  /** The last command was performed but is not saved yet: for those who lead the class. */
  get isUnsaved(): boolean {
    return this.#unsaved === 'yes' && (this.role === 'driver' || this.role === 'assistant');
  }

  get isInstructor(): boolean {
    return this.#member?.instructor ?? false;
  }

  /** This member's id; null before the welcome. */
  get id(): string | null {
    return this.#member?.id ?? null;
  }

  /** What only this member is told: own name, answers, texts. */
  get personal(): Personal | null {
    return this.#personal;
  }

  /** What those who lead the class are told; null for everybody else. */
  get desk(): Desk | null {
    return this.#desk;
  }

  // Parts of the view, each by itself: an event that leaves one as it was computes nothing anew from it. A fast run is
  // evaluated many times between two live pictures.
  readonly #state = $derived(this.#view?.state ?? null);
  readonly #run = $derived(this.#view?.run ?? null);
  readonly #moment = $derived(this.#view?.moment ?? null);

  readonly isDriver = $derived(this.#member !== null && this.#state?.driver === this.#member.id);

  readonly role = $derived.by((): Role => {
    if (this.entry.screen) return 'screen';
    if (this.isDriver) return 'driver';
    return this.#personal?.role === 'assistant' || this.#member?.instructor ? 'assistant' : 'viewer';
  });

  /** Answers of the round that is open, or was last. */
  get answered(): number {
    return this.#view?.presence.answered ?? 0;
  }

  /** Milliseconds since 1970 by the server's clock, as far as this page knows. */
  serverNow(): number {
    return Date.now() + this.#clockAhead;
  }

  /** An answer is awaited: nothing is shown that would give it away. */
  readonly questionIsOpen = $derived(
    this.#state?.question ? this.#state.question.phase !== 'revealed' : false,
  );

  /** Operations of the pass that is shown. */
  readonly #passLength = $derived.by(() => {
    const [run, state] = [this.#run, this.#state];
    if (!run || !state) return 0;
    const plan = stepPlan(run.configuration);
    return state.subject.kind === 'window'
      ? stepLength(plan, state.view.objective)
      : passLength(windowPlan(plan), objectiveOf(state, run.configuration));
  });

  /** Where the class stands in its pass; null while it runs. */
  readonly classPlace = $derived(this.#state && classPlace(this.#state, this.#passLength));

  /** What is one's own of what is looked at. The driver's outlook is the class's, and so is a projector's. */
  readonly #outlook = $derived(
    this.role === 'driver' || this.role === 'screen' ? FOLLOWING : ownAfter(this.#own, this.classPlace),
  );
  readonly isFollowing = $derived(isFollowing(this.#outlook));

  /** How this browser looks at the pass. */
  readonly outlook = $derived(this.#state && viewOf(this.#state.view, this.#outlook));

  /** Operations of the pass that are shown as performed; null while the class runs. */
  readonly operation = $derived(this.#outlook.place?.operation ?? this.classPlace?.operation ?? null);

  /** The newest live picture's numbers while they are what is shown. */
  readonly frame = $derived.by((): Frame | null => {
    const [frame, state, moment] = [this.#frame, this.#state, this.#moment];
    if (!frame || !state) return null;
    if (!moment) return frame;
    if (state.playback.status === 'running') return frame.step > stepsDone(moment.cursor) ? frame : null;
    // The state of a pause comes just before or after its moment: until both are here the last picture stands.
    return momentIsPresent(state, moment) ? null : frame;
  });

  readonly picture = $derived.by(() => {
    const [run, moment, state] = [this.#run, this.#moment, this.#state];
    if (!run || !state || !this.outlook) return null;
    const { layer, label } = this.outlook;
    const own = this.#outlook.place;
    if (this.frame) return livePicture(this.frame, run, state.settings, layer);
    if (!moment) return null;
    const options = {
      compare: state.playback.status === 'paused',
      objective: objectiveOf(state, run.configuration),
      layer,
      label,
    };
    const { subject } = state;
    if (subject.kind === 'window')
      return momentPicture(own ? momentAt(moment, own.operation) : moment, run, options);
    const view = subject.kind === 'probe' ? run.probes[subject.probe] : subject.view;
    const operation = own?.operation ?? subject.operation;
    return probePicture(view, moment, run, state.settings, { ...options, operation });
  });

  /** Exact, at the moment's cursor. */
  readonly #standing = $derived.by(() => {
    const [run, moment] = [this.#run, this.#moment];
    return run && moment && presentStanding(moment, run.configuration);
  });

  /** θ as this browser knows it, and whether to the last bit. */
  readonly parameters = $derived.by(() => {
    const run = this.#run;
    if (!run) return null;
    if (this.frame) {
      return { exact: false, values: frameParameters(this.frame, modelShape(run.configuration)) };
    }
    const standing = this.#standing;
    return standing && { exact: true, values: standing.parameters };
  });

  /** From which score a word is LOCATION, as the newest evaluation has it; null before the first. */
  readonly threshold = $derived(this.#view?.evaluations.at(-1)?.threshold ?? null);

  /** p(LOCATION) of each probe at the newest θ; with a head that has no probability its score. */
  readonly figures = $derived.by((): readonly (number | null)[] => {
    const [run, state] = [this.#run, this.#state];
    if (!run || !state) return [];
    if (this.questionIsOpen) return run.probes.map(() => null);
    if (this.frame) return [...this.frame.probes];
    return this.#standing ? probeFigures(run, this.#standing, state.settings) : run.probes.map(() => null);
  });

  /** Updates of θ made, as far as known. */
  readonly updates = $derived(this.frame ? this.frame.step : (this.#view?.updates ?? 0));

  /** Whether the driver's button for it does something now. */
  isLive(command: PlaybackCommand): boolean {
    const { state, run } = this.#view ?? {};
    return this.canDrive && !!state && !!run && isLive(situationOf(state, run), command);
  }

  get canDrive(): boolean {
    return this.isDriver && this.#connectionState.status === 'live';
  }

  /** Changes how the pass is looked at: the driver for the class, everybody else for themselves, where they may. */
  see(changed: Partial<View>): void {
    const state = this.#state;
    if (!state) return;
    if (this.isDriver) return void this.#show(changed);
    const { page, experiment, layer } = changed;
    this.#leave({
      ...(page !== undefined && { page }),
      ...(experiment !== undefined && { experiment }),
      ...(layer !== undefined && { layer }),
    });
  }

  /** What the driver has asked the class to look at otherwise, until it does: presses in a row stand on each other. */
  #asked = $state.raw<readonly Partial<View>[]>([]);

  /** How the class looks, or is about to. */
  readonly aimedView = $derived.by((): View | null => {
    const view = this.#state?.view;
    return view ? Object.assign({}, view, ...this.#asked) : null;
  });

  /** A change names only what it changes: what somebody else has changed meanwhile stays. */
  async #show(changed: Partial<View>): Promise<void> {
    this.#asked = [...this.#asked, changed];
    await this.command({ type: 'view', view: changed });
    this.#asked = this.#asked.filter((asked) => asked !== changed);
  }

  /** Looks at an earlier operation of the pass; the one where the class stands, and whatever comes after it, follows again. */
  lookBack(operation: number): void {
    const place = this.classPlace;
    if (!place) return;
    const isEarlier = operation < place.operation;
    this.#leave({ place: isEarlier ? { pass: place.pass, operation: Math.max(1, operation) } : null });
  }

  /** Back to what the driver shows. */
  resume(): void {
    this.#leave(FOLLOWING);
  }

  #leave(change: Partial<Own>): void {
    if (this.isDriver || this.entry.screen) return;
    this.#own = { ...ownAfter(this.#own, this.classPlace), ...change };
    this.#tellFollowing();
  }

  /** What the server was last told. */
  #told = true;
  #tellFollowing(): void {
    const following = this.isFollowing;
    if (following === this.#told || this.isDriver || this.#connectionState.status !== 'live') return;
    this.#told = following;
    void this.send({ type: 'follow', following });
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
    if (!reply.ok) return reply.error;
    if (!reply.unsaved) this.#unsaved = 'no';
    else if (this.#unsaved === 'no') this.#unsaved = 'yes';
    return null;
  }

  dismissProblem(): void {
    this.#problem = null;
    this.#unanswered = 0;
  }

  dismissUnsaved(): void {
    this.#unsaved = 'dismissed';
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

  /** What the class has answered, and where it was lost; for those who lead it. */
  report(): Promise<ReportReply | NotSent> {
    return this.#connection.report();
  }

  /** Asks again at a door that was closed. */
  rejoin(): void {
    this.#connectionState = { status: 'connecting' };
    this.#connection.resume();
  }

  close(): void {
    this.#connection.close();
  }

  // What the connection tells.

  stateChanged(state: ConnectionState): void {
    this.#connectionState = state;
    if (state.status !== 'live') return;
    // A connection begins as one that follows.
    this.#told = true;
    this.#tellFollowing();
  }

  unanswered(commands: number): void {
    this.#unanswered = commands;
  }

  toldPersonal(personal: Personal): void {
    this.#personal = personal;
  }

  toldDesk(desk: Desk | null): void {
    this.#desk = desk;
  }

  position(): Position | null {
    return this.#view?.position ?? null;
  }

  welcomed(welcome: Welcome): void {
    this.#member = welcome.member;
    this.#clockAhead = welcome.now - Date.now();
    this.#view = welcomed(this.#view, welcome);
    this.#frame = null;
    if (!this.#view) this.#connection.resume();
    else if (welcome.resumed === 'snapshot' && welcome.snapshot.frame)
      this.frameArrived(welcome.snapshot.frame);
  }

  event(message: RoomEventMessage): void {
    if (!this.#view) return;
    const { outcome, view } = applyMessage(this.#view, message);
    if (outcome === 'gap') return this.#connection.resume();
    this.#view = view;
    this.#tellFollowing();
    if (
      view.state.playback.status === 'preparing' ||
      !view.moment ||
      momentIsPresent(view.state, view.moment)
    ) {
      this.#frame = null;
    }
  }

  frameArrived(bytes: Uint8Array): void {
    const { run, state } = this.#view ?? {};
    if (!run || state?.playback.status !== 'running') return;
    try {
      this.#frame = decodeFrame(bytes, modelShape(run.configuration));
    } catch (error) {
      // The last frame of a run that has just been replaced by one of another shape: nothing to draw.
      if (!(error instanceof RangeError)) throw error;
    }
  }
}

/** The moment at an earlier place of its own pass. */
const momentAt = (moment: Moment, operation: number): Moment => ({
  ...moment,
  cursor: { ...moment.cursor, step: shownStep(moment.cursor), operation },
});
