import { runs as en } from '../../language/en/runs.ts';
import { runs as ko } from '../../language/ko/runs.ts';

/** Loaded with the dialog. */
export const words = { en, ko };
