/** How the class takes part: questions and answers, where members are lost, what they write. */
import type { Evolvers } from './evolvers.ts';
import type { PartFact, QuestionFact } from './fact.ts';
import { operationAt, placeKey } from './place.ts';
import { requireRun } from './reading.ts';
import type { ClassState, QuestionState, TextState } from './state.ts';

/** A question that has just been asked of the class. */
export const UNANSWERED: Omit<QuestionState, 'id' | 'question' | 'place'> = {
  page: null,
  phase: 'first',
  discussion: null,
  hasSecond: false,
  truth: null,
  answers: [],
  hands: [null, null],
};

export const evolvePart: Evolvers<(PartFact | QuestionFact)['type']> = {
  'lost-marked': (state, { member, lost, place }) => {
    const key = placeKey(place);
    const known = state.lost.find((one) => one.key === key);
    if (!known && !lost) return state;
    const others = known?.members.filter((one) => one !== member) ?? [];
    const operation = known?.operation ?? operationAt(place, requireRun(state).configuration);
    const marked = { key, operation, members: lost ? [...others, member] : others };
    return {
      ...state,
      lost: known ? state.lost.map((one) => (one === known ? marked : one)) : [...state.lost, marked],
    };
  },
  'text-written': (state, { text, member, kind, row }) => ({
    ...state,
    texts: [...state.texts, { text, member, kind, row, open: false, voters: [] }],
    textCount: Math.max(state.textCount, text),
  }),
  'text-removed': (state, { text }) => withoutTexts(state, (one) => one.text === text),
  'text-shown': (state, { text }) => ({ ...state, shown: text }),
  'text-put-to-vote': (state, { text, open }) => withText(state, text, () => ({ open })),
  'text-voted': (state, { text, member, up }) =>
    withText(state, text, ({ voters }) => {
      const others = voters.filter((one) => one !== member);
      return { voters: up ? [...others, member] : others };
    }),
  'hand-raised': (state, { member }, { at }) => ({
    ...state,
    hands: [...withoutHand(state, member), { member, since: at }],
  }),
  'hand-lowered': (state, { member }) => ({ ...state, hands: withoutHand(state, member) }),

  'question-asked': (state, { id, question, place }) => {
    if (id !== state.questions.length)
      throw new Error(`question ${id} after ${state.questions.length} questions`);
    const asked: QuestionState = {
      id,
      question,
      place,
      ...UNANSWERED,
    };
    return { ...state, questions: [...state.questions, asked], question: id };
  },
  'discussion-opened': (state, { id, seconds }, { at }) =>
    withQuestion(state, id, () => ({
      phase: 'discussion',
      discussion: seconds === null ? null : { seconds, since: at },
    })),
  'second-round-opened': (state, { id }) =>
    withQuestion(state, id, () => ({ phase: 'second', discussion: null, hasSecond: true })),
  'question-answered': (state, { id, member, round, choice }) =>
    withQuestion(state, id, ({ answers }) => ({ answers: [...answers, [member, round, choice]] })),
  'hands-counted': (state, { id, round, counts }) =>
    withQuestion(state, id, ({ hands: [first, second] }) => ({
      hands: round === 0 ? [counts, second] : [first, counts],
    })),
  'question-revealed': (state, { id, truth }) =>
    withQuestion(state, id, () => ({ phase: 'revealed', discussion: null, truth })),
  'question-dismissed': (state, { id }) => ({
    ...state,
    question: state.question === id ? null : state.question,
  }),
};

/** What is gone leaves the board as well: in place of its words the run's own window. */
export function withoutTexts(state: ClassState, isGone: (text: TextState) => boolean): ClassState {
  const { subject } = state;
  const gone = state.texts.filter(isGone);
  return {
    ...state,
    texts: state.texts.filter((one) => !gone.includes(one)),
    shown: gone.some(({ text }) => text === state.shown) ? null : state.shown,
    subject:
      subject.kind === 'sentence' && gone.some(({ row }) => row === subject.row)
        ? { kind: 'window' }
        : subject,
  };
}

export const withoutHand = ({ hands }: ClassState, member: string): ClassState['hands'] =>
  hands.filter((hand) => hand.member !== member);

function withText(
  state: ClassState,
  id: number,
  change: (known: TextState) => Partial<TextState>,
): ClassState {
  return {
    ...state,
    texts: state.texts.map((known) => (known.text === id ? { ...known, ...change(known) } : known)),
  };
}

function withQuestion(
  state: ClassState,
  id: number,
  change: (known: QuestionState) => Partial<QuestionState>,
): ClassState {
  const known = state.questions.at(id);
  if (!known) throw new Error(`no question ${id}`);
  return { ...state, questions: state.questions.with(id, { ...known, ...change(known) }) };
}
