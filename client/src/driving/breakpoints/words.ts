import { breakpoints as en } from '../../language/en/breakpoints.ts';
import { breakpoints as ko } from '../../language/ko/breakpoints.ts';

/** Loaded with the dialog. */
export const words = { en, ko };
