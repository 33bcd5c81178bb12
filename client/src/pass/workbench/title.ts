import type { Equation } from './parts.ts';
import type { workbench } from './workbench.en.ts';

/** What an operation does, in a few words. Whatever is differentiated, the way back begins with 1. */
export const titleOf = ({ key, context, picture }: Equation, t: typeof workbench): string =>
  t.title[key === 'ds' && picture.objective === 's' ? 'dJ' : key](context);
