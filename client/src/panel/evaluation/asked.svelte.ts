/** The report of where the class stands, asked for when that, or the part, is another; of a run that goes on, when it stands again. */
import type { ToldReport } from '@deltaboard/shared/protocol/events.ts';
import type { Session } from '../../session/session.svelte.ts';

/** Milliseconds after which a report is asked for again that somebody else's took the place of. */
const AGAIN = 1000;

export class Asked {
  #told = $state.raw<ToldReport | null>(null);
  #isUnderWay = $state(false);

  /** To be made within a component: it ends with it. */
  constructor(session: Session) {
    /** What the report depends on: the same key, the same report. */
    const key = $derived.by(() => {
      const state = session.view?.state;
      if (!state || session.questionIsOpen) return null;
      const { playback, view, branch } = state;
      const place =
        playback.status === 'paused' ? `${playback.cursor.run} ${playback.cursor.step}` : playback.status;
      return `${view.judgedPart} ${branch} ${place}`;
    });
    $effect(() => {
      if (key === null) return;
      let isOver = false;
      let again: ReturnType<typeof setTimeout> | undefined;
      const ask = async (): Promise<void> => {
        const part = session.view?.state.view.judgedPart ?? 'dev';
        this.#isUnderWay = true;
        const reply = await session.evaluation(part);
        if (isOver) return;
        if (reply.ok && reply.judged) {
          this.#told = reply.judged;
          this.#isUnderWay = false;
        } else again = setTimeout(() => void ask(), AGAIN);
      };
      void ask();
      return () => {
        isOver = true;
        clearTimeout(again);
      };
    });
  }

  /** The newest that is known. */
  get told(): ToldReport | null {
    return this.#told;
  }

  /** A newer one is on its way. */
  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }
}
