import { graph as en } from './graph.en.ts';
import { graph as ko } from './graph.ko.ts';

/** Loaded with the page. */
export const messages = { en, ko };
