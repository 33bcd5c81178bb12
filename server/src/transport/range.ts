/** What is asked about a run, checked at the door. */
import { judgedParts, type JudgedPart } from '@deltaboard/shared/evaluation/evaluation.ts';
import { PAGES_LIMIT } from '@deltaboard/shared/lesson/limits.ts';
import { parseWith, z } from '@deltaboard/shared/schema.ts';

const step = z.int().check(z.gte(1));
const rangeSchema = z.strictObject({ from: step, to: step });

/** Throws Refusal 'command' that names the path. */
export const parseRange = (value: unknown): z.infer<typeof rangeSchema> =>
  parseWith(rangeSchema, value, 'command');

/** Throws Refusal 'command'. */
export const parsePart = (value: unknown): JudgedPart => parseWith(z.enum(judgedParts), value, 'command');

/** Of a lesson, from 0. Throws Refusal 'command'. */
export const parsePage = (value: unknown): number =>
  parseWith(z.int().check(z.gte(0), z.lt(PAGES_LIMIT)), value, 'command');
