import { laboratory as en } from '../language/en/laboratory.ts';
import { laboratory as ko } from '../language/ko/laboratory.ts';

/** Loaded with the page. */
export const words = { en, ko };
