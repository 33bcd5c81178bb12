/** What the connection tells this page: the room's view, the newest live picture, and what only this member is told. */
import type { Position, RoomEventMessage, Welcome } from '@deltaboard/shared/protocol/events.ts';
import type { Desk, Personal } from '@deltaboard/shared/protocol/participation.ts';
import type { Role } from '@deltaboard/shared/protocol/people.ts';
import {
  applyMessage,
  momentIsPresent,
  welcomed,
  type RoomView,
} from '@deltaboard/shared/protocol/room-view.ts';
import { stepsDone } from '@deltaboard/shared/training/cursor.ts';
import type { Entry } from './address.ts';
import type { ConnectionListener, ConnectionState } from './listener.ts';
import { lazily } from '../browser/lazily.ts';
import type { Live } from '../picture/live-frame.ts';
import type { OwnPace } from './own-pace.svelte.ts';
import type { LivePictures } from '../picture/live-pictures.ts';
import { hasKernels } from './kernels.svelte.ts';

/** What follows from what was told. */
export interface ToldHooks {
  /** It does not stand on what is known: the connection asks anew. */
  readonly resume: () => void;
  /** A connection begins. */
  readonly live: () => void;
  /** An event has changed the view. */
  readonly changed: () => void;
}

export class Told implements ConnectionListener {
  readonly #entry: Pick<Entry, 'screen'>;
  readonly #hooks: ToldHooks;
  #connection = $state.raw<ConnectionState>({ status: 'connecting' });
  #view = $state.raw<RoomView | null>(null);
  #live = $state.raw<Live | null>(null);
  #pictures: Promise<LivePictures> | null = null;
  /** Replaced when pictures that are still being unpacked come too late. */
  #stretch = {};
  #member = $state.raw<Welcome['member'] | null>(null);
  #personal = $state.raw<Personal | null>(null);
  #desk = $state.raw<Desk | null>(null);
  #waiting = $state(0);
  #ownPace = $state.raw<OwnPace | null>(null);
  /** By how much the server's clock is ahead of this page's. */
  #clockAhead = 0;

  constructor(entry: Pick<Entry, 'screen'>, hooks: ToldHooks) {
    this.#entry = entry;
    this.#hooks = hooks;
  }

  get connection(): ConnectionState {
    return this.#connection;
  }

  /** What this page looks at: the class, or in a seminar a page of one's own. */
  get view(): RoomView | null {
    return this.ownPace?.view ?? this.#view;
  }

  /** The class's, whatever is looked at here. */
  get classView(): RoomView | null {
    return this.#view;
  }

  /** How this member goes through the lesson by itself; null: it is with the class. A question that the class has goes first. */
  get ownPace(): OwnPace | null {
    return this.isAlone ? this.#ownPace : null;
  }

  get member(): Welcome['member'] | null {
    return this.#member;
  }

  /** What only this member is told: own name, answers, texts. */
  get personal(): Personal | null {
    return this.#personal;
  }

  /** What those who lead the class are told; null for everybody else. */
  get desk(): Desk | null {
    return this.#desk;
  }

  /** Commands that have waited for too long for their answer. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Milliseconds since 1970 by the server's clock, as far as this page knows. */
  serverNow(): number {
    return Date.now() + this.#clockAhead;
  }

  // Parts of the view, each by itself: an event that leaves one as it was computes nothing anew from it. A fast run is
  // evaluated many times between two live pictures.
  readonly state = $derived(this.view?.state ?? null);
  readonly run = $derived(this.view?.run ?? null);
  /** null too until this page can compute its step. */
  readonly moment = $derived.by(() => {
    const { run, moment } = this.view ?? {};
    return run && moment && hasKernels(run.configuration.numerics) ? moment : null;
  });

  readonly isDriver = $derived(this.#member !== null && this.#view?.state.driver === this.#member.id);

  readonly role = $derived.by((): Role => {
    if (this.#entry.screen) return 'screen';
    if (this.isDriver) return 'driver';
    return this.#personal?.role === 'assistant' || this.#member?.instructor ? 'assistant' : 'viewer';
  });

  /** Goes through a seminar by itself. */
  readonly isAlone = $derived.by(() => {
    const { lesson, question } = this.#view?.state ?? {};
    return lesson?.seminar !== undefined && question === null && this.role === 'viewer';
  });

  /** An answer is awaited: nothing is shown that would give it away. */
  readonly questionIsOpen = $derived(this.state?.question ? this.state.question.phase !== 'revealed' : false);

  /** The newest live picture while it is what is shown. */
  readonly live = $derived.by((): Live | null => {
    const [live, state, moment] = [this.#live, this.state, this.moment];
    if (!live || !state) return null;
    if (!moment) return live;
    if (state.playback.status === 'running') return live.frame.step > stepsDone(moment.cursor) ? live : null;
    // The state of a pause comes just before or after its moment: until both are here the last picture stands.
    return momentIsPresent(state, moment) ? null : live;
  });

  goesAlone(ownPace: OwnPace): void {
    this.#ownPace = ownPace;
  }

  // As the connection's listener.

  stateChanged(state: ConnectionState): void {
    this.#connection = state;
    if (state.status === 'live') this.#hooks.live();
  }

  unanswered(commands: number): void {
    this.#waiting = commands;
  }

  toldPersonal(personal: Personal): void {
    this.#personal = personal;
    this.ownPace?.recordTold();
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
    this.#live = null;
    this.#stretch = {};
    // A server that was started again numbers its pictures anew.
    this.#pictures = null;
    if (!this.#view) this.#hooks.resume();
  }

  event(message: RoomEventMessage): void {
    if (!this.#view) return;
    const { outcome, view } = applyMessage(this.#view, message);
    if (outcome === 'gap') return this.#hooks.resume();
    this.#view = view;
    this.#hooks.changed();
    const { status } = view.state.playback;
    const isOver = status === 'preparing' || !view.moment || momentIsPresent(view.state, view.moment);
    if (isOver) this.#live = null;
    if (isOver || status !== 'running') this.#stretch = {};
  }

  async frameArrived(bytes: Uint8Array): Promise<void> {
    const { run, state } = this.#view ?? {};
    if (!run || state?.playback.status !== 'running') return;
    const stretch = this.#stretch;
    this.#pictures ??= lazily(() => import('../picture/live-pictures.ts')).then(
      ({ LivePictures: Pictures }) => new Pictures(),
    );
    const pictures = await this.#pictures;
    const live = await pictures.decode(bytes, run, hasKernels(run.configuration.numerics));
    // Unpacked after a pause it would overwrite what is exact.
    if (live && stretch === this.#stretch) this.#live = live;
  }
}
