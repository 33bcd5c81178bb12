/** What the class compares, asked for as long as some of it is missing. */
import type { ToldComparison } from '@deltaboard/shared/protocol/events.ts';
import type { Session } from '../../session/session.svelte.ts';

/** Milliseconds from one question to the next: five hundred pages ask. */
const AGAIN = 3000;

export class ComparedRuns {
  readonly #session: Session;
  #told = $state.raw<ToldComparison | null>(null);
  readonly #key = $derived.by(() => JSON.stringify(this.#session.view?.state.view.compared ?? null));

  /** To be made within a component: it ends with it. */
  constructor(session: Session) {
    this.#session = session;
    $effect(() => {
      if (this.#key === 'null') return;
      let isOver = false;
      let again: ReturnType<typeof setTimeout> | undefined;
      const ask = async (): Promise<void> => {
        const reply = await session.comparison();
        if (isOver) return;
        if (reply.ok) this.#told = reply.comparison;
        const isWhole = reply.ok && reply.comparison?.seeds.flat().every((one) => one !== null);
        if (!isWhole) again = setTimeout(() => void ask(), AGAIN);
      };
      void ask();
      return () => {
        isOver = true;
        clearTimeout(again);
      };
    });
  }

  /** Of what is compared now, as far as it is known. */
  get told(): ToldComparison | null {
    const told = this.#told;
    if (!told) return null;
    const { runs, epochs, patience } = told;
    return JSON.stringify({ runs, epochs, patience }) === this.#key ? told : null;
  }
}
