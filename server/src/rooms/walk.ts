/** The class moves through its runs: by operation, step or epoch, to any step, to another run (SPEC RN8, RN9). */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import {
  atOperation,
  moved,
  showsSamePass,
  type Cursor,
  type Move,
} from '@deltaboard/shared/training/cursor.ts';
import { stepLengths } from '@deltaboard/shared/training/playback.ts';
import type { Parked } from '../training/trainer.ts';
import type { OpenRun } from './open-run.ts';
import type { PlaceInRun, Repertoire } from './repertoire.ts';
import type { Scene } from './scene.ts';

export type WalkCommand = Extract<Command, { type: 'move' | 'seek' | 'open' }>;

export class Walk {
  readonly #scene: Scene;
  readonly #repertoire: Repertoire;
  readonly #pause: () => Promise<void>;

  /** @param pause stops a run that is under way, because of the driver */
  constructor(scene: Scene, repertoire: Repertoire, pause: () => Promise<void>) {
    this.#scene = scene;
    this.#repertoire = repertoire;
    this.#pause = pause;
  }

  async perform(command: WalkCommand): Promise<void> {
    const { ledger } = this.#scene;
    switch (command.type) {
      case 'move': {
        const { granularity, direction } = command;
        await this.move({ granularity, direction });
        return ledger.note({ type: 'move', granularity, direction, ...this.#scene.place });
      }
      case 'seek':
        await this.#seek(command);
        return ledger.note({ type: 'seek', cursor: this.#scene.place.cursor });
      case 'open':
        await this.#open(command);
        return ledger.note({ type: 'open', cursor: this.#scene.place.cursor });
    }
  }

  /**
   * Performs the pass that is looked at up to so many operations, or to its end: never back. A step's last operation is its update.
   */
  async advance(operation: number): Promise<void> {
    const { sight, run, place, situation, ledger } = this.#scene;
    if (sight.subject.kind !== 'window') {
      sight.look({ ...sight.subject, operation }, run.description);
      ledger.note({ type: 'look', subject: sight.subject });
      return this.#scene.changed();
    }
    const { cursor } = place;
    if (cursor.operation === 0 || operation <= cursor.operation) return;
    await this.#goTo(atOperation(cursor, operation, stepLengths(situation)));
    ledger.note({ type: 'seek', cursor: this.#scene.place.cursor });
  }

  /** One move, not logged. Rejects with Refusal 'not-now' where there is none. */
  async move(move: Move): Promise<void> {
    if (!this.#scene.isLive({ type: 'move', ...move })) throw this.#scene.notNow('move');
    const { sight, run, place, situation } = this.#scene;
    if (sight.subject.kind !== 'window' && move.granularity === 'operation') {
      sight.walkProbe(move.direction, run.description);
      return this.#scene.changed();
    }
    await this.#goTo(moved(place.cursor, move, stepLengths(situation)));
  }

  /** Within the pass that is shown only the cursor moves; its end and every other step are the trainer's. */
  async #goTo(target: Cursor): Promise<void> {
    const { run, place } = this.#scene;
    const stays = showsSamePass(place.cursor, target);
    if (stays && target.step === place.cursor.step) return this.#scene.moveTo(target);
    const parked = await run.trainer.seek(target.step, target.operation);
    if (!stays) return this.#scene.stand('driver', parked);
    this.#scene.progressed(parked.updates, parked.points);
    this.#scene.moveTo(target);
    this.#scene.changed();
  }

  async #seek({ step, operation }: Pick<Cursor, 'step' | 'operation'>): Promise<void> {
    const { run, sight } = this.#scene;
    const there = { run: run.plan.number, branch: run.branch, step, operation };
    this.#repertoire.require(there, sight);
    await this.#pause();
    const { cursor } = this.#scene.place;
    if (cursor.step !== step || cursor.operation !== operation)
      await this.#goTo({ ...cursor, step, operation });
  }

  /** Another run or branch takes the stage; the one that leaves stays as it is. */
  async #open(there: Extract<Command, { type: 'open' }>): Promise<void> {
    const { run: present, sight, listener } = this.#scene;
    this.#repertoire.require(there, sight);
    await this.#pause();
    const isOther = there.run !== present.plan.number;
    const run = isOther ? await this.#repertoire.recall(there.run) : present;
    const leaves = isOther || there.branch !== run.branch;
    const parked = await this.#standing(run, there, isOther);
    if (isOther) {
      this.#scene.enter(run);
      this.#repertoire.swap(present, run).catch(listener.failed);
    }
    if (leaves) {
      const { description, series, evaluations } = run;
      listener.happened({ type: 'run-opened', run: description, series, evaluations });
    }
    this.#scene.stand('driver', parked);
  }

  /** A run that could not be brought there does not take the stage: its thread is not needed. */
  async #standing(run: OpenRun, there: PlaceInRun, isOther: boolean): Promise<Parked> {
    try {
      return await this.#repertoire.stand(run, there);
    } catch (error) {
      if (isOther) await run.trainer.close();
      throw error;
    }
  }
}
