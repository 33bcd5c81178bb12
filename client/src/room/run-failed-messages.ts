import { runFailed as en } from './run-failed.en.ts';
import { runFailed as ko } from './run-failed.ko.ts';

/** Loaded with what it says. */
export const messages = { en, ko };
