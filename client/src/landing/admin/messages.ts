import { admin as en } from './admin.en.ts';
import { admin as ko } from './admin.ko.ts';

/** Loaded with the page. */
export const messages = { en, ko };
