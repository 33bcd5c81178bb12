/** Pieces that several commands' schemas share. */
import { entityTypes } from '../../dataset/sentence.ts';
import { SENTENCE_WORDS_LIMIT, WORD_LIMIT } from '../../protocol/limits.ts';
import { scalarNames, tensorNames, type Pointer } from '../../protocol/pointer.ts';
import { z } from '../../schema.ts';
import { cleanText, isVisible } from '../../text.ts';
import { LAYERS_LIMIT } from '../../training/configuration-limits.ts';
import { granularities } from '../../training/cursor.ts';
import { speeds, type Speed } from '../../training/speed.ts';

export const index = z.int().check(z.gte(0));
export const memberId = z.string().check(z.minLength(1), z.maxLength(64));
/** Longer than a name can be: what is too long is shortened, not refused. */
export const name = z.string().check(z.maxLength(200));

/** Of what is written so many times as long as it may be, so much cannot be unseen that it would fit: it is not looked through. */
const TIMES_TOO_LONG = 20;

/** What somebody has written: clean, and something is seen of it (SPEC PT1, PT3). */
export const written = (limit: number) =>
  z.string().check(
    z.overwrite((typed) => (typed.length > TIMES_TOO_LONG * limit ? typed : cleanText(typed))),
    z.minLength(1),
    z.maxLength(limit, { abort: true }),
    z.refine(isVisible, { error: 'nothing is seen of it' }),
  );

export const move = {
  granularity: z.enum(granularities),
  direction: z.union([z.literal(1), z.literal(-1)]),
};

export const pointerSchema = z.strictObject({
  quantity: z.enum([...tensorNames, ...scalarNames]),
  layer: z.int().check(z.gte(1), z.lte(LAYERS_LIMIT)),
  index,
}) satisfies z.ZodMiniType<Pointer>;

export const speedSchema = z.literal(speeds) satisfies z.ZodMiniType<Speed>;

/** A place on a branch: operations performed of a step, ≥ 1. */
export const place = { step: z.int().check(z.gte(1)), operation: index };

/** Words that somebody has typed, and the one in question. */
export const typedSentence = {
  tokens: z.array(written(WORD_LIMIT)).check(z.minLength(1), z.maxLength(SENTENCE_WORDS_LIMIT)),
  centre: index,
  /** What it was labelled as; null: not at all. */
  goldType: z.nullable(z.enum([...entityTypes, 'O'])),
};
export type TypedSentence = z.infer<ReturnType<typeof z.strictObject<typeof typedSentence>>>;
