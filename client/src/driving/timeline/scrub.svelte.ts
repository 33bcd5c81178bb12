/**
 * The timeline of a class as one page has it: the steps that are shown, what is known of their loss, where the class stands and where the
 * driver wants it. Made in a component; what draws it is Track.svelte, in whichever place.
 */
import type { LossPoint } from '@deltaboard/shared/training/series.ts';
import { shownStep } from '@deltaboard/shared/training/cursor.ts';
import { newestWins } from '../../browser/newest-wins.ts';
import { fixed } from '../../language/format.ts';
import { language } from '../../language/language.svelte.ts';
import { messages } from './messages.ts';
import type { Session } from '../../session/session.svelte.ts';
import { lanesOf, type Lane } from './branches.ts';
import { curveOf, epochEnds, pointAt, type Curve } from './curve.ts';
import { canZoom, followed, whole, zoomed, type Range } from './range.ts';

interface Fetched {
  readonly range: Range;
  readonly run: number;
  readonly branch: number;
  readonly points: readonly LossPoint[];
}

/** Steps that are marked, of those that are shown. */
export interface Marks {
  readonly epochs: readonly number[];
  /** Where branches leave this one, or it left its own. */
  readonly forks: readonly number[];
  /** Where the run is to stop. */
  readonly stops: readonly number[];
  /** Where it has stopped, at a breakpoint. */
  readonly hit: number | null;
}

export class Scrub {
  readonly session: Session;
  /** Where the driver wants to be, until the class is there. */
  #aimed = $state<number | null>(null);
  /** Under the pointer. */
  pointed = $state<number | null>(null);
  #fetched = $state.raw<Fetched | null>(null);
  #shown: Range | null = null;

  constructor(session: Session) {
    this.session = session;
    $effect(() => {
      if (this.isCloser && Math.min(this.last, this.range.to) > 0) void this.#fetch(this.range);
    });
  }

  readonly #room = $derived.by(() => this.session.view?.state);
  readonly #run = $derived.by(() => this.session.view?.run ?? null);
  readonly #series = $derived.by((): readonly LossPoint[] => this.session.view?.series ?? []);
  /** While the run stands. */
  readonly cursor = $derived.by(() =>
    this.#room?.playback.status === 'paused' ? this.#room.playback.cursor : null,
  );

  readonly last = $derived.by(() => {
    const end = this.#series.at(-1);
    const room = this.#room;
    return Math.max(
      room?.branches[room.branch]?.head ?? 0,
      this.session.updates,
      end ? end.step + end.count - 1 : 0,
    );
  });
  readonly step = $derived.by(
    () => this.#aimed ?? (this.cursor ? shownStep(this.cursor) : this.session.updates),
  );
  /** What is counted up to: inside a step that one, which is not made yet. */
  readonly end = $derived.by(() => Math.max(this.last, this.step));
  /** Inside a step it stands between two. */
  readonly place = $derived.by(() =>
    this.#aimed === null && this.cursor && this.cursor.operation > 0 ? this.step - 0.5 : this.step,
  );

  /** Steps shown; null: all. A run that is live is shown whole: nothing slides. */
  readonly #span = $derived.by(() => this.session.aimedView?.span ?? null);
  readonly isCloser = $derived.by(() => this.cursor !== null && this.#span !== null);
  readonly range = $derived.by((): Range => {
    const closer = this.isCloser ? this.#span : null;
    this.#shown = closer === null ? null : followed(this.#shown, this.step, closer, this.last);
    return this.#shown ?? whole(this.last);
  });

  readonly #known = $derived.by((): readonly LossPoint[] => {
    const fetched = this.#fetched;
    const isOfThis = fetched?.run === this.#run?.number && fetched?.branch === this.#room?.branch;
    const covers = fetched && fetched.range.from <= this.range.from && this.range.to <= fetched.range.to;
    return this.isCloser && fetched && isOfThis && covers ? fetched.points : this.#series;
  });
  readonly curve = $derived.by((): Curve => curveOf(this.#known, this.range));
  /** Steps that a point of the picture holds at the most. */
  readonly most = $derived.by(() =>
    this.curve.points.reduce((greatest, { count }) => Math.max(greatest, count), 1),
  );

  readonly marks = $derived.by((): Marks => {
    const { branches = [], branch = 0, breakpoints = [], playback } = this.#room ?? {};
    const own = branches[branch]?.from;
    const { from: first, to } = this.range;
    const isShown = (step: number): boolean => first <= step && step <= to;
    const left = branches.flatMap(({ from }) => (from?.branch === branch ? [from.step] : []));
    return {
      epochs: this.#run ? epochEnds(this.#run.epochLength, this.range) : [],
      forks: (own ? [own.step, ...left] : left).filter(isShown),
      stops: breakpoints.flatMap((point) =>
        point.kind === 'step' && isShown(point.step) ? [point.step] : [],
      ),
      hit: playback?.status === 'paused' && playback.hit ? shownStep(playback.cursor) : null,
    };
  });
  readonly lanes = $derived.by((): readonly Lane[] => (this.#room ? lanesOf(this.#room, this.last) : []));
  /** The number of the run, as people count. */
  readonly run = $derived.by(() => (this.#run?.number ?? 0) + 1);
  readonly branch = $derived.by(() => this.#room?.branch ?? 0);

  /** Of the last 200 windows, known while live pictures come. */
  get meanLoss(): number | undefined {
    return this.session.frame?.meanLoss;
  }

  /** @param whole with the least and the greatest of a point that is of several steps */
  lossText(step: number, whole = true): string {
    const point = pointAt(this.#known, step);
    if (!point) return '';
    const t = language.of(messages);
    const [least, mean, greatest] = point.J.map((J) => fixed(J)) as [string, string, string];
    if (point.count === 1) return t.exact(mean);
    return !whole ? t.mean(mean) : t.merged(point.count, least, mean, greatest);
  }

  /** As it is said. */
  readonly value = $derived.by(() =>
    [language.of(messages).value(this.step, this.end), this.lossText(this.step)].filter(Boolean).join(', '),
  );

  // The server answers up to ten such questions a second.
  readonly #fetch = newestWins(async (wanted: Range) => {
    const reply = await this.session.losses(Math.max(1, wanted.from), wanted.to);
    if (reply.ok)
      this.#fetched = { range: wanted, run: reply.run, branch: reply.branch, points: reply.points };
  }, 125);

  // Below the 30 commands a second that the door lets in, so that nothing else the driver asks is refused.
  readonly #seek = newestWins(async (wanted: number) => {
    const command = { type: 'seek', step: wanted + 1, operation: 0 } as const;
    if (this.session.isLive(command)) await this.session.command(command);
  }, 50);

  get isAiming(): boolean {
    return this.#aimed !== null;
  }

  aim(wanted: number): void {
    if (!this.session.canDrive) return;
    const aimed = Math.min(this.last, Math.max(0, wanted));
    if (aimed === this.#aimed) return;
    this.#aimed = aimed;
    void this.#seek(aimed).then(() => (this.#aimed = null));
  }

  canZoom(by: 'in' | 'out'): boolean {
    return this.cursor !== null && this.session.canDrive && canZoom(this.#span, by, this.last);
  }

  zoom(by: 'in' | 'out'): void {
    if (this.canZoom(by)) this.session.see({ span: zoomed(this.#span, by, this.last) });
  }

  /** Whether the key is the slider's own; then it has been done. */
  keyed({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (ctrlKey || metaKey || altKey) return false;
    const page = Math.max(1, Math.round((this.range.to - this.range.from) / 10));
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -page, PageUp: page }[
      key
    ];
    if (by !== undefined) this.aim(this.step + by);
    else if (key === 'Home') this.aim(0);
    else if (key === 'End') this.aim(this.last);
    else if (key === '+' || key === '=') this.zoom('in');
    else if (key === '-') this.zoom('out');
    else return false;
    return true;
  }
}
