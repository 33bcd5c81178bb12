import { timeline as en } from './timeline.en.ts';
import { timeline as ko } from './timeline.ko.ts';

/** Loaded with the timeline. */
export const messages = { en, ko };
