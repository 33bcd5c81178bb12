/**
 * Runs that take the present one's place: built, recalled or computed anew beside it, and adopted in a turn of its own (SPEC RM10, RN7).
 */
import type { Report } from '@deltaboard/shared/class/reports.ts';
import type { Standing } from '@deltaboard/shared/class/state.ts';
import {
  requirePlace,
  requireRuns,
  requireStart,
  started,
} from '@deltaboard/shared/class/commands/playback.ts';
import { stopped } from '@deltaboard/shared/class/commands/standing.ts';
import { placed } from '@deltaboard/shared/class/reading.ts';
import type { Command, CommandIn, CommandOf } from '@deltaboard/shared/class/table.ts';
import { runWith } from '@deltaboard/shared/link/changes.ts';
import type { DataKind } from '@deltaboard/shared/protocol/library.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Cursor } from '@deltaboard/shared/training/cursor.ts';
import { presetSpeeds } from '@deltaboard/shared/training/presets.ts';
import { newRun, type Run } from '@deltaboard/shared/training/run.ts';
import { createHash } from 'node:crypto';
import type { Parked, BranchPlace } from '../training/trainer.ts';
import type { Clock } from '../clock.ts';
import type { Limits } from '../limits.ts';
import type { Kept } from './pending.ts';
import type { Act, Asker } from './asker.ts';
import type { LongWork, Working } from './long-work.ts';
import { OwnRuns, type OwnRunsParts } from './own-runs.ts';
import { anew, builtFact, openingPlan, presetOf } from './built-run.ts';
import { OpenRun, type RunPlan, type TrainerListener } from './open-run.ts';
import { parkedAt } from './present-run.ts';
import { requireModel } from './model-limits.ts';
import type { Aside } from './serial-queue.ts';
import { recalled, standingAt, type RecallingParts } from './recalled-runs.ts';
import type { Stopping } from './stopping.ts';
import type { Ways } from './ways.ts';

export interface BesideParts extends OwnRunsParts, RecallingParts {
  readonly work: LongWork;
  readonly ways: Ways;
  readonly stopping: Stopping;
  /** Throws Refusal when this member does not have the command, or an open question forbids it. */
  readonly require: (by: string, command: Command) => void;
  /** What is to be opened of a comparison. Rejects as `Comparing.kept`. */
  readonly compared: (command: CommandOf<'open-compared'>) => Promise<Start>;
  readonly act: Act;
  /** What nobody asked for. */
  readonly report: (report: Report) => Promise<void>;
  readonly clock: Clock;
  readonly limits: Limits;
}

/** What a run is built of that takes the present one's place, and how far it is brought before. */
interface Start
  extends Pick<RunPlan, 'configuration' | 'preset'>, Pick<CommandOf<'configure'>, 'at' | 'changes'> {}

/** Of commands whose long work is done beside the present run. */
export type BesideHandlers = {
  readonly [T in CommandIn<'beside'>]: (command: CommandOf<T>, asker: Asker) => Promise<Kept>;
};

const corpusHash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A room with nobody in it pauses itself after this long (SPEC RM5). */
export const EMPTY_PAUSE_MS = 60_000;

export class Beside {
  readonly #parts: BesideParts;
  readonly #own: OwnRuns;
  readonly handlers: Omit<BesideHandlers, 'lesson' | 'open-seminar'> = {
    reset: (command, asker) => this.#replace(command, asker, this.#asItStands()),
    configure: (command, asker) => this.#orFailed(this.#replace(command, asker, command)),
    'open-compared': async (command, asker) =>
      this.#replace(command, asker, await this.#parts.compared(command)),
    open: (command, asker) => this.#orFailed(this.#open(command, asker)),
  };

  constructor(parts: BesideParts) {
    this.#parts = parts;
    this.#own = new OwnRuns(parts, () => this.giveUp());
  }

  /** Whatever takes long is given up. */
  giveUp(): void {
    this.#parts.work.cancel();
    this.#parts.ways.giveUp();
  }

  /**
   * The first run of a new class; or the one of a class that comes back, made again beside nothing, so that the class is usable before.
   * Rejects with a Refusal when it cannot be built.
   */
  async open(): Promise<void> {
    const { standing } = this.#parts.log.newest.state;
    const opening = standing.status === 'preparing' ? this.#openFirst() : this.#comeBack(placeIn(standing));
    await this.#orFailed(opening);
  }

  /** A class without a run is told why, once none is on its way any more (SPEC RM13). */
  async #orFailed<T>(coming: Promise<T>): Promise<T> {
    const { present, work, changed } = this.#parts;
    try {
      return await coming;
    } catch (error) {
      if (!present.run && !work.isUnderWay) {
        present.failed(error);
        changed();
      }
      throw error;
    }
  }

  /** Its owner has deleted what runs of the class may be made of. */
  dataDeleted(kind: DataKind, hash: string): void {
    this.#own.deleted(kind, hash);
  }

  async #openFirst(): Promise<void> {
    const { log, work, limits } = this.#parts;
    const run = await work.begin((working) => this.build(openingPlan, working));
    const decision = started(log.newest.state, { evidence: { ...builtFact(run), parked: null }, limits });
    await log.record(decision, { by: null, command: null, adopt: () => this.enter(run, run.opened) });
  }

  async #comeBack({ run: number, ...place }: Cursor): Promise<void> {
    const { present, work, inTurn } = this.#parts;
    const { run, parked } = await work.begin(async (working) => {
      const run = await recalled(this.#parts, number, place, working);
      return { run, parked: await standingAt(this.#parts, run, place, working) };
    });
    await inTurn(async () => {
      if (present.run) return run.trainer.close();
      await this.#own.require(run);
      this.enter(run, parked);
      this.#parts.changed();
      await this.#goOn(run);
      return undefined;
    });
  }

  /** A run that was under way goes on from its last mark, unless the server was away for longer than a class may be. */
  async #goOn(run: OpenRun): Promise<void> {
    const { log, clock, report } = this.#parts;
    const { state } = log.newest;
    if (state.standing.status !== 'running') return;
    // A last event in the future is of a clock that was wrong: how long ago it was, nobody knows.
    if (Math.abs(clock.now() - state.at) <= EMPTY_PAUSE_MS) return run.trainer.start(state.speed);
    await report({ type: 'room-empty', parked: parkedAt(run.opened) });
  }

  /**
   * @param listener hears of it; the room's own, unless it is another's until it has its place
   * @param log with the changes before the place `at` which it is brought; null: it stands at its beginning
   */
  async build(
    plan: RunPlan,
    working: Working,
    {
      listener = this.#parts.listener,
      log = newRun(plan.configuration),
      at = null,
    }: { listener?: TrainerListener; log?: Run; at?: BranchPlace | null } = {},
  ): Promise<OpenRun> {
    const { trainers, own } = this.#parts;
    // Also where another class has it in memory.
    await own.require(plan.configuration);
    return OpenRun.open(trainers, plan, log, listener, { ...working, at, kept: null, own });
  }

  async #replace(
    command: CommandOf<'reset'> | CommandOf<'configure'> | CommandOf<'open-compared'>,
    asker: Asker,
    chosen: Start,
  ): Promise<Kept> {
    const { log, present, act, limits } = this.#parts;
    const { configuration, at, changes = [] } = chosen;
    // A class that comes back has its run again first, where it comes.
    if (!present.failure) present.require(command.type);
    if (command.type === 'configure') {
      requireModel(configuration, limits);
      requireStart(log.newest.state, command);
    }
    const number = requireRuns(log.newest.state, limits);
    const preset = presetOf(chosen);
    const text = configuration.corpus.kind === 'pasted' ? configuration.corpus.text : null;
    const corpus = text === null ? null : { hash: corpusHash(text), text };
    const plan: RunPlan = {
      ...{ number, preset, configuration },
      corpus: corpus?.hash ?? null,
      speed: command.type === 'configure' && preset !== null ? presetSpeeds[preset] : null,
    };
    const run = await this.begin((working) =>
      this.build(plan, working, {
        log: runWith(configuration, changes),
        at: at ? { branch: 0, ...at } : null,
      }),
    );
    const adopt = (): void => this.enter(run, run.opened);
    return this.adopting(run, () =>
      this.leaving(async (parked) => {
        await this.#own.require(run);
        const evidence = {
          ...builtFact(run),
          parked: parked && parkedAt(parked),
          ...(at && { brought: { at, parked: parkedAt(run.opened), changes } }),
        };
        const said = { adopt, corpus };
        switch (command.type) {
          case 'reset':
            return act<'reset'>(asker, command, evidence, said);
          case 'configure':
            return act<'configure'>(asker, command, evidence, said);
          case 'open-compared':
            return act<'open-compared'>(asker, command, evidence, said);
        }
      }),
    );
  }

  #asItStands(): Pick<RunPlan, 'configuration' | 'preset'> {
    const { log, present } = this.#parts;
    return anew(log.newest.state, present.require('reset').plan, present.run?.updates ?? 0);
  }

  async #open(command: CommandOf<'open'>, asker: Asker): Promise<Kept> {
    const { log, present, ready, act } = this.#parts;
    const { run: number, branch, step, operation } = command;
    requirePlace(log.newest.state, command);
    if (present.run?.plan.number === number) {
      const opened = await this.#openHere(command, asker);
      if (opened !== null) return opened;
    }
    const { run, parked: there } = await this.begin(async (working) => {
      const place = { branch, step, operation };
      const run = ready.find(number) ?? (await recalled(this.#parts, number, place, working));
      return { run, parked: await standingAt(this.#parts, run, place, working) };
    });
    return this.adopting(run, () =>
      this.leaving(async (parked) => {
        if (!run.isAt(there)) throw new Refusal('given-up');
        await this.#own.require(run);
        if (parked) await this.#pause(asker, parked);
        const adopt = (): void => this.enter(run, there);
        return act<'open'>(asker, command, this.#there(command, there), { adopt });
      }),
    );
  }

  /** Another place of the present run, or branch: by its own trainer. Null where another run is the present one. */
  #openHere(command: CommandOf<'open'>, asker: Asker): Promise<Kept | null> {
    const { present, ways, act, inTurn, stopping, require } = this.#parts;
    return inTurn(async (aside) => {
      // In the turn: one that was built may have taken its place while this waited.
      const here = present.run;
      if (here?.plan.number !== command.run) return null;
      require(asker.by, command);
      this.giveUp();
      await stopping.pause(asker);
      const there = await ways.go(aside, here, (working) => standingAt(this.#parts, here, command, working));
      const adopt = (): void => this.#arrive(here, there);
      return act<'open'>(asker, command, this.#there(command, there), { adopt });
    });
  }

  /** In a turn: a place of any run of the class, and how the class comes to it. Rejects as `Ways.go`. */
  async reaching(
    aside: Aside,
    number: number,
    place: BranchPlace,
    turn: (there: {
      readonly run: OpenRun;
      readonly parked: Parked;
      readonly adopt: () => void;
    }) => Promise<Kept>,
  ): Promise<Kept> {
    const { present, ways, ready, work } = this.#parts;
    const here = present.run;
    if (here?.plan.number === number) {
      const parked = await ways.go(aside, here, (working) => standingAt(this.#parts, here, place, working));
      return turn({ run: here, parked, adopt: () => this.#arrive(here, parked) });
    }
    const known = ready.find(number);
    const going = work.begin(
      async (working) => {
        const run = known ?? (await recalled(this.#parts, number, place, working));
        return { run, parked: await standingAt(this.#parts, run, place, working) };
      },
      { quiet: known !== null },
    );
    const { run, parked } = await (known ? going : aside(going));
    return this.adopting(run, async () => {
      if (!run.isAt(parked)) throw new Refusal('given-up');
      await this.#own.require(run);
      return turn({ run, parked, adopt: () => this.enter(run, parked) });
    });
  }

  /** Beside the present run, whose own way is given up for it where it is long. */
  begin<T>(work: (working: Working) => Promise<T>): Promise<T> {
    const { present, ways } = this.#parts;
    ways.overtake();
    present.isComing();
    return this.#parts.work.begin(work);
  }

  async #pause({ by }: Asker, parked: Parked): Promise<void> {
    const { log } = this.#parts;
    const facts = stopped(log.newest.state, parkedAt(parked), 'driver');
    await log.record({ facts }, { by, command: null });
  }

  #there({ run, branch, step, operation }: CommandOf<'open'>, parked: Parked) {
    const { state } = this.#parts.log.newest;
    const cursor: Cursor = placed(state, { run, branch, step, example: 0, operation });
    const standing = state.standing;
    const isOther = standing.status === 'preparing' || standing.cursor.run !== run;
    const subject = isOther ? ({ kind: 'window' } as const) : state.subject;
    return { cursor, subject, parked: parkedAt(parked), move: null };
  }

  /** A run that could not take its place is not needed. */
  async adopting(run: OpenRun, adopt: () => Promise<Kept>): Promise<Kept> {
    try {
      return await adopt();
    } catch (error) {
      if (this.#parts.present.run !== run) await run.trainer.close();
      throw error;
    }
  }

  /** In a turn in which the present run stands; it goes on where it is not left after all. */
  leaving(turn: (parked: Parked | null) => Promise<Kept>): Promise<Kept> {
    const { log, present, inTurn } = this.#parts;
    const isRunning = (): boolean => log.newest.state.standing.status === 'running';
    return inTurn(async () => {
      const { run } = present;
      const parked = run && isRunning() ? await run.trainer.park() : null;
      try {
        return await turn(isRunning() ? parked : null);
      } catch (error) {
        if (parked && isRunning()) run?.trainer.start(log.newest.state.speed);
        throw error;
      }
    });
  }

  /** The present run, at another place of it. */
  #arrive(run: OpenRun, parked: Parked): void {
    const { present } = this.#parts;
    const left = run.branch;
    run.arrive();
    if (run.branch !== left) present.opened(run);
    present.stand(parked);
  }

  enter(run: OpenRun, parked: Parked): void {
    const { present, ready, later } = this.#parts;
    const old = present.run;
    present.enter(run);
    run.arrive();
    present.opened(run);
    present.stand(parked);
    if (old && old !== run) later(ready.swap(old, run));
  }
}

/** Where no step has been made since it set out a run goes on from inside its step, as it had. */
const placeIn = (standing: Exclude<Standing, { status: 'preparing' }>): Cursor =>
  standing.status === 'running' && standing.cursor.step === standing.from.step
    ? standing.from
    : standing.cursor;
