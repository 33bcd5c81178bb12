/** How far a class is with what a page suggests: a suggestion, which holds nothing up (SPEC LE9). */
import type { SuggestedAct } from '@deltaboard/shared/lesson/lesson.ts';
import type { RoomState } from '@deltaboard/shared/protocol/state.ts';

export class ActProgress {
  /** Places that the class has been at on this page, the first not counted. */
  #moves = $state(0);
  #page = -1;
  #place = '';

  /** Whatever the class is told; the same place again is no move. */
  see({ lesson, playback, subject }: Pick<RoomState, 'lesson' | 'playback' | 'subject'>): void {
    const page = lesson?.page ?? -1;
    const place = JSON.stringify([playback, 'operation' in subject ? subject.operation : null]);
    if (page !== this.#page) this.#moves = 0;
    else if (place !== this.#place) this.#moves++;
    this.#page = page;
    this.#place = place;
  }

  /** @param answered @param awaited who has answered in the round that is open, and who has not; null: none is */
  isDone(act: SuggestedAct, answered: number, awaited: number | null): boolean {
    if (act.kind === 'operations') return this.#moves >= act.count;
    return awaited !== null && answered > 0 && (100 * answered) / (answered + awaited) >= act.percent;
  }
}
