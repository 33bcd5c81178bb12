/**
 * What the class compares, trained beside its run, one configuration and seed after the other (SPEC CR1–CR5). It goes on as long as somebody
 * is here, and what is made is told to everybody, as long as it is compared.
 */
import {
  FAILED,
  SEEDS,
  seedOf,
  type Compared,
  type ComparedSeed,
} from '@deltaboard/shared/evaluation/comparison.ts';
import { notNow, outOfBounds } from '@deltaboard/shared/class/rule.ts';
import type { CommandOf } from '@deltaboard/shared/class/table.ts';
import type { StartPlace } from '@deltaboard/shared/link/link.ts';
import type { PressureLevel } from '@deltaboard/shared/protocol/admin.ts';
import type { ToldComparison } from '@deltaboard/shared/protocol/state.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { NUMERICS_VERSION } from '@deltaboard/shared/training/configuration-limits.ts';
import { isDeepStrictEqual } from 'node:util';
import type { Cancel, Clock } from '../clock.ts';
import type { OwnOfClass } from '../data/own.ts';
import { isGivenUp, LOOK_INTERVAL_MS } from '../pressure.ts';
import type { Presence } from '../people/presence.ts';
import type { ClassLog } from './class-log.ts';
import type { PresentRun } from './present-run.ts';

export interface ComparingParts {
  readonly log: ClassLog;
  readonly present: PresentRun;
  readonly presence: Presence;
  readonly own: OwnOfClass;
  readonly pressure: { readonly level: PressureLevel };
  readonly clock: Clock;
  /** The text of a corpus by its hash. */
  readonly corpus: (hash: string) => Promise<string | null>;
  /** More of it is there. */
  readonly changed: () => void;
  /** Nobody awaits it. */
  readonly later: (promise: Promise<unknown>) => void;
}

/** What is put on the board of a comparison: the end of its best step. */
export interface ComparedStart {
  readonly configuration: Configuration;
  readonly preset: null;
  readonly at: StartPlace;
}

interface UnderWay {
  readonly compared: Compared;
  readonly aborting: AbortController;
  told: ToldComparison;
  isAtWork: boolean;
}

export class Comparing {
  readonly #parts: ComparingParts;
  #underWay: UnderWay | null = null;
  #again: Cancel | null = null;

  constructor(parts: ComparingParts) {
    this.#parts = parts;
  }

  /** How far it is; null where the class compares nothing. */
  get told(): ToldComparison | null {
    return this.#work()?.told ?? null;
  }

  /** Something else may be compared, somebody may have come, a run may be there now. */
  follow(): void {
    const work = this.#work();
    if (work && !work.isAtWork) this.#parts.later(this.#goOn(work));
  }

  /**
   * A run of the class as it was compared with a seed, and its best step. Rejects with Refusal 'command' where it is not compared, 'not-now'
   * before it is made, 'corpus-not-kept'.
   */
  async kept({ run, seed }: CommandOf<'open-compared'>): Promise<ComparedStart> {
    const { told } = this;
    const at = told?.runs.indexOf(run) ?? -1;
    if (!told || at < 0) throw outOfBounds('run', run, 'not compared');
    const best = told.seeds[at][seed]?.best ?? null;
    if (best === null) throw notNow(this.#parts.log.released.state, 'open-compared');
    const configuration = await this.#configurationOf(run, seed);
    return { configuration, preset: null, at: { step: best + 1, operation: 0 } };
  }

  /** What is compared now; what was compared before is given up. */
  #work(): UnderWay | null {
    const { compared } = this.#parts.log.released.state.view;
    if (this.#underWay && !isDeepStrictEqual(this.#underWay.compared, compared)) {
      this.#underWay.aborting.abort();
      this.#underWay = null;
    }
    if (!compared) return null;
    return (this.#underWay ??= {
      compared,
      aborting: new AbortController(),
      told: {
        ...compared,
        seeds: compared.runs.map(() => Array.from({ length: SEEDS }, (): ComparedSeed | null => null)),
      },
      isAtWork: false,
    });
  }

  /** What is missing, seed after seed, so that all are seen early. One at a time. */
  async #goOn(work: UnderWay): Promise<void> {
    const { present, presence, pressure, changed } = this.#parts;
    work.isAtWork = true;
    try {
      for (let next = missing(work.told); next && this.#underWay === work; next = missing(work.told)) {
        const trainer = present.run?.trainer;
        if (!trainer || presence.here === 0) return;
        if (isGivenUp('evaluations', pressure.level)) return this.#lookAgain();
        const made = await this.#made(work, next, trainer);
        // Given up with the run that it was beside: it is made beside the next one.
        if (!made && present.run?.trainer !== trainer) continue;
        work.told = withMade(work.told, next, made ?? FAILED);
        if (this.#underWay === work) changed();
      }
    } finally {
      work.isAtWork = false;
    }
  }

  async #made(
    { compared, aborting }: UnderWay,
    { at, seed }: Place,
    trainer: NonNullable<PresentRun['run']>['trainer'],
  ): Promise<ComparedSeed | null> {
    try {
      const configuration = await this.#configurationOf(compared.runs[at], seed);
      await this.#parts.own.require(configuration);
      return await trainer.compare(configuration, compared, aborting.signal);
    } catch {
      // Its thread died, or its data are gone: it is not tried again, and is told as one without a point.
      return FAILED;
    }
  }

  /** Whoever is under pressure says so once a second. */
  #lookAgain(): void {
    this.#again ??= this.#parts.clock.after(LOOK_INTERVAL_MS, () => {
      this.#again = null;
      this.follow();
    });
  }

  /** As it began; it is trained anew, with the newest numerics. Rejects with Refusal 'corpus-not-kept'. */
  async #configurationOf(run: number, seed: number): Promise<Configuration> {
    const { corpus: hash, configuration: began } = this.#parts.log.released.state.runs[run];
    const configuration: Configuration = {
      ...began,
      seed: seedOf(began.seed, seed),
      numerics: NUMERICS_VERSION,
    };
    if (hash === null) return configuration;
    const text = await this.#parts.corpus(hash);
    if (text === null) throw new Refusal('corpus-not-kept');
    return { ...configuration, corpus: { kind: 'pasted', text } };
  }
}

interface Place {
  /** Of the run among those that are compared. */
  readonly at: number;
  readonly seed: number;
}

function missing({ seeds }: ToldComparison): Place | null {
  for (let seed = 0; seed < SEEDS; seed++) {
    const at = seeds.findIndex((of) => of[seed] === null);
    if (at >= 0) return { at, seed };
  }
  return null;
}

const withMade = (told: ToldComparison, { at, seed }: Place, made: ComparedSeed): ToldComparison => ({
  ...told,
  seeds: told.seeds.map((of, k) => (k === at ? of.with(seed, made) : of)),
});
