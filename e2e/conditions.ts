/** What somebody waits for: looked at whenever something has happened, so that nothing is asked again and again. */
export class Conditions {
  readonly #waiting = new Set<() => void>();

  /** Resolves as soon as what has happened until now, or later, satisfies the condition. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Something has happened. */
  look(): void {
    for (const look of this.#waiting) look();
  }
}
