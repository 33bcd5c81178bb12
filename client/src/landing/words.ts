import { classes as en } from '../language/en/classes.ts';
import { classes as ko } from '../language/ko/classes.ts';

/** Loaded with the first page. */
export const words = { en, ko };
