/** A range of steps, checked at the door. */
import { parseWith, z } from '@deltaboard/shared/schema.ts';

const step = z.int().check(z.gte(1));
const rangeSchema = z.strictObject({ from: step, to: step });

/** Throws Refusal 'command' that names the path. */
export const parseRange = (value: unknown): z.infer<typeof rangeSchema> =>
  parseWith(rangeSchema, value, 'command');
