/** A member of a seminar goes through the lesson by itself (SPEC LE23): which page and operation, kept by this browser. */
import type { LessonPageReply } from '@deltaboard/shared/protocol/events.ts';
import type { RecordEntry } from '@deltaboard/shared/protocol/participation.ts';
import type { RoomView } from '@deltaboard/shared/protocol/room-view.ts';
import type { Direction } from '@deltaboard/shared/training/cursor.ts';
import { recallJson, remember } from '../browser/storage.ts';
import { ownPageKey, type NotSent } from './connection.ts';
import { lengthOf, ownView, reachOf, revealedAt, standsAt, type OwnPage } from './own-page.ts';

export interface OwnPaceParts {
  readonly code: string;
  /** The class's own, whatever is looked at here. */
  readonly classView: () => RoomView | null;
  readonly record: () => readonly RecordEntry[];
  readonly ask: (page: number) => Promise<LessonPageReply | NotSent>;
}

interface Kept {
  /** Of another one nothing is remembered. */
  readonly lesson: number;
  readonly page: number;
  readonly operation: number | null;
}

export class OwnPace {
  readonly #parts: OwnPaceParts;
  #own = $state.raw<OwnPage | null>(null);
  /** The lesson that is walked through. */
  #of: number | null = null;
  /** The page that was asked for last. */
  #asked: number | null = null;
  /** Id of the question whose answer the board has gone to. */
  #shown: number | null = null;

  constructor(parts: OwnPaceParts) {
    this.#parts = parts;
  }

  readonly #answered = $derived.by((): RecordEntry | null => {
    const id = this.#own?.page.asks?.id;
    return this.#parts.record().find((entry) => entry.id === id) ?? null;
  });

  /** What is looked at in the class's place; null until the first page has come. */
  readonly view = $derived.by((): RoomView | null => {
    const seen = this.#parts.classView();
    return seen && this.#own && ownView(seen, this.#own, this.#answered);
  });

  /** Operations that may be performed. */
  readonly reach = $derived.by((): number => {
    const placed = this.#placed;
    return placed ? reachOf(placed, this.#answered !== null) : 0;
  });

  get #placed() {
    const own = this.#own;
    return own?.board ? { page: own.page, board: own.board } : null;
  }

  /** The next page, or the previous one; beyond the ends nothing. */
  turn(direction: Direction): void {
    const lesson = this.#parts.classView()?.state.lesson;
    // Two quick presses are two pages.
    const page = (this.#asked ?? this.#own?.page.page ?? 0) + direction;
    if (lesson && page >= 0 && page < lesson.pages) void this.#turnTo(page, null);
  }

  /** So many operations performed, as far as the page lets one go. */
  walk(operation: number): void {
    if (!this.#own || !this.#placed) return;
    this.#at(Math.max(1, Math.min(operation, this.reach)));
  }

  /** The page that was left is looked at again, where none is: of another lesson the first. */
  comeBack(): void {
    const lesson = this.#lesson;
    if (lesson === this.#of && this.#asked !== null) return;
    if (lesson !== this.#of) this.#own = null;
    this.#of = lesson;
    const { page, operation } = this.#kept();
    void this.#turnTo(page, operation);
  }

  /** The connection has begun anew: the server may know nobody's page. */
  left(): void {
    this.#asked = null;
  }

  /** What was answered is shown where it stands on the board. */
  recordTold(): void {
    const { asks } = this.#own?.page ?? {};
    const placed = this.#placed;
    if (!asks || !this.#answered || this.#shown === asks.id) return;
    this.#shown = asks.id;
    if (placed) this.#at(Math.min(revealedAt(placed, asks.question), lengthOf(placed)));
  }

  async #turnTo(page: number, operation: number | null): Promise<void> {
    this.#asked = page;
    const lesson = this.#of;
    const reply = await this.#parts.ask(page);
    // Another was asked for meanwhile, or of another lesson.
    if (this.#asked !== page || this.#of !== lesson) return;
    if (!reply.ok) {
      this.#asked = null;
      return;
    }
    const board = reply.page.board ?? this.#own?.board ?? null;
    this.#own = { page: reply.page, board, operation: null };
    const answered = this.#answered;
    this.#shown = answered?.id ?? null;
    this.#at(operation);
  }

  #at(operation: number | null): void {
    const own = this.#own;
    const placed = this.#placed;
    if (!own) return;
    const isThere = placed === null || operation === null || operation === standsAt(placed);
    this.#own = { ...own, operation: isThere ? null : Math.min(operation, this.reach) };
    if (this.#of === null) return;
    const kept: Kept = {
      lesson: this.#of,
      page: own.page.page,
      operation: this.#own.operation,
    };
    remember(ownPageKey(this.#parts.code), JSON.stringify(kept));
  }

  get #lesson(): number | null {
    return this.#parts.classView()?.state.lesson?.seminar ?? null;
  }

  #kept(): Pick<Kept, 'page' | 'operation'> {
    const kept = recallJson(ownPageKey(this.#parts.code)) as Partial<Kept> | null;
    const pages = this.#parts.classView()?.state.lesson?.pages ?? 0;
    const isOne = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
    if (kept?.lesson !== this.#of || !isOne(kept.page) || kept.page >= pages)
      return { page: 0, operation: null };
    return { page: kept.page, operation: isOne(kept.operation) ? kept.operation : null };
  }
}
