/**
 * The questions of a class: one stands at a time, is answered in one or two rounds, and revealed. What was revealed stays
 * revealed (SPEC QU).
 */
import type {
  Answers,
  Distribution,
  PosedQuestion,
  QuestionPhase,
  RecordEntry,
} from '@deltaboard/shared/protocol/participation.ts';
import type { Question } from '@deltaboard/shared/questions/question.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Cursor } from '@deltaboard/shared/training/cursor.ts';
import type { Clock } from '../rooms/clock.ts';

interface Asked {
  readonly id: number;
  readonly question: Question;
  readonly cursor: Cursor | null;
  /** By member, one choice a round. */
  readonly answers: Map<string, (number | null)[]>;
  phase: QuestionPhase;
  /** Answers are taken no more: the reveal is under way. */
  closed: boolean;
  discussion: { readonly seconds: number; readonly since: number } | null;
  hasSecond: boolean;
  revealed: boolean;
  truth: number | null;
}

/** Of one question, for the driver's report. */
export interface AskedReport extends Pick<Asked, 'id' | 'question' | 'cursor' | 'revealed' | 'truth'> {
  readonly rounds: readonly Distribution[];
  readonly answers: ReadonlyMap<string, Answers>;
}

export class Questions {
  readonly #clock: Clock;
  readonly #all: Asked[] = [];
  #standing: Asked | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** As everybody sees it. */
  get posed(): PosedQuestion | null {
    const asked = this.#standing;
    if (!asked) return null;
    const { id, question, cursor, phase, revealed, truth } = asked;
    const { discussion } = asked;
    const passed = discussion ? (this.#clock.now() - discussion.since) / 1000 : 0;
    return {
      id,
      question,
      cursor,
      phase,
      answered: this.answered,
      discussion: discussion && {
        seconds: discussion.seconds,
        left: Math.max(0, Math.ceil(discussion.seconds - passed)),
      },
      result: revealed ? { truth, rounds: roundsOf(asked) } : null,
    };
  }

  /** Whether one stands whose truth has not been shown. */
  get isOpen(): boolean {
    return this.#standing !== null && !this.#standing.revealed;
  }

  /** Answers of the round that is open, or was last. */
  get answered(): number {
    const asked = this.#standing;
    if (!asked) return 0;
    const round = asked.hasSecond ? 1 : 0;
    let answered = 0;
    for (const answers of asked.answers.values()) if (answers[round] !== null) answered++;
    return answered;
  }

  /** Distributions of the question that stands, also before the reveal. */
  get rounds(): readonly Distribution[] {
    return this.#standing ? roundsOf(this.#standing) : [];
  }

  get reports(): readonly AskedReport[] {
    return this.#all.map((asked) => ({ ...asked, rounds: roundsOf(asked) }));
  }

  /** Whatever stood before is taken away. Throws Refusal 'question-open' while one is open. */
  ask(question: Question, cursor: Cursor | null): void {
    if (this.isOpen) throw new Refusal('question-open', { command: 'ask' });
    const asked: Asked = {
      id: this.#all.length,
      question,
      cursor,
      answers: new Map(),
      phase: 'first',
      closed: false,
      discussion: null,
      hasSecond: false,
      revealed: false,
      truth: null,
    };
    this.#all.push(asked);
    this.#standing = asked;
  }

  /** `seconds`: of its timer; null: none. Throws Refusal 'no-question' unless the first round is open. */
  discuss(seconds: number | null): void {
    const asked = this.#in('discuss', 'first');
    asked.phase = 'discussion';
    asked.discussion = seconds === null ? null : { seconds, since: this.#clock.now() };
  }

  /** Throws Refusal 'no-question' unless the first round has been. */
  askAgain(): void {
    const asked = this.#in('ask-again', 'first', 'discussion');
    asked.phase = 'second';
    asked.discussion = null;
    asked.hasSecond = true;
  }

  /**
   * Throws Refusal 'no-question' for one that never stood, 'question-revealed' or 'question-closed' when it is too late,
   * 'already-answered' for a second one in a round, 'command' for a choice that there is not.
   */
  answer(member: string, id: number, round: 0 | 1, choice: number): void {
    const asked = this.#all.at(id);
    if (!asked) throw new Refusal('no-question', { command: 'answer' });
    if (asked.revealed) throw new Refusal('question-revealed');
    const isRound = round === 0 ? asked.phase === 'first' : asked.phase === 'second';
    if (asked !== this.#standing || asked.closed || !isRound) throw new Refusal('question-closed');
    const { length } = asked.question.choices;
    if (choice >= length) {
      throw new Refusal('command', { path: 'choice', value: choice, reason: `<${length}` });
    }
    const answers = asked.answers.get(member) ?? [null, null];
    if (answers[round] !== null) throw new Refusal('already-answered');
    asked.answers.set(member, answers.with(round, choice));
  }

  /** No answer is taken from now on. Throws Refusal 'no-question' unless one is open. */
  close(): Pick<Asked, 'question' | 'cursor'> {
    const asked = this.#in('reveal', 'first', 'discussion', 'second');
    asked.closed = true;
    return asked;
  }

  /** The step that was to show the truth failed: answers are taken again. */
  reopen(): void {
    if (this.#standing) this.#standing.closed = false;
  }

  reveal(truth: number | null): void {
    if (!this.isOpen) throw new Refusal('no-question', { command: 'reveal' });
    Object.assign(this.#standing as Asked, { phase: 'revealed', revealed: true, truth, discussion: null });
  }

  /** Throws Refusal 'no-question' where none stands. */
  dismiss(): void {
    if (!this.#standing) throw new Refusal('no-question', { command: 'dismiss' });
    this.#standing = null;
  }

  /** Members who have answered the question that stands. */
  get answerers(): readonly string[] {
    return [...(this.#standing?.answers.keys() ?? [])];
  }

  /** What one member has answered. */
  record(member: string): readonly RecordEntry[] {
    return this.#all.flatMap((asked) => {
      const answers = asked.answers.get(member);
      const { id, question, cursor, revealed, truth } = asked;
      return answers ? [{ id, question, cursor, answers, revealed, truth }] : [];
    });
  }

  #in(command: string, ...phases: readonly QuestionPhase[]): Asked {
    const asked = this.#standing;
    if (!asked || asked.closed || !phases.includes(asked.phase))
      throw new Refusal('no-question', { command });
    return asked;
  }
}

function roundsOf({ question, answers, hasSecond }: Asked): readonly Distribution[] {
  return (hasSecond ? [0, 1] : [0]).map((round) => {
    const counts = question.choices.map(() => 0);
    for (const given of answers.values()) {
      const choice = given[round];
      if (choice !== null) counts[choice]++;
    }
    return counts;
  });
}
