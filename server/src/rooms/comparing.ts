/**
 * What the class compares, trained beside its run, one configuration and seed after the other (SPEC CR1–CR3). What is made stays for as long as
 * it is asked about; who looks asks how far it is.
 */
import type { Compared, ComparedSeed } from '@deltaboard/shared/evaluation/comparison.ts';
import { FAILED, SEEDS, seedOf } from '@deltaboard/shared/evaluation/comparison.ts';
import type { ToldComparison } from '@deltaboard/shared/protocol/events.ts';
import type { PressureLevel } from '@deltaboard/shared/protocol/admin.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { NUMERICS_VERSION } from '@deltaboard/shared/training/configuration-limits.ts';
import { isDeepStrictEqual } from 'node:util';
import { isGivenUp } from '../pressure.ts';
import type { OwnOfClass } from '../data/own.ts';
import type { ClassLog } from './class-log.ts';
import type { PresentRun } from './present-run.ts';

export interface ComparingParts {
  readonly log: ClassLog;
  readonly present: PresentRun;
  readonly own: OwnOfClass;
  readonly pressure: { readonly level: PressureLevel };
  /** The text of a corpus by its hash. */
  readonly corpus: (hash: string) => Promise<string | null>;
  /** Nobody awaits it. */
  readonly later: (promise: Promise<unknown>) => void;
}

interface UnderWay {
  readonly compared: Compared;
  /** Of each run, in the order in which they are named, a list by seeds. */
  readonly made: (ComparedSeed | null)[][];
  readonly aborting: AbortController;
  isAtWork: boolean;
}

export class Comparing {
  readonly #parts: ComparingParts;
  #underWay: UnderWay | null = null;

  constructor(parts: ComparingParts) {
    this.#parts = parts;
  }

  /** The class compares something else, or nothing any more. */
  follow(): void {
    const { compared } = this.#parts.log.released.state.view;
    if (this.#underWay && !isDeepStrictEqual(this.#underWay.compared, compared)) {
      this.#underWay.aborting.abort();
      this.#underWay = null;
    }
  }

  /** How far it is; null where the class compares nothing. It goes on as long as somebody asks. */
  of(): ToldComparison | null {
    this.follow();
    const { compared } = this.#parts.log.released.state.view;
    if (!compared) return null;
    const work = (this.#underWay ??= {
      compared,
      made: compared.runs.map(() => Array.from({ length: SEEDS }, () => null)),
      aborting: new AbortController(),
      isAtWork: false,
    });
    if (!work.isAtWork) this.#parts.later(this.#goOn(work));
    const configurations = compared.runs.map((run) => this.#seeded(run, 0));
    return { ...compared, configurations, seeds: work.made };
  }

  /** The next that is missing, seed after seed, so that all are seen early. One at a time. */
  async #goOn(work: UnderWay): Promise<void> {
    const { present, own, pressure } = this.#parts;
    const { compared, made, aborting } = work;
    const seed = Array.from({ length: SEEDS }, (_, k) => k).find((k) => made.some((of) => of[k] === null));
    const trainer = present.run?.trainer;
    if (seed === undefined || !trainer || isGivenUp('evaluations', pressure.level)) return;
    work.isAtWork = true;
    const at = made.findIndex((of) => of[seed] === null);
    try {
      const configuration = await this.#configurationOf(compared.runs[at], seed);
      if (!configuration) throw new Refusal('corpus-not-kept');
      await own.require(configuration);
      made[at][seed] = await trainer.compare(configuration, compared, aborting.signal);
    } catch {
      // Its thread died, or its data are gone: it is not tried again, and is told as one without a point.
      made[at][seed] = FAILED;
    } finally {
      work.isAtWork = false;
    }
  }

  /** As it began; it is trained anew, with the newest numerics. */
  #seeded(run: number, seed: number): Configuration {
    const { configuration } = this.#parts.log.released.state.runs[run];
    return { ...configuration, seed: seedOf(configuration.seed, seed), numerics: NUMERICS_VERSION };
  }

  async #configurationOf(run: number, seed: number): Promise<Configuration | null> {
    const { corpus: hash } = this.#parts.log.released.state.runs[run];
    const seeded = this.#seeded(run, seed);
    if (hash === null) return seeded;
    const text = await this.#parts.corpus(hash);
    return text === null ? null : { ...seeded, corpus: { kind: 'pasted', text } };
  }
}
