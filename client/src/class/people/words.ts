import { people as en } from '../../language/en/people.ts';
import { people as ko } from '../../language/ko/people.ts';

/** Loaded with the first part that needs it. */
export const words = { en, ko };
