/** The operation at the cursor as one screen of a phone. Pure: which numbers stand in it, and what each of them is. */
import { nextScales } from '../board/scale.ts';
import type { BoardEntry } from '../board/board-entry.ts';
import type { Scales } from '../board/scale.ts';
import type { Picture } from '../../picture/picture.ts';
import { backwardCard } from './backward.ts';
import { forwardCard } from './forward.ts';
import { Place, type Card, type Parameter } from './parts.ts';
import { selectedEntry } from '../workbench/selected.ts';
import type { Differentiated, Equation, ForwardKey, UpdateKey } from '../workbench/parts.ts';
import { parameterOf, updateCard } from './update.ts';

/**
 * @param equation null before the first pass, where the parameters stand and nothing else does
 * @param place what is selected; of the update it says which parameter is looked at
 */
export function cardOf(
  picture: Picture,
  equation: Equation | null,
  place: BoardEntry | null,
  scales: Scales = nextScales(null, equation?.picture ?? picture).scales,
): Card {
  const here = equation?.picture ?? picture;
  const key = equation?.key ?? null;
  if (key === null || isUpdate(key)) {
    const parameter: Parameter = parameterOf(place?.quantity ?? null, here);
    const { index } = selectedEntry(here, parameter, place);
    return updateCard(new Place(here, scales, index), parameter, key);
  }
  const quantity = equation?.quantity ?? 'W';
  const { index } = selectedEntry(here, quantity, place);
  const at = new Place(here, scales, index);
  return isForward(key) ? forwardCard(at, key) : backwardCard(at, key.slice(1) as Differentiated);
}

const isUpdate = (key: Equation['key']): key is UpdateKey =>
  key === 'mean' || key === 'decay' || key === 'theta';
const isForward = (key: Equation['key']): key is ForwardKey =>
  key === 'x' || key === 'z' || key === 'h' || key === 's' || key === 'J';
