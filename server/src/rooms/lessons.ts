/**
 * The lesson that a class is led through (SPEC LE5–LE7): its runs are built and trained beside the present one when it is opened, so that
 * each of its pages is entered at once, whatever the class has done in between.
 */
import { pageAsked, type PageEvidence } from '@deltaboard/shared/class/commands/lesson.ts';
import type { CommandOf } from '@deltaboard/shared/class/table.ts';
import { runsOf, standsOf, type Lesson } from '@deltaboard/shared/lesson/lesson.ts';
import { readLesson } from '@deltaboard/shared/lesson/read-lesson.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Parked } from '../training/trainer.ts';
import type { Asker } from './asker.ts';
import type { Beside, BesideHandlers, BesideParts } from './beside.ts';
import { builtFact, presetOf } from './built-run.ts';
import type { InRunCommands } from './in-run.ts';
import { prepare, questionOn, type PreparedLesson } from './lesson-pages.ts';
import { SearchListener } from './lesson-search.ts';
import type { Working } from './long-work.ts';
import { requireModel } from './model-limits.ts';
import type { OpenRun, RunPlan } from './open-run.ts';
import type { Kept } from './pending.ts';
import { parkedAt } from './present-run.ts';
import type { Aside } from './serial-queue.ts';

export class Lessons {
  readonly #parts: BesideParts;
  readonly #runs: Beside;
  readonly #searching: SearchListener;
  readonly beside: Pick<BesideHandlers, 'lesson'> = {
    lesson: (command, asker) => this.#open(command, asker),
  };
  readonly inRun: Pick<InRunCommands, 'enter'> = {
    enter: (command, asker, aside) => this.#enter(command, asker, aside),
  };

  constructor(parts: BesideParts, runs: Beside) {
    this.#parts = parts;
    this.#runs = runs;
    this.#searching = new SearchListener(parts.listener);
  }

  async #open(command: CommandOf<'lesson'>, asker: Asker): Promise<Kept> {
    const { log, present, act, limits, ready, kept } = this.#parts;
    const lesson = readLesson(command.text);
    if (!present.failure) present.require('lesson');
    const first = log.newest.state.runs.length;
    const plans = runsOf(standsOf(lesson)).runs.map(({ preset, configuration }, k): RunPlan => {
      requireModel(configuration, limits);
      return {
        number: first + k,
        preset: presetOf({ configuration, preset }),
        configuration,
        corpus: null,
        speed: null,
      };
    });
    const prepared = await this.#runs.begin((working) => this.#prepare(lesson, plans, working));
    const { runs, pages, unasked, heads } = prepared;
    const [opening] = runs;
    const there = prepared.first ?? opening.opened;
    const adopt = (): void => {
      ready.hold(runs);
      this.#runs.enter(opening, there);
      for (const run of runs) kept.save(run);
    };
    try {
      return await this.#runs.leaving((parked) =>
        act<'lesson'>(
          asker,
          command,
          {
            ...{ lesson, first, pages, unasked },
            runs: runs.map((run, k) => ({ built: builtFact(run), head: heads[k] })),
            entered: this.#evidence(lesson, 0, pages[0], opening, prepared.first),
            parked: parked && parkedAt(parked),
          },
          { adopt },
        ),
      );
    } catch (error) {
      if (present.run !== opening) await closed(runs);
      throw error;
    }
  }

  async #prepare(lesson: Lesson, plans: readonly RunPlan[], working: Working): Promise<PreparedLesson> {
    const runs: OpenRun[] = [];
    try {
      for (const plan of plans)
        runs.push(await this.#runs.build(plan, working, { listener: this.#searching.listener }));
      return await prepare(lesson, runs, this.#searching, working);
    } catch (error) {
      await closed(runs);
      throw error;
    }
  }

  async #enter(command: CommandOf<'enter'>, asker: Asker, aside: Aside): Promise<Kept> {
    const { log, act, stopping } = this.#parts;
    const { state, rows } = log.newest;
    const page = pageAsked(state, command);
    const lesson = state.lesson && (rows.get(state.lesson.row) as Lesson | undefined);
    if (!state.lesson || !lesson)
      throw new Refusal('not-now', { command: 'enter', status: state.standing.status });
    const standing = state.lesson.pages[page];
    this.#runs.giveUp();
    if (!standing) return act<'enter'>(asker, command, this.#evidence(lesson, page, null, null, null));
    await stopping.pause(asker);
    const { run: number, step, operation } = standing.cursor;
    return this.#runs.reaching(aside, number, { branch: 0, step, operation }, ({ run, parked, adopt }) =>
      act<'enter'>(asker, command, this.#evidence(lesson, page, standing, run, parked), { adopt }),
    );
  }

  #evidence(
    lesson: Lesson,
    page: number,
    standing: PreparedLesson['pages'][number],
    run: OpenRun | null,
    parked: Parked | null,
  ): PageEvidence {
    const content = lesson.pages[page];
    const stand = standsOf(lesson)[page];
    return {
      ...{ page, content, standing },
      subject: stand.subject,
      configuration: run?.plan.configuration ?? null,
      question: run && parked && questionOn(run, parked, content, stand, standing),
    };
  }
}

const closed = (runs: readonly OpenRun[]): Promise<unknown> =>
  Promise.all(runs.map((run) => run.trainer.close()));
