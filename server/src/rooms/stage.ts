/**
 * What the class watches. Performs the commands that run, stop, change and replace the present run, one at a time, in
 * the room's queue, and hears what the trainers say by themselves. Knows neither members nor connections.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ClassCommand } from '@deltaboard/shared/protocol/class-commands.ts';
import type { Command, Look } from '@deltaboard/shared/protocol/commands.ts';
import type { LossesReply } from '@deltaboard/shared/protocol/events.ts';
import type { Subject, View } from '@deltaboard/shared/protocol/state.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { evidenceOf, type Evidence, type Setting } from '@deltaboard/shared/questions/evidence.ts';
import { stepsDone, type Cursor, type Move } from '@deltaboard/shared/training/cursor.ts';
import { stepPlan } from '@deltaboard/shared/training/configuration.ts';
import { forwardDone } from '@deltaboard/shared/training/operations.ts';
import type { PauseReason } from '@deltaboard/shared/training/playback.ts';
import { presets, presetSpeeds } from '@deltaboard/shared/training/presets.ts';
import type { SettingChange } from '@deltaboard/shared/training/run.ts';
import type { MarkedPlace } from '../participation/lost-marks.ts';
import type { TrainerFactory } from '../training/trainer.ts';
import type { Ledger } from './ledger.ts';
import type { OpenRun, RunListener, RunPlan } from './open-run.ts';
import { Repertoire } from './repertoire.ts';
import { Scene, type SceneState, type StageListener } from './scene.ts';
import { outOfBounds } from './sight.ts';
import { Walk } from './walk.ts';

export const RUNS_LIMIT = 200;
export const BRANCHES_LIMIT = 64;

export type StageCommand = Exclude<
  Command,
  ClassCommand | { type: 'reset' | 'configure' | 'hold' | 'release' }
>;
export type NewRunCommand = Extract<Command, { type: 'reset' | 'configure' }>;

export class Stage {
  readonly #scene: Scene;
  readonly #repertoire: Repertoire;
  readonly #walk: Walk;
  #building = false;
  #closed = false;

  constructor(trainers: TrainerFactory, ledger: Ledger, listener: StageListener) {
    this.#scene = new Scene(ledger, listener);
    this.#repertoire = new Repertoire(trainers, ledger, this.#runListener);
    this.#walk = new Walk(this.#scene, this.#repertoire, async () => {
      if (this.isRunning) await this.pause('driver');
    });
  }

  get state(): SceneState {
    return this.#scene.state;
  }

  get present(): OpenRun | null {
    return this.#scene.present;
  }

  get isRunning(): boolean {
    return this.#scene.isRunning;
  }

  /** The moment of the pass that is shown, as the class may know it. */
  get told(): Scene['told'] {
    return this.#scene.told;
  }

  get markedPlace(): MarkedPlace {
    return this.#scene.markedPlace;
  }

  /** What a question is about: the pass that is looked at; null where none has begun. Throws Refusal 'not-now' while it runs. */
  get evidence(): Evidence | null {
    const { run, sight, paused, place } = this.#scene;
    if (!paused || this.#building) throw this.#scene.notNow('ask');
    const { subject, view } = sight;
    const { operation } = subject.kind === 'window' ? place.cursor : subject;
    return evidenceOf({ moment: run.moment, run: run.description, view, subject, operation });
  }

  /** Enough for a question that needs no pass. Throws Refusal 'not-now' while there is no run. */
  get setting(): Setting {
    const { present } = this.#scene;
    if (!present) throw this.#scene.notNow('ask');
    return { run: present.description };
  }

  /** Where the class stands while the run does; null otherwise. */
  get cursor(): Cursor | null {
    return this.#scene.paused?.cursor ?? null;
  }

  /** Performs the pass that is looked at up to so many operations. */
  advance(operation: number): Promise<void> {
    return this.#walk.advance(operation);
  }

  get place(): Scene['place'] {
    return this.#scene.place;
  }

  canMove(move: Move): boolean {
    return this.#scene.isLive({ type: 'move', ...move });
  }

  /** One move, not logged. Rejects with Refusal 'not-now' where there is none. */
  move(move: Move): Promise<void> {
    return this.#walk.move(move);
  }

  /** Rejects with Refusal 'not-now' when the command makes no sense now (SPEC RM6). */
  async perform(command: StageCommand): Promise<void> {
    this.#require(command);
    const { sight, ledger, run } = this.#scene;
    switch (command.type) {
      case 'run':
        return this.#run();
      case 'pause':
        return this.pause('driver');
      case 'move':
      case 'seek':
      case 'open':
        return this.#walk.perform(command);
      case 'speed':
        this.#scene.speed = command.speed;
        ledger.note({ type: 'speed', speed: command.speed });
        if (this.isRunning) run.trainer.setSpeed(command.speed);
        return this.#scene.changed();
      case 'look':
        // A sentence that is put up is looked at now, not whenever the run happens to stop.
        if (command.subject.kind === 'sentence') await this.pause('driver');
        sight.look(subjectOf(command.subject, run), run.description);
        run.trainer.setProbe(sight.state.probe);
        ledger.note({ type: 'look', subject: sight.subject });
        return this.#scene.changed();
      case 'view':
        return this.#see(command.view);
      case 'scratch': {
        const { expression, values, operation } = command;
        sight.scribble({ expression, values, operation });
        ledger.note({ type: 'scratch', scratch: sight.state.scratch });
        return this.#scene.changed();
      }
      case 'breakpoints':
        sight.breakpoints = command.breakpoints;
        run.trainer.setBreakpoints(command.breakpoints);
        ledger.note({ type: 'breakpoints', breakpoints: command.breakpoints });
        return this.#scene.changed();
      case 'set':
        return this.#set(command.change);
    }
  }

  /** Stops the run and says where; the log has it. Nothing to do when it has stopped by itself meanwhile. */
  async pause(because: PauseReason): Promise<void> {
    const { run } = this.#scene;
    if (this.isRunning) {
      const parked = await run.trainer.park();
      if (this.isRunning) {
        // Where no step was made the class stands where it stood: at its own operation.
        const { cursor } = parked.moment;
        const { step, operation } = run.moment.cursor;
        this.#scene.stand(because, parked, cursor.step === step ? { ...cursor, operation } : cursor);
        this.#notePause(because);
      }
    }
    await this.#scene.ledger.flush();
  }

  /** J from step `from` to `to` of the present branch. Rejects with Refusal 'not-now' while there is none. */
  async losses(
    from: number,
    to: number,
    mayReplay: () => boolean,
  ): Promise<Extract<LossesReply, { ok: true }>> {
    const { present, ledger } = this.#scene;
    if (!present) throw this.#scene.notNow('losses');
    const { branch, plan, updates } = present;
    const last = Math.max(updates, ledger.head({ run: plan.number, branch }));
    const points = await present.losses(from, Math.min(to, last), mayReplay);
    return { ok: true, run: plan.number, branch, points };
  }

  /** What a command asks for. Throws Refusal 'not-now', also while another run is being built, or 'too-many'. */
  plan(command: NewRunCommand): RunPlan {
    this.#require(command);
    if (this.#building) throw new Refusal('not-now', { command: command.type, status: 'preparing' });
    const number = this.#scene.ledger.count;
    if (number >= RUNS_LIMIT) throw new Refusal('too-many', { what: 'runs', limit: RUNS_LIMIT });
    const { configuration, preset } = command.type === 'configure' ? command : this.#asItStands();
    // A preset with something changed is that preset no more.
    const isPreset = preset !== null && isDeepStrictEqual(configuration, presets[preset]);
    const speed = command.type === 'configure' && isPreset ? presetSpeeds[preset] : null;
    return { number, preset: isPreset ? preset : null, configuration, speed };
  }

  #asItStands(): Pick<RunPlan, 'configuration' | 'preset'> {
    const { run, ledger } = this.#scene;
    const { configuration, preset } = run.plan;
    return {
      configuration: { ...configuration, ...ledger.settingsAt(this.#scene.placeOf(run)) },
      preset,
    };
  }

  /** The room's first run. */
  async open(): Promise<void> {
    const opening: RunPlan = {
      number: 0,
      preset: 'board',
      configuration: presets.board,
      speed: presetSpeeds.board,
    };
    await this.start(opening, (adopt) => adopt());
  }

  /**
   * Builds the run beside the present one, which stays usable, then lets it take its place in `turn`, the room's queue.
   * Rejects with a Refusal when it cannot be built (SPEC RN7).
   */
  async start(plan: RunPlan, turn: (adopt: () => Promise<void>) => Promise<void>): Promise<void> {
    this.#building = true;
    try {
      const run = await this.#repertoire.build(plan);
      try {
        await turn(() => this.#adopt(run));
      } catch (error) {
        await run.trainer.close();
        throw error;
      }
    } finally {
      this.#building = false;
    }
  }

  /** Stops everything; what has happened is in the log. */
  async close(): Promise<void> {
    const { present, ledger } = this.#scene;
    this.#closed = true;
    try {
      if (present && this.isRunning) await this.#parkBetween(present);
      await ledger.flush();
    } finally {
      this.#scene.enter(null);
      await present?.trainer.close();
    }
  }

  #run(): void {
    const { ledger, place, run, speed } = this.#scene;
    ledger.note({ type: 'run', cursor: place.cursor });
    this.#scene.go();
    run.trainer.start(speed);
  }

  async #see(view: View): Promise<void> {
    // Of s there is no update.
    if (this.isRunning && view.objective === 's') await this.pause('driver');
    this.#scene.renumber(this.#scene.sight.see(view, this.#scene.run.description));
    this.#scene.ledger.note({ type: 'view', view });
    this.#scene.changed();
  }

  /** Parks at a step boundary, commits the change with its step, applies it, and goes on as before (SPEC RN5). */
  async #set(change: SettingChange): Promise<void> {
    const { run, ledger } = this.#scene;
    if (this.isRunning) await this.#parkBetween(run);
    try {
      const present = ledger.settingsAt(this.#scene.placeOf(run));
      // The same value again is no change: behind the head it would only tear off a branch.
      if (present[change.setting] !== change.value) await this.#change(run, change);
    } finally {
      if (this.isRunning) run.trainer.start(this.#scene.speed);
    }
  }

  async #change(run: OpenRun, change: SettingChange): Promise<void> {
    const { ledger, listener } = this.#scene;
    const [left, place] = [run.branch, this.#scene.placeOf(run)];
    const forks = place.updates < ledger.head(place);
    if (forks && ledger.run(place.run).branches.length >= BRANCHES_LIMIT) {
      throw new Refusal('too-many', { what: 'branches', limit: BRANCHES_LIMIT });
    }
    const branch = await ledger.change(place, change);
    run.follow(ledger.run(place.run), branch);
    if (run.cutAt(run.updates) || branch !== left) {
      listener.happened({ type: 'branched', step: run.updates });
    }
    const { paused } = this.#scene;
    if (!paused) return this.#scene.go();
    // The step under way is shown with the settings that it will be made with.
    this.#scene.stand(paused.because, await run.trainer.park(), { ...paused.cursor, branch });
  }

  async #adopt(run: OpenRun): Promise<void> {
    if (this.#closed) throw new Error('the room has closed');
    const { present: old, ledger, listener, sight } = this.#scene;
    if (old && this.isRunning) await this.#parkBetween(old);
    try {
      await ledger.start(run.plan);
    } catch (error) {
      if (old && this.isRunning) old.trainer.start(this.#scene.speed);
      throw error;
    }
    if (run.plan.speed !== null) this.#scene.speed = run.plan.speed;
    this.#scene.enter(run);
    listener.happened({ type: 'run-started', run: run.description });
    for (const evaluation of run.evaluations) listener.happened({ type: 'evaluated', evaluation });
    const operation = forwardDone(stepPlan(run.plan.configuration), sight.view.objective);
    this.#scene.stand('opened', run.opened, { ...run.opened.moment.cursor, operation });
    if (old) this.#repertoire.swap(old, run).catch(listener.failed);
  }

  /** What the trainers say by themselves; only the present run is heard. */
  readonly #runListener: RunListener = {
    frame: (run, bytes) => {
      if (this.#scene.isUnderWay(run)) this.#scene.listener.pictured(bytes);
    },
    moment: (run, moment, points) => {
      if (this.#scene.isUnderWay(run)) this.#scene.show(moment, stepsDone(moment.cursor), points);
    },
    progressed: (run, updates, points) => {
      if (!this.#scene.isUnderWay(run)) return;
      this.#scene.progressed(updates, points);
      this.#flush();
    },
    evaluated: (run, evaluation, branch) => {
      if (!run.score(evaluation, branch) || run !== this.present) return;
      this.#scene.listener.happened({ type: 'evaluated', evaluation });
    },
    approached: () => undefined,
    stopped: (run, because, parked, hit) => {
      if (!this.#scene.isUnderWay(run)) return;
      this.#scene.stand(because, parked, parked.moment.cursor, hit);
      this.#notePause(because);
    },
    failed: (run, error, parked) => {
      this.#scene.listener.failed(error);
      run.returnTo(parked.moment.cursor.branch);
      if (run !== this.present) return;
      const { paused, place } = this.#scene;
      // A thread that dies while the class stands takes nothing with it.
      this.#scene.stand('failed', parked, paused ? place.cursor : parked.moment.cursor);
      this.#notePause('failed');
    },
  };

  /** Parks a run that is to go on. */
  async #parkBetween(run: OpenRun): Promise<void> {
    const parked = await run.trainer.park();
    if (this.isRunning) this.#scene.progressed(parked.updates, parked.points);
  }

  #notePause(because: PauseReason): void {
    const { ledger, place } = this.#scene;
    ledger.note({ type: 'pause', cursor: place.cursor, because });
    this.#flush();
  }

  #require(command: StageCommand | NewRunCommand): void {
    const { type } = command;
    const live =
      type === 'run' || type === 'pause' || type === 'seek'
        ? this.#scene.isLive(command)
        : this.#scene.state.playback.status !== 'preparing';
    if (!live) throw this.#scene.notNow(type);
  }

  #flush(): void {
    this.#scene.ledger.flush().catch(this.#scene.listener.failed);
  }
}

/** What is typed becomes a window as the present run sees it. */
function subjectOf(asked: Look, { trainer }: OpenRun): Subject {
  if (asked.kind !== 'sentence') return asked;
  const { kind, operation, ...sentence } = asked;
  const { length } = sentence.tokens;
  if (sentence.centre >= length) throw outOfBounds('subject.centre', sentence.centre, `<${length}`);
  return { kind, operation, view: trainer.sentenceView(sentence) };
}
