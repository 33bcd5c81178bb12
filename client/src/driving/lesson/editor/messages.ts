import { editor as en } from './editor.en.ts';
import { editor as ko } from './editor.ko.ts';

/** Loaded with the editor. */
export const messages = { en, ko };
