/**
 * Codes that somebody tries (SPEC LM7). Each address has a budget of wrong ones, enough for a school that mistypes; who has used it up is told
 * nothing about a code any more, right or wrong, but is let in with what only a member of the class has. There is no budget of all addresses
 * together: it would lock everybody out.
 */
import { Refusal, type RefusalCode } from '@deltaboard/shared/refusal.ts';
import { Budget } from '../budget.ts';
import type { Clock } from '../clock.ts';
import { rateOf, type Limits } from '../limits.ts';
import { OLD_CODE_LENGTH } from '../secrets.ts';

/** A guess among the few classes that still have a short code is worth as much as these. */
const OLD_CODE_COST = 20;

/** What is answered to a code or a secret that is none. */
const wrong: ReadonlySet<RefusalCode> = new Set(['no-such-room', 'bad-secret']);

export class Guesses {
  readonly #budget: Budget;

  constructor(clock: Clock, limits: Limits) {
    this.#budget = new Budget(clock, rateOf(limits, 'wrongCodes'));
  }

  /**
   * What `enter` makes of the code. Rejects as `enter` does, or with Refusal 'too-many' where the address has guessed too often.
   *
   * @param belongs whether whoever asks has shown that they belong to what was found
   */
  async admit<T>(
    address: string,
    code: string,
    enter: () => Promise<T>,
    belongs: (found: T) => boolean,
  ): Promise<T> {
    const mayGuess = this.#budget.left(address) >= 1;
    try {
      const found = await enter();
      if (mayGuess || belongs(found)) return found;
    } catch (error) {
      if (!mayGuess) throw this.#tooOften;
      if (error instanceof Refusal && wrong.has(error.code)) this.#guessed(address, code);
      throw error;
    }
    throw this.#tooOften;
  }

  /** Made where it is thrown: an error costs as much as letting somebody in. */
  get #tooOften(): Refusal {
    return new Refusal('too-many', { what: 'codes', limit: this.#budget.rate.points });
  }

  #guessed(address: string, code: string): void {
    const letters = code.replace(/[\s-]/g, '').length;
    const cost = letters === OLD_CODE_LENGTH ? OLD_CODE_COST : 1;
    this.#budget.spend(address, Math.min(cost, this.#budget.left(address)));
  }
}
