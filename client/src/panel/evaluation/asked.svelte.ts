/** The report of where the class stands, asked for when that, or the part, is another; of a run that goes on, when it stands again. */
import type { ToldReport } from '@deltaboard/shared/protocol/events.ts';
import type { Session } from '../../session/session.svelte.ts';

/** Milliseconds after which a report is asked for again that somebody else's took the place of. */
const AGAIN = 1000;

export class Asked {
  readonly #session: Session;
  /** With what it was asked for. */
  #answer = $state.raw<{ readonly key: string; readonly told: ToldReport } | null>(null);

  readonly #part = $derived.by(() => this.#session.view?.state.view.judgedPart ?? 'dev');
  /** What the report depends on: the same key, the same report. Null: nothing is asked for. */
  readonly #key = $derived.by(() => {
    const state = this.#session.view?.state;
    if (!state || this.#session.questionIsOpen) return null;
    const { playback, branch } = state;
    const place =
      playback.status === 'paused' ? `${playback.cursor.run} ${playback.cursor.step}` : playback.status;
    return `${this.#part} ${branch} ${place}`;
  });

  /** To be made within a component: it ends with it. */
  constructor(session: Session) {
    this.#session = session;
    $effect(() => {
      const [key, part] = [this.#key, this.#part];
      if (key === null) return;
      let isOver = false;
      let again: ReturnType<typeof setTimeout> | undefined;
      const ask = async (): Promise<void> => {
        const reply = await session.evaluation(part);
        if (isOver) return;
        if (reply.ok && reply.judged) this.#answer = { key, told: reply.judged };
        else again = setTimeout(() => void ask(), AGAIN);
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
    return this.#answer?.told ?? null;
  }

  /** A newer one is on its way. */
  get isUnderWay(): boolean {
    return this.#key !== null && this.#answer?.key !== this.#key;
  }
}
