/** Lets those behind go on until `long` has been done, and comes back in a turn of its own; where that fails, without one. */
export type Aside = <T>(long: Promise<T>) => Promise<T>;

/** One task at a time, in the order of the calls: the commands of a room never overlap (SPEC RM6). */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Settles as the task does. A task that fails does not stop those behind it. */
  add<T>(task: (aside: Aside) => T | Promise<T>): Promise<T> {
    let letGo = (): void => undefined;
    const turn = (): Promise<void> => new Promise((resolve) => (letGo = resolve));
    const first = turn();
    const result = this.#last.then(() =>
      task(async (long) => {
        letGo();
        const made = await long;
        const again = turn();
        await new Promise<void>((begin) => {
          this.#last = this.#last.then(() => {
            begin();
            return Promise.race([ended, again]);
          });
        });
        return made;
      }),
    );
    const ended = result.catch(() => undefined);
    this.#last = Promise.race([ended, first]);
    return result;
  }
}
