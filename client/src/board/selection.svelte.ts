import type { Place } from './place.ts';

/** The entry that is read: the pinned one, else the one under the pointer or the keyboard's. */
export class Selection {
  hovered = $state.raw<Place | null>(null);
  pinned = $state.raw<Place | null>(null);

  get place(): Place | null {
    return this.pinned ?? this.hovered;
  }

  pin(place: Place): void {
    this.pinned = place;
  }

  release(): void {
    this.pinned = null;
  }
}
