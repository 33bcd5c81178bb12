/**
 * The present run's trainer on its way to a place. Most ways take a few milliseconds, within a turn; a longer one leaves its turn to the
 * others, says how far it is, and has another turn once it is there (SPEC RM12). The class comes after, or not at all: then the trainer
 * is away, and is brought back before the class runs on or changes something.
 */
import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Cursor } from '@deltaboard/shared/training/cursor.ts';
import type { Clock } from '../clock.ts';
import type { Parked, BranchPlace } from '../training/trainer.ts';
import type { ClassLog } from './class-log.ts';
import { LongWork, type Working } from './long-work.ts';
import type { OpenRun } from './open-run.ts';
import type { PresentRun } from './present-run.ts';
import type { Aside } from './serial-queue.ts';

/** Milliseconds of a turn that a way may take. */
export const WAY_IN_TURN_MS = 250;

export interface WayParts {
  readonly log: ClassLog;
  readonly present: PresentRun;
  readonly clock: Clock;
  /** What is known of the way is not what it was. */
  readonly changed: () => void;
}

export class Ways {
  readonly #parts: WayParts;
  readonly #work: LongWork;
  /** Of the way under way: that it has left its turn, and that it must not. */
  #isAside = false;
  #isOvertaken = false;

  constructor(parts: WayParts) {
    this.#parts = parts;
    this.#work = new LongWork(parts.changed);
  }

  /** How far a long way is; null where there is none. */
  get state(): LongWork['state'] {
    return this.#work.state;
  }

  /** The trainer returns, within a slice, to where it stood. */
  giveUp(): void {
    this.#work.cancel();
  }

  /** A run that is built takes its place: a short way still comes to its end, a long one is given up. */
  overtake(): void {
    this.#isOvertaken = true;
    if (this.#isAside) this.giveUp();
  }

  /** In a turn. Rejects with Refusal 'given-up' where the class has gone elsewhere meanwhile, and then the turn is over. */
  async go(aside: Aside, run: OpenRun, way: (working: Working) => Promise<Parked>): Promise<Parked> {
    const going = this.#work.begin(way, { quiet: true });
    this.#isAside = this.#isOvertaken = false;
    if (await this.#isLong(going)) {
      this.#isAside = true;
      if (this.#isOvertaken) this.giveUp();
    }
    const parked = await (this.#isAside ? aside(going) : going);
    if (this.#parts.present.run !== run || !run.isAt(parked)) throw new Refusal('given-up');
    return parked;
  }

  /** To a place of the branch that the class is on. */
  to(aside: Aside, run: OpenRun, { branch, step, operation }: BranchPlace): Promise<Parked> {
    return this.go(aside, run, (working) => run.go(this.#log(run), { branch, step, operation }, working));
  }

  /** In a turn: the trainer is on no way, and stands where the class does. */
  async home(aside: Aside, run: OpenRun): Promise<void> {
    const { log, present } = this.#parts;
    this.giveUp();
    await run.settled();
    const { standing } = log.newest.state;
    if (!run.isAway || standing.status !== 'paused') return;
    const { updates, points } = await this.to(aside, run, standing.cursor);
    present.progressed(updates, points);
  }

  #log(run: OpenRun) {
    const { branches } = this.#parts.log.newest.state.runs[run.plan.number];
    return { configuration: run.plan.configuration, branches };
  }

  #isLong(going: Promise<unknown>): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#parts.clock.after(WAY_IN_TURN_MS, () => resolve(true));
      const isThere = (): void => {
        cancel();
        resolve(false);
      };
      going.then(isThere, isThere);
    });
  }
}

/** Throws Refusal 'given-up' where what was gone to is not where the command leads any more. */
export function requireSame(cursor: Cursor, gone: Cursor): void {
  if (!isDeepStrictEqual(cursor, gone)) throw new Refusal('given-up');
}
