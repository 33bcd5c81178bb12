import { graph as en } from '../../language/en/graph.ts';
import { graph as ko } from '../../language/ko/graph.ts';

/** Loaded with the page. */
export const words = { en, ko };
