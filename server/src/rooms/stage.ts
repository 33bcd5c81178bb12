/**
 * What the class watches: the present run, whether it runs or stands, and what is looked at. Performs the commands that
 * move it; one at a time, in the room's queue. Knows neither members nor connections.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { RoomEvent } from '@deltaboard/shared/protocol/events.ts';
import type { Bytes, RoomState, Speed, Subject } from '@deltaboard/shared/protocol/state.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { stepsDone } from '@deltaboard/shared/training/cursor.ts';
import { isLive, type PauseReason, type Playback } from '@deltaboard/shared/training/playback.ts';
import { presets, presetSpeeds } from '@deltaboard/shared/training/presets.ts';
import { settingsAt, type SettingChange } from '@deltaboard/shared/training/run.ts';
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import type { StepSettings } from '@deltaboard/shared/training/step.ts';
import type { Parked, TrainerFactory } from '../training/trainer.ts';
import type { Ledger, Place } from './ledger.ts';
import { OpenRun, type RunListener, type RunPlan } from './open-run.ts';

export const RUNS_LIMIT = 200;

export type StageCommand = Exclude<Command, { type: 'reset' | 'configure' | 'take-wheel' }>;
export type NewRunCommand = Extract<Command, { type: 'reset' | 'configure' }>;

/** Who hears what happens on the stage. */
export interface StageListener {
  happened(event: Exclude<RoomEvent, { type: 'state-changed' | 'presence-changed' }>): void;
  /** `state` is not what it was. */
  changed(): void;
  pictured(frame: Bytes): void;
  readonly failed: (error: unknown) => void;
}

export class Stage {
  readonly #trainers: TrainerFactory;
  readonly #ledger: Ledger;
  readonly #listener: StageListener;
  #playback: Playback = { status: 'preparing' };
  #speed: Speed = presetSpeeds.board;
  #probe = 0;
  #subject: Subject = { kind: 'window' };
  #branch = 0;
  #present: OpenRun | null = null;
  #building = false;
  #closed = false;
  /** The settings that the class was last told. */
  #settings: StepSettings = settingsAt(presets.board, [], 0);

  constructor(trainers: TrainerFactory, ledger: Ledger, listener: StageListener) {
    this.#trainers = trainers;
    this.#ledger = ledger;
    this.#listener = listener;
  }

  get state(): Omit<RoomState, 'code' | 'driver'> {
    return {
      playback: this.#playback,
      speed: this.#speed,
      settings: this.#settings,
      branch: this.#branch,
      branches: this.#present ? this.#ledger.run(this.#present.plan.number).branches : [],
      probe: this.#probe,
      subject: this.#subject,
      runs: this.#ledger.runs,
    };
  }

  get present(): OpenRun | null {
    return this.#present;
  }

  get isRunning(): boolean {
    return this.#playback.status === 'running';
  }

  /** Rejects with Refusal 'not-now' when the command makes no sense now (SPEC RM6). */
  async perform(command: StageCommand): Promise<void> {
    this.#require(command.type);
    const run = this.#opened();
    switch (command.type) {
      case 'run':
        return this.#run(run);
      case 'pause':
        return this.pause('driver');
      case 'step':
        return this.#step(run);
      case 'home':
        return this.#home(run);
      case 'speed':
        this.#speed = command.speed;
        this.#ledger.note({ type: 'speed', speed: command.speed });
        if (this.isRunning) run.trainer.setSpeed(command.speed);
        return this.#changed(run);
      case 'look':
        return this.#look(run, command.subject);
      case 'set':
        return this.#set(run, command.change);
    }
  }

  /** Stops the run and says where; the log has it. Nothing to do when it has stopped by itself meanwhile. */
  async pause(because: PauseReason): Promise<void> {
    const run = this.#opened();
    if (this.isRunning) {
      const parked = await run.trainer.park();
      if (this.isRunning) this.#stop(run, because, parked);
    }
    await this.#ledger.flush();
  }

  /** What a command asks for. Throws Refusal 'not-now', also while another run is being built, or 'too-many'. */
  plan(command: NewRunCommand): RunPlan {
    this.#require(command.type);
    if (this.#building) throw new Refusal('not-now', { command: command.type, status: 'preparing' });
    const number = this.#ledger.count;
    if (number >= RUNS_LIMIT) throw new Refusal('too-many', { what: 'runs', limit: RUNS_LIMIT });
    const { configuration, preset } =
      command.type === 'configure' ? command : this.#asItStands(this.#opened());
    // A preset with something changed is that preset no more.
    const isPreset = preset !== null && isDeepStrictEqual(configuration, presets[preset]);
    const speed = command.type === 'configure' && isPreset ? presetSpeeds[preset] : null;
    return { number, preset: isPreset ? preset : null, configuration, speed };
  }

  #asItStands(run: OpenRun): Pick<RunPlan, 'configuration' | 'preset'> {
    const { configuration, preset } = run.plan;
    return { configuration: { ...configuration, ...this.#ledger.settingsAt(this.#placeOf(run)) }, preset };
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
      const run = await OpenRun.open(this.#trainers, plan, this.#runListener);
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
    const run = this.#present;
    this.#closed = true;
    try {
      if (run && this.isRunning) await this.#parkBetween(run);
      await this.#ledger.flush();
    } finally {
      this.#present = null;
      await run?.trainer.close();
    }
  }

  #run(run: OpenRun): void {
    this.#ledger.note({ type: 'run', cursor: run.moment.cursor });
    this.#playback = { status: 'running', run: run.plan.number, branch: this.#branch };
    this.#changed(run);
    run.trainer.start(this.#speed);
  }

  async #step(run: OpenRun): Promise<void> {
    const parked = await run.trainer.step();
    this.#ledger.note({ type: 'step', cursor: parked.moment.cursor });
    this.#stand(run, 'driver', parked);
  }

  async #home(run: OpenRun): Promise<void> {
    if (this.isRunning) await this.pause('driver');
    const parked = await run.trainer.home();
    this.#ledger.note({ type: 'home', cursor: parked.moment.cursor });
    this.#stand(run, 'driver', parked);
  }

  #look(run: OpenRun, subject: Subject): void {
    if (subject.kind === 'probe') {
      const { length } = run.description.probes;
      const { probe: value } = subject;
      if (value >= length)
        throw new Refusal('command', { path: 'subject.probe', value, reason: `<${length}` });
      this.#probe = value;
      run.trainer.setProbe(value);
    }
    this.#subject = subject;
    this.#ledger.note({ type: 'look', subject });
    this.#changed(run);
  }

  /** Parks at a step boundary, commits the change with its step, applies it, and goes on as before (SPEC RN5). */
  async #set(run: OpenRun, change: SettingChange): Promise<void> {
    if (this.isRunning) await this.#parkBetween(run);
    try {
      const present = this.#ledger.settingsAt(this.#placeOf(run));
      // The same value again is no change: behind the head it would only tear off a branch.
      if (present[change.setting] !== change.value) await this.#change(run, change);
    } finally {
      if (this.isRunning) run.trainer.start(this.#speed);
    }
  }

  async #change(run: OpenRun, change: SettingChange): Promise<void> {
    const { number } = run.plan;
    const branch = await this.#ledger.change(this.#placeOf(run), change);
    run.trainer.follow(this.#ledger.run(number), branch);
    if (branch !== this.#branch) {
      this.#branch = branch;
      run.cutAt(run.updates);
      this.#listener.happened({ type: 'branched', step: run.updates });
    }
    if (this.#playback.status === 'paused') {
      // The step under way is shown with the settings that it will be made with.
      this.#stand(run, this.#playback.because, await run.trainer.park());
    } else {
      this.#playback = { status: 'running', run: number, branch };
      this.#changed(run);
    }
  }

  async #adopt(run: OpenRun): Promise<void> {
    if (this.#closed) throw new Error('the room has closed');
    const old = this.#present;
    if (old && this.isRunning) await this.#parkBetween(old);
    try {
      await this.#ledger.start(run.plan);
    } catch (error) {
      if (old && this.isRunning) old.trainer.start(this.#speed);
      throw error;
    }
    this.#present = run;
    this.#branch = 0;
    this.#subject = { kind: 'window' };
    if (run.plan.speed !== null) this.#speed = run.plan.speed;
    if (this.#probe >= run.description.probes.length) this.#probe = 0;
    run.trainer.setProbe(this.#probe);
    this.#listener.happened({ type: 'run-started', run: run.description });
    for (const evaluation of run.evaluations) this.#listener.happened({ type: 'evaluated', evaluation });
    this.#stand(run, 'opened', run.opened);
    old?.trainer.close().catch(this.#listener.failed);
  }

  /** What the trainers say by themselves; only the present run is heard. */
  readonly #runListener: RunListener = {
    frame: (run, bytes) => {
      if (this.#isUnderWay(run)) this.#listener.pictured(bytes);
    },
    moment: (run, moment, points) => {
      if (!this.#isUnderWay(run)) return;
      run.moment = moment;
      run.append(points);
      run.updates = stepsDone(moment.cursor);
      this.#listener.happened({ type: 'moment-reached', moment, points });
      this.#settingsMoved(run);
    },
    progressed: (run, updates, points) => {
      if (!this.#isUnderWay(run)) return;
      this.#progressed(run, updates, points);
      this.#flush();
    },
    evaluated: (run, evaluation) => {
      if (!run.score(evaluation) || run !== this.#present) return;
      this.#listener.happened({ type: 'evaluated', evaluation });
    },
    stopped: (run, because, parked) => {
      if (!this.#isUnderWay(run)) return;
      this.#stop(run, because, parked);
      this.#flush();
    },
    failed: (run, error, parked) => {
      this.#listener.failed(error);
      if (run !== this.#present) return;
      this.#stop(run, 'failed', parked);
      this.#flush();
    },
  };

  #isUnderWay(run: OpenRun): boolean {
    return run === this.#present && this.isRunning;
  }

  /** Parks a run that is to go on. */
  async #parkBetween(run: OpenRun): Promise<void> {
    const parked = await run.trainer.park();
    if (this.isRunning) this.#progressed(run, parked.updates, parked.points);
  }

  #progressed(run: OpenRun, updates: number, points: readonly SeriesPoint[]): void {
    run.append(points);
    run.updates = updates;
    this.#ledger.reached(this.#placeOf(run));
    this.#listener.happened({ type: 'progressed', step: updates, points });
    this.#settingsMoved(run);
  }

  #stop(run: OpenRun, because: PauseReason, parked: Parked): void {
    this.#ledger.note({ type: 'pause', cursor: parked.moment.cursor, because });
    this.#stand(run, because, parked);
  }

  /** The run stands at a moment. */
  #stand(run: OpenRun, because: PauseReason, { updates, moment, points }: Parked): void {
    run.append(points);
    run.moment = moment;
    run.updates = updates;
    this.#ledger.reached(this.#placeOf(run));
    const finite = Number.isFinite(moment.trainer?.J ?? 0);
    this.#playback = { status: 'paused', cursor: moment.cursor, because: finite ? because : 'not-finite' };
    this.#listener.happened({ type: 'moment-reached', moment, points });
    this.#changed(run);
  }

  /** A run that goes on over recorded commands changes its settings by itself. */
  #settingsMoved(run: OpenRun): void {
    const present = this.#ledger.settingsAt(this.#placeOf(run));
    if (!isDeepStrictEqual(this.#settings, present)) this.#changed(run);
  }

  #changed(run: OpenRun): void {
    this.#settings = this.#ledger.settingsAt(this.#placeOf(run));
    this.#listener.changed();
  }

  #require(command: Command['type']): void {
    const { status } = this.#playback;
    const live =
      command === 'run' || command === 'pause' || command === 'step' || command === 'home'
        ? isLive(this.#playback, command)
        : status !== 'preparing';
    if (!live) throw new Refusal('not-now', { command, status });
  }

  #placeOf({ plan, updates }: OpenRun): Place {
    return { run: plan.number, branch: this.#branch, updates };
  }

  #opened(): OpenRun {
    if (!this.#present) throw new Error('the room has no run');
    return this.#present;
  }

  #flush(): void {
    this.#ledger.flush().catch(this.#listener.failed);
  }
}
