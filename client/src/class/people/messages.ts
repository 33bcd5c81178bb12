import { people as en } from './people.en.ts';
import { people as ko } from './people.ko.ts';

/** Loaded with the first part that needs it. */
export const messages = { en, ko };
