/**
 * Asks for one thing at a time. What is asked meanwhile waits, and a newer wish takes the place of the one that waits:
 * the newest is always asked for in the end.
 * @param perform asks, and resolves when the answer has come
 * @param pace least milliseconds from one to the next: what the door allows
 * @returns resolves when nothing is left to ask
 */
export function newestWins<T>(
  perform: (wish: T) => Promise<unknown>,
  pace: number,
): (wish: T) => Promise<void> {
  let waiting: { readonly wish: T } | null = null;
  let busy: Promise<void> | null = null;

  async function drain(): Promise<void> {
    try {
      while (waiting) {
        const { wish } = waiting;
        waiting = null;
        await Promise.all([perform(wish), new Promise((resolve) => setTimeout(resolve, pace))]);
      }
    } finally {
      busy = null;
    }
  }

  return (wish) => {
    waiting = { wish };
    busy ??= drain();
    return busy;
  };
}
