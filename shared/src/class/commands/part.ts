/** How members take part: where they are lost, what they write and vote for, whose hand is up, how they answer. */
import { TEXT_LIMIT } from '../../protocol/participation.ts';
import { TYPED_LIMIT, TYPED_NUMBER } from '../../questions/typed-number.ts';
import { Refusal } from '../../refusal.ts';
import { z } from '../../schema.ts';
import { answersOf, hasHandUp, placeOf } from '../reading.ts';
import {
  audience,
  driverOnly,
  everybody,
  facts,
  nothing,
  rule,
  traced,
  type Decision,
  type Turn,
} from '../rule.ts';
import type { ClassState, TextState } from '../state.ts';
import { takingAnswers } from './questions.ts';
import { index, memberId, typedSentence, written } from './schemas.ts';

export const part = {
  lost: rule({
    schema: z.strictObject({ type: z.literal('lost'), lost: z.boolean() }),
    roles: audience,
    turn: 'at-once',
    shows: false,
    decide: (state, { lost }, turn) =>
      traced(
        state,
        turn,
        turn.by,
        facts({ type: 'lost-marked', member: turn.by, lost, place: placeOf(state) }),
      ),
  }),
  contribute: rule({
    schema: z.strictObject({
      type: z.literal('contribute'),
      contribution: z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.enum(['question', 'answer']),
          text: written(TEXT_LIMIT),
        }),
        z.strictObject({ kind: z.literal('sentence'), ...typedSentence }),
      ]),
    }),
    roles: audience,
    turn: 'at-once',
    shows: false,
    /** Throws Refusal 'too-many' while so many of the member's, or of the class's, wait. Of too many one goes whose author has left. */
    decide(state, { contribution }, turn) {
      const { by, limits } = turn;
      if (state.texts.filter(({ member }) => member === by).length >= limits.ownTexts) {
        throw new Refusal('too-many', { what: 'contributions', limit: limits.ownTexts });
      }
      const isFull = state.texts.length >= limits.texts;
      const gone = isFull ? leftBehind(state, turn) : null;
      if (isFull && !gone) throw new Refusal('too-many', { what: 'waiting', limit: limits.texts });
      const text = state.textCount + 1;
      const row = `text ${text}`;
      const { kind } = contribution;
      const goes = gone ? removed(gone) : nothing;
      return traced(state, turn, by, {
        facts: [...goes.facts, { type: 'text-written', text, member: by, kind, row, place: placeOf(state) }],
        rows: [{ id: row, value: contribution }],
        erased: goes.erased ?? [],
      });
    },
  }),
  withdraw: rule({
    schema: z.strictObject({ type: z.literal('withdraw'), id: index }),
    roles: everybody,
    turn: 'at-once',
    shows: false,
    /** Throws Refusal 'no-such-contribution', also for what is another member's. */
    decide(state, { id }, { by }) {
      const text = textOf(state, id);
      if (text.member !== by) throw new Refusal('no-such-contribution', { id });
      return removed(text);
    },
  }),
  discard: rule({
    schema: z.strictObject({ type: z.literal('discard'), id: index }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    decide: (state, { id }) => removed(textOf(state, id)),
  }),
  /** Opens a question to the class, which may then read it and vote for it; or takes it back. */
  'put-to-vote': rule({
    schema: z.strictObject({ type: z.literal('put-to-vote'), id: index, open: z.boolean() }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    /** Throws Refusal 'no-such-contribution', also for what is no question. */
    decide(state, { id, open }) {
      const text = textOf(state, id);
      if (text.kind !== 'question') throw new Refusal('no-such-contribution', { id });
      return open === text.open ? nothing : facts({ type: 'text-put-to-vote', text: id, open });
    },
  }),
  vote: rule({
    schema: z.strictObject({ type: z.literal('vote'), id: index, up: z.boolean() }),
    roles: audience,
    turn: 'at-once',
    shows: false,
    /** Throws Refusal 'no-such-contribution', also for what is not open, or one's own. */
    decide(state, { id, up }, turn) {
      const { by } = turn;
      const { open, member, voters } = textOf(state, id);
      if (!open || member === by) throw new Refusal('no-such-contribution', { id });
      if (up === voters.includes(by)) return nothing;
      return traced(state, turn, by, facts({ type: 'text-voted', text: id, member: by, up }));
    },
  }),
  hand: rule({
    schema: z.strictObject({ type: z.literal('hand'), raised: z.boolean() }),
    roles: audience,
    turn: 'at-once',
    shows: false,
    decide(state, { raised }, turn) {
      const { by } = turn;
      if (raised === hasHandUp(state, by)) return nothing;
      return raised
        ? traced(state, turn, by, facts({ type: 'hand-raised', member: by }))
        : facts({ type: 'hand-lowered', member: by });
    },
  }),
  /** Whoever raised it has been heard. */
  'lower-hand': rule({
    schema: z.strictObject({ type: z.literal('lower-hand'), member: memberId }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    decide: (state, { member }) =>
      hasHandUp(state, member) ? facts({ type: 'hand-lowered', member }) : nothing,
  }),
  answer: rule({
    schema: z.strictObject({
      type: z.literal('answer'),
      question: index,
      round: z.union([z.literal(0), z.literal(1)]),
      /** Index of a choice or of an entry; a number in the normal form of typed-number.ts. */
      choice: z.union([index, z.string().check(z.maxLength(TYPED_LIMIT), z.regex(TYPED_NUMBER))]),
    }),
    roles: audience,
    turn: 'at-once',
    shows: false,
    /**
     * Throws Refusal 'no-question' for one that never stood, 'question-revealed' or 'question-closed' when it is too late,
     * 'already-answered' for a second one in a round, 'command' for a choice or entry that there is not, or no number where one is asked.
     */
    decide(state, { question: id, round, choice }, turn) {
      const asked = takingAnswers(state, id, round);
      const { choices, answeredBy } = asked.question;
      const length = answeredBy?.by === 'entry' ? answeredBy.rows * answeredBy.columns : choices.length;
      const isOne =
        answeredBy?.by === 'number'
          ? typeof choice === 'string'
          : typeof choice === 'number' && choice < length;
      if (!isOne) throw new Refusal('command', { path: 'choice', value: choice, reason: `<${length}` });
      if ((answersOf(asked, turn.by)?.[round] ?? null) !== null) throw new Refusal('already-answered');
      return traced(
        state,
        turn,
        turn.by,
        facts({ type: 'question-answered', id, member: turn.by, round, choice }),
      );
    },
  }),
};

/** Throws Refusal 'no-such-contribution'. */
export function textOf({ texts }: ClassState, id: number): TextState {
  const found = texts.find(({ text }) => text === id);
  if (!found) throw new Refusal('no-such-contribution', { id });
  return found;
}

const removed = ({ text, row }: TextState): Decision => ({
  facts: [{ type: 'text-removed', text } as const],
  erased: [row],
});

/** The oldest text of somebody who has left, which is not before the class. */
const leftBehind = ({ texts, shown }: ClassState, { isHere }: Pick<Turn, 'isHere'>): TextState | null =>
  texts.find(({ text, member, open }) => !open && text !== shown && !isHere(member)) ?? null;
