import { scratch as en } from '../../language/en/scratch.ts';
import { scratch as ko } from '../../language/ko/scratch.ts';

/** Loaded with the page. */
export const words = { en, ko };
