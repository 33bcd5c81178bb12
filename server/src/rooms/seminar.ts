/** A lesson through which everybody walks by themselves: what its pages show is worked out once, and kept while it is looked at (SPEC LE22–LE25). */
import type { CommandOf } from '@deltaboard/shared/class/table.ts';
import type { LessonState } from '@deltaboard/shared/class/state.ts';
import { asksOfPass } from '@deltaboard/shared/class/open-question.ts';
import { pageTold } from '@deltaboard/shared/class/told.ts';
import { viewOfPage, type Lesson } from '@deltaboard/shared/lesson/lesson.ts';
import type { SeminarPage } from '@deltaboard/shared/protocol/seminar.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { changedScratch, OPENING_SCRATCH } from '@deltaboard/shared/scratch/scratch.ts';
import type { Presence } from '../people/presence.ts';
import type { Asker } from './asker.ts';
import type { Beside, BesideHandlers, BesideParts } from './beside.ts';
import { presetOf } from './built-run.ts';
import type { Working } from './long-work.ts';
import type { TrainerListener } from './open-run.ts';
import type { Kept } from './pending.ts';
import { requireBoards, solvedPages, type SolvedPages } from './seminar-boards.ts';

interface OpenLesson {
  readonly state: LessonState;
  readonly lesson: Lesson;
}

interface Solved {
  /** Row of the lesson. */
  readonly row: string;
  readonly pages: Promise<SolvedPages>;
}

export class Seminar {
  readonly #parts: BesideParts & { readonly presence: Presence };
  readonly #runs: Beside;
  #solved: Solved | null = null;
  readonly beside: Pick<BesideHandlers, 'open-seminar'> = {
    'open-seminar': (command, asker) => this.#open(command, asker),
  };

  constructor(parts: BesideParts & { readonly presence: Presence }, runs: Beside) {
    this.#parts = parts;
    this.#runs = runs;
  }

  /**
   * A member has turned to a page. Rejects with Refusal 'not-now' without a seminar, 'question-open' while the class is asked about a pass,
   * 'not-for-a-screen', 'command' for a page that there is not.
   */
  async page(member: string, page: number): Promise<SeminarPage> {
    const { log, presence } = this.#parts;
    const command = 'lesson-page';
    if (presence.isScreen(member)) throw new Refusal('not-for-a-screen', { command });
    const { state } = log.released;
    const { seminar } = state.lesson ?? {};
    if (!seminar?.open) throw new Refusal('not-now', { command, status: state.standing.status });
    if (asksOfPass(state)) throw new Refusal('question-open', { command });
    const open = this.#lesson('released');
    const { pages } = open.lesson;
    if (page >= pages.length)
      throw new Refusal('command', { path: 'page', value: page, reason: `<${pages.length}` });
    presence.turned(member, { row: open.state.row, page });
    const { boards, asking } = await this.#pages(open);
    const id = seminar.questions[page];
    const asks = asking.find((one) => one.page === page);
    const content = pages[page];
    const drawn = pages.findLast(({ scratch }, k) => k <= page && scratch !== undefined);
    return {
      ...pageTold(open.lesson, page),
      view: viewOfPage(content, state.view),
      pointer: content.pin ?? null,
      scratch: drawn?.scratch
        ? changedScratch(OPENING_SCRATCH, { operation: 0, ...drawn.scratch })
        : OPENING_SCRATCH,
      board: boards[page],
      asks: asks && id !== null ? { id, question: asks.question } : null,
    };
  }

  async #open(command: CommandOf<'open-seminar'>, asker: Asker): Promise<Kept> {
    const { act, present } = this.#parts;
    if (!present.failure) present.require('open-seminar');
    const open = this.#lesson('newest');
    const { row } = open.state;
    requireBoards(open.state.pages, this.#configurationOf);
    const pages = await (this.#known(row) ?? this.#runs.begin((working) => this.#solve(open, working)));
    this.#solved = { row, pages: Promise.resolve(pages) };
    return act<'open-seminar'>(asker, command, { row, asking: pages.asking });
  }

  /** Those of a class that comes back are worked out when somebody first looks at one. */
  #pages(open: OpenLesson): Promise<SolvedPages> {
    const { row } = open.state;
    const known = this.#known(row);
    if (known) return known;
    const { signal } = new AbortController();
    const pages = this.#solve(open, { signal, approached: () => undefined });
    const solved = { row, pages };
    this.#solved = solved;
    // The next who asks tries again.
    pages.catch(() => {
      if (this.#solved === solved) this.#solved = null;
    });
    return pages;
  }

  #known(row: string): Promise<SolvedPages> | null {
    return this.#solved?.row === row ? this.#solved.pages : null;
  }

  #solve({ state, lesson }: OpenLesson, working: Working): Promise<SolvedPages> {
    // Those of the lesson before are not held beside these.
    if (!this.#known(state.row)) this.#solved = null;
    return solvedPages(
      lesson,
      state.pages,
      ({ preset, configuration }) =>
        this.#runs.build(
          {
            ...{ number: 0, preset: presetOf({ configuration, preset }), configuration },
            ...{ corpus: null, speed: null },
          },
          working,
          { listener: SILENT },
        ),
      working,
    );
  }

  readonly #configurationOf = (run: number) => this.#parts.log.newest.state.runs[run].configuration;

  /** Throws Refusal 'not-now' where none is open. */
  #lesson(of: 'newest' | 'released'): OpenLesson {
    const { state, rows } = this.#parts.log[of];
    const lesson = state.lesson && (rows.get(state.lesson.row) as Lesson | undefined);
    if (!state.lesson || !lesson)
      throw new Refusal('not-now', { command: 'open-seminar', status: state.standing.status });
    return { state: state.lesson, lesson };
  }
}

const nothing = (): void => undefined;
/** Nobody hears of these runs but through what they are asked. */
const SILENT: TrainerListener = {
  ...{ frame: nothing, moment: nothing, progressed: nothing },
  ...{ evaluated: nothing, stopped: nothing, failed: nothing },
};
