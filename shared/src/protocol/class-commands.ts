/** What is asked of the class itself: its people, its questions, its screens. None of it touches a run. */
import { z } from '../schema.ts';
import { entityTypes } from '../dataset/sentence.ts';
import { askedSchema } from '../questions/question.ts';
import { SENTENCE_WORDS_LIMIT, WORD_LIMIT } from './events.ts';
import { TEXT_LIMIT } from './participation.ts';
import { LAYERS_LIMIT } from '../training/configuration.ts';
import { scalarNames, tensorNames } from './pointer.ts';

const index = z.int().check(z.gte(0));
const memberId = z.string().check(z.minLength(1), z.maxLength(64));
/** Longer than a name can be: what is too long is shortened, not refused. */
const name = z.string().check(z.maxLength(200));

const pointer = z.strictObject({
  quantity: z.enum([...tensorNames, ...scalarNames]),
  layer: z.int().check(z.gte(1), z.lte(LAYERS_LIMIT)),
  index,
});

/** Words that somebody has typed, and the one in question. */
export const typedSentence = {
  tokens: z
    .array(z.string().check(z.minLength(1), z.maxLength(WORD_LIMIT)))
    .check(z.minLength(1), z.maxLength(SENTENCE_WORDS_LIMIT)),
  centre: index,
  /** What it was labelled as; null: not at all. */
  goldType: z.nullable(z.enum([...entityTypes, 'O'])),
};
export type TypedSentence = z.infer<ReturnType<typeof z.strictObject<typeof typedSentence>>>;

/** Seconds of a discussion. */
export const DISCUSSION_LIMIT = 1800;

export const classCommandSchemas = [
  // The wheel
  z.strictObject({ type: z.literal('take-wheel') }),
  z.strictObject({ type: z.literal('hand-over'), member: memberId }),
  // People
  z.strictObject({ type: z.literal('name'), name }),
  z.strictObject({ type: z.literal('appoint'), member: memberId, assistant: z.boolean() }),
  z.strictObject({ type: z.literal('kick'), member: memberId }),
  z.strictObject({ type: z.literal('lock'), locked: z.boolean() }),
  z.strictObject({ type: z.literal('names'), hidden: z.boolean() }),
  // Together and apart
  z.strictObject({ type: z.literal('screens'), held: z.boolean() }),
  z.strictObject({ type: z.literal('point'), pointer: z.nullable(pointer) }),
  z.strictObject({ type: z.literal('follow'), following: z.boolean() }),
  z.strictObject({ type: z.literal('lost'), lost: z.boolean() }),
  // What a member writes
  z.strictObject({
    type: z.literal('contribute'),
    contribution: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.enum(['question', 'answer']),
        text: z.string().check(z.minLength(1), z.maxLength(TEXT_LIMIT)),
      }),
      z.strictObject({ kind: z.literal('sentence'), ...typedSentence }),
    ]),
  }),
  z.strictObject({ type: z.literal('withdraw'), id: index }),
  z.strictObject({ type: z.literal('discard'), id: index }),
  /** On the board; null: down again. */
  z.strictObject({ type: z.literal('show'), id: z.nullable(index) }),
  // Questions
  z.strictObject({ type: z.literal('ask'), asked: askedSchema }),
  z.strictObject({
    type: z.literal('discuss'),
    /** Null: without a timer. */
    seconds: z.nullable(z.int().check(z.gte(10), z.lte(DISCUSSION_LIMIT))),
  }),
  z.strictObject({ type: z.literal('ask-again') }),
  /** Closes the answers and performs the pass up to the operation that computes the truth. */
  z.strictObject({ type: z.literal('reveal') }),
  /** Takes the question away, revealed or not. */
  z.strictObject({ type: z.literal('dismiss') }),
  z.strictObject({
    type: z.literal('answer'),
    question: index,
    round: z.union([z.literal(0), z.literal(1)]),
    choice: index,
  }),
] as const;

export type ClassCommand = z.infer<(typeof classCommandSchemas)[number]>;
