/** How much a class may hold. A server may allow less (its table of limits); what was ever written is read whatever it allows. */
import { CONTRIBUTIONS_LIMIT } from '../protocol/participation.ts';

export interface ClassLimits {
  readonly runs: number;
  /** Of each run. */
  readonly branches: number;
  readonly questions: number;
  /** Texts of a whole class that wait: they are told to those who lead it all at once. */
  readonly texts: number;
  /** Of each member. */
  readonly ownTexts: number;
  /** Members who have left a trace. */
  readonly record: number;
  /** Facts of those who do not lead the class. */
  readonly log: number;
}

export const classLimits: ClassLimits = {
  runs: 200,
  branches: 64,
  questions: 500,
  texts: 200,
  ownTexts: CONTRIBUTIONS_LIMIT,
  record: 10_000,
  log: 200_000,
};
