import { hideable as en } from './hideable.en.ts';
import { hideable as ko } from './hideable.ko.ts';

/** Loaded with the export, and with the page that a link opens. */
export const hideableMessages = { en, ko };
