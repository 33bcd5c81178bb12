import type { Picture } from '../../picture/picture.ts';
import type { Equation } from './parts.ts';
import type { workbench } from './workbench.en.ts';

/** What the operation at the cursor is called. Empty before the first; a live picture is a whole pass. */
export function titleOf(equation: Equation | null, picture: Picture, t: typeof workbench): string {
  if (!equation) return '';
  if (!picture.progress) return t.whole;
  // Whatever is differentiated, the way back begins with 1.
  return t.title[equation.key === 'ds' && picture.objective === 's' ? 'dJ' : equation.key](equation.context);
}
