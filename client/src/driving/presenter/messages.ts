import { presenter as en } from './presenter.en.ts';
import { presenter as ko } from './presenter.ko.ts';

/** Loaded with the presenter view. */
export const messages = { en, ko };
