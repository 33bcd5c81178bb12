/** Questions: one stands at a time, is answered in one or two rounds, and revealed. What was revealed stays revealed (SPEC QU). */
import { HANDS_LIMIT, type QuestionPhase } from '../../protocol/participation.ts';
import { OPTIONS_LIMIT } from '../../questions/askable.ts';
import { revealedEntry } from '../../questions/asked-entry.ts';
import { askedSchema } from '../../questions/asked-schema.ts';
import { parseExpression } from '../../scratch/expression.ts';
import { scratchOperations } from '../../scratch/pass.ts';
import { changedScratch } from '../../scratch/scratch.ts';
import type { Asked, Question } from '../../questions/question.ts';
import { Refusal } from '../../refusal.ts';
import { z } from '../../schema.ts';
import { changesBetween } from '../changes.ts';
import type { Fact } from '../fact.ts';
import { isOpen } from '../open-question.ts';
import { placeOf, standingQuestion } from '../reading.ts';
import { driverOnly, facts, nothing, outOfBounds, rule, type Turn } from '../rule.ts';
import type { ClassState, QuestionState } from '../state.ts';
import { index } from './schemas.ts';
import { standingAt, type There } from './standing.ts';

/** Seconds of a discussion. */
export const DISCUSSION_LIMIT = 1800;

export interface RevealEvidence {
  readonly truth: number | null;
  /** Where the step shows the truth; null: where the class stands already. */
  readonly there: There | null;
}

export const questions = {
  ask: rule({
    schema: z.strictObject({ type: z.literal('ask'), asked: askedSchema }),
    roles: driverOnly,
    turn: 'in-run',
    shows: false,
    /** Evidence: the question as it was composed. Throws Refusal 'question-open' while one is open, 'too-many'. */
    decide(state, _, { evidence, limits }: Turn<Question>) {
      if (isOpen(state)) throw new Refusal('question-open', { command: 'ask' });
      const { questions: limit } = limits;
      if (state.questions.length >= limit) throw new Refusal('too-many', { what: 'questions', limit });
      return facts({
        type: 'question-asked',
        id: state.questions.length,
        question: evidence,
        place: placeOf(state),
      });
    },
  }),
  discuss: rule({
    schema: z.strictObject({
      type: z.literal('discuss'),
      /** Null: without a timer. */
      seconds: z.nullable(z.int().check(z.gte(10), z.lte(DISCUSSION_LIMIT))),
    }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    decide(state, { seconds }) {
      const { id } = inPhase(state, 'discuss', 'first');
      return facts({ type: 'discussion-opened', id, seconds });
    },
  }),
  'ask-again': rule({
    schema: z.strictObject({ type: z.literal('ask-again') }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    decide(state) {
      const { id } = inPhase(state, 'ask-again', 'first', 'discussion');
      return facts({ type: 'second-round-opened', id });
    },
  }),
  /** Hands that were up in a class without devices, or beside them: of each choice so many (SPEC QU37). */
  'count-hands': rule({
    schema: z.strictObject({
      type: z.literal('count-hands'),
      question: index,
      round: z.union([z.literal(0), z.literal(1)]),
      counts: z.array(z.int().check(z.gte(0), z.lte(HANDS_LIMIT))).check(z.maxLength(OPTIONS_LIMIT)),
    }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    /** Throws Refusal as an answer does; 'command' for as many counts as there are no choices, and where there are none at all. */
    decide(state, { question: id, round, counts }) {
      const { question, hands } = inRound(state, 'count-hands', id, round);
      const { length } = question.choices;
      if (length === 0 || counts.length !== length) throw outOfBounds('counts', counts.length, `=${length}`);
      if (changesBetween(hands[round] ?? question.choices.map(() => 0), counts).length === 0) return nothing;
      return facts({ type: 'hands-counted', id, round, counts });
    },
  }),
  /** Closes the answers and performs the pass up to the operation that computes the truth, which the class then points at. */
  reveal: rule({
    schema: z.strictObject({ type: z.literal('reveal') }),
    roles: driverOnly,
    turn: 'in-run',
    shows: false,
    decide(state, _, { evidence }: Turn<RevealEvidence>) {
      const { id, question } = inPhase(state, 'reveal', 'first', 'discussion', 'second');
      const { truth, there } = evidence;
      const moved = there ? standingAt(state, there, 'reveal') : [];
      return facts(...moved, ...graphShown(state, question.asked), ...pointing(state, question, truth), {
        type: 'question-revealed',
        id,
        truth,
        place: placeOf(state),
      });
    },
  }),
  /** Takes the question away, revealed or not. */
  dismiss: rule({
    schema: z.strictObject({ type: z.literal('dismiss') }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    decide(state) {
      const asked = standingQuestion(state);
      if (!asked) throw new Refusal('no-question', { command: 'dismiss' });
      return facts({ type: 'question-dismissed', id: asked.id });
    },
  }),
};

/** A scratch graph that is asked about is gone through to its end. */
function graphShown({ scratch }: ClassState, asked: Asked): readonly Fact[] {
  if (asked.kind !== 'graph-gradient') return [];
  const { expression, values } = asked;
  const { length } = scratchOperations(parseExpression(expression, values));
  const shown = changedScratch(scratch, { expression, values, operation: length });
  return shown === scratch ? [] : [{ type: 'scratch-changed', scratch: shown }];
}

/** At the entry in question, or that is the answer, in the layer that it lies in. */
function pointing({ view }: ClassState, question: Question, truth: number | null): readonly Fact[] {
  const pointer = revealedEntry(question, view.layer, truth);
  if (!pointer) return [];
  const { layer } = pointer;
  return [
    ...(layer === view.layer ? [] : [{ type: 'view-changed', changed: { layer } } as const]),
    { type: 'pinned', pointer },
  ];
}

/**
 * The question whose round takes answers. Throws Refusal 'no-question' for one that never stood, 'question-revealed' or 'question-closed'
 * when it is too late.
 */
export function inRound(state: ClassState, command: string, id: number, round: 0 | 1): QuestionState {
  const asked = state.questions.at(id);
  if (!asked) throw new Refusal('no-question', { command });
  if (asked.phase === 'revealed') throw new Refusal('question-revealed');
  if (state.question !== id || asked.phase !== (round === 0 ? 'first' : 'second')) {
    throw new Refusal('question-closed');
  }
  return asked;
}

/** As `inRound`, of the class's question or of a page's, which each answers once, while the seminar is open. */
export function takingAnswers(state: ClassState, id: number, round: 0 | 1): QuestionState {
  const asked = state.questions.at(id);
  if (!asked || asked.page === null) return inRound(state, 'answer', id, round);
  const { seminar } = state.lesson ?? {};
  if (!seminar?.open || !seminar.questions.includes(id) || round !== 0) throw new Refusal('question-closed');
  return asked;
}

/** Throws Refusal 'no-question' unless one stands in one of these phases. */
export function inPhase(
  state: ClassState,
  command: string,
  ...phases: readonly QuestionPhase[]
): QuestionState {
  const asked = standingQuestion(state);
  if (!asked || !phases.includes(asked.phase)) throw new Refusal('no-question', { command });
  return asked;
}
