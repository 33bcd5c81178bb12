import type { BoardEntry } from './board-entry.ts';

/** The entry that is read: the pinned one, else the one under the pointer or the keyboard's, else what the driver points at. */
export class Selection {
  hovered = $state.raw<BoardEntry | null>(null);
  pinned = $state.raw<BoardEntry | null>(null);
  /** By the driver, for everybody else. */
  pointed = $state.raw<BoardEntry | null>(null);

  get place(): BoardEntry | null {
    return this.pinned ?? this.hovered ?? this.pointed;
  }

  /** What is read is what the driver points at, and nothing of one's own. */
  get isPointed(): boolean {
    return this.pointed !== null && this.pinned === null && this.hovered === null;
  }

  pin(place: BoardEntry): void {
    this.pinned = place;
  }

  release(): void {
    this.pinned = null;
  }
}
