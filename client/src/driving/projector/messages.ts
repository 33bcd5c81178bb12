import { projector as en } from './projector.en.ts';
import { projector as ko } from './projector.ko.ts';

/** Loaded with the dialog. */
export const messages = { en, ko };
