/**
 * The schema of a lesson's file, version 1 (SPEC LE1). What it shares with commands is theirs: view, configuration, breakpoints,
 * questions, pointer, speed. What one part says of another is read-lesson.ts's.
 */
import { typedSentence, index, pointerSchema, speedSchema } from '../class/commands/schemas.ts';
import { viewSchema } from '../class/commands/view-schema.ts';
import { askedSchema } from '../questions/asked-schema.ts';
import { EXPRESSION_LIMIT } from '../scratch/limits.ts';
import { z } from '../schema.ts';
import { BREAKPOINTS_LIMIT, breakpointSchema } from '../training/breakpoint.ts';
import { BATCH_LIMIT } from '../training/configuration-limits.ts';
import { configurationSchema } from '../training/configuration-schema.ts';
import { presetNames } from '../training/presets.ts';
import {
  CONDITIONS_LIMIT,
  LESSON_MINUTES,
  NOTES_LIMIT,
  PAGE_MINUTES,
  PAGES_LIMIT,
  SEARCH_EPOCHS,
  SEARCH_STEPS,
  TEXT_LIMIT,
  TITLE_LIMIT,
} from './limits.ts';
import { operationNames } from './operation-name.ts';

export const LESSON_VERSION = 1;

/** What is written, per language. One that is missing is read in the other (SPEC LE2). */
const localised = (limit: number) => {
  const written = z.optional(z.string().check(z.minLength(1), z.maxLength(limit)));
  return z.strictObject({ en: written, ko: written });
};

/** What is the projector's or the driver's own is no page's. */
export const pageViewSchema = z.partial(
  z.omit(viewSchema, {
    span: true,
    blank: true,
    projectorLanguage: true,
    projectorTheme: true,
    signs: true,
  }),
);

/** The first step, from `from` on and within so many steps or epochs, whose window meets all of these. */
const searchSchema = z.strictObject({
  all: z.array(breakpointSchema).check(z.minLength(1), z.maxLength(CONDITIONS_LIMIT)),
  from: z.optional(z.int().check(z.gte(1), z.lte(SEARCH_STEPS))),
  steps: z.optional(z.int().check(z.gte(1), z.lte(SEARCH_STEPS))),
  epochs: z.optional(z.int().check(z.gte(1), z.lte(SEARCH_EPOCHS))),
});

/** `step` is as the class reads it: 0 is before the first one. `after`: the operation performed last; absent: the whole step. */
const placeSchema = z.strictObject({
  step: z.optional(z.int().check(z.gte(0), z.lte(SEARCH_STEPS))),
  first: z.optional(searchSchema),
  after: z.optional(z.enum(operationNames)),
  /** Of the minibatch, from 1. */
  example: z.optional(z.int().check(z.gte(1), z.lte(BATCH_LIMIT))),
});

export const pageSchema = z.strictObject({
  title: localised(TITLE_LIMIT),
  minutes: z.number().check(z.gt(0), z.lte(PAGE_MINUTES)),
  /** One that the clock skips when the lesson is late. */
  skipIfLate: z.optional(z.boolean()),
  /** What whoever teaches it reads. */
  notes: z.optional(localised(NOTES_LIMIT)),
  /** The Markdown of markdown.ts. */
  text: z.optional(localised(TEXT_LIMIT)),
  /** The text stands in the board's place. */
  alone: z.optional(z.boolean()),
  /** Absent: those of the page before. */
  configuration: z.optional(
    z.strictObject({
      preset: z.enum(presetNames),
      changes: z.optional(z.partial(z.omit(configurationSchema, { numerics: true, corpus: true }))),
    }),
  ),
  at: z.optional(placeSchema),
  /** What the board shows: the step's window, or at its θ a probe (from 0) or a sentence. */
  subject: z.optional(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('window') }),
      z.strictObject({ kind: z.literal('probe'), probe: z.int().check(z.gte(0), z.lte(15)) }),
      z.strictObject({ kind: z.literal('sentence'), ...typedSentence }),
    ]),
  ),
  /** Beside what a class opens with. */
  view: z.optional(pageViewSchema),
  /** The scratch graph, and how many of its operations have been performed; absent: as the class left it. */
  scratch: z.optional(
    z.strictObject({
      expression: z.string().check(z.minLength(1), z.maxLength(EXPRESSION_LIMIT)),
      values: z.record(z.string().check(z.maxLength(EXPRESSION_LIMIT)), z.number()),
      operation: z.optional(index),
    }),
  ),
  pin: z.optional(pointerSchema),
  question: z.optional(
    z.strictObject({ asked: askedSchema, rounds: z.optional(z.union([z.literal(1), z.literal(2)])) }),
  ),
  /** By the clicker the pass is performed up to it, from where the page begins, before the next page. */
  until: z.optional(z.enum(operationNames)),
  speed: z.optional(speedSchema),
  breakpoints: z.optional(z.array(breakpointSchema).check(z.maxLength(BREAKPOINTS_LIMIT))),
  /** What the class is to have done before it goes on; a suggestion. */
  act: z.optional(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('operations'), count: z.int().check(z.gte(1), z.lte(200)) }),
      z.strictObject({ kind: z.literal('answers'), percent: index.check(z.gte(1), z.lte(100)) }),
    ]),
  ),
});

export const lessonSchema = z.strictObject({
  /** Where an editor finds the schema; it says nothing. */
  $schema: z.optional(z.string().check(z.maxLength(300))),
  version: z.literal(LESSON_VERSION),
  id: z.string().check(z.maxLength(60), z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)),
  title: localised(TITLE_LIMIT),
  minutes: z.number().check(z.gt(0), z.lte(LESSON_MINUTES)),
  pages: z.array(pageSchema).check(z.minLength(1), z.maxLength(PAGES_LIMIT)),
});
