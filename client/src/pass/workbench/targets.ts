/** With respect to what a gradient is multiplied out by hand. */
import type { Target, View } from '@deltaboard/shared/protocol/view.ts';
import type { Operation } from '@deltaboard/shared/training/operations.ts';
import { quantitiesOf, type Symbol } from '../board/tensors.ts';
import type { Picture } from '../../picture/picture.ts';
import { opened } from './opened.ts';

/** Every gradient by hand: from the scores down to x. */
export const targetsOf = ({ layers }: Pick<Picture, 'layers'>): readonly Target[] => [
  'u',
  ...layers.flatMap((_, l): Target[] => {
    const layer = layers.length - l;
    return [`z${layer}`, `b${layer}`, `W${layer}`];
  }),
  'x',
];

export const tensorOfTarget = (target: Target): 'u' | 'x' | 'z' | 'b' | 'W' =>
  target === 'u' || target === 'x' ? target : (target[0] as 'z' | 'b' | 'W');

/** The layer (0-based) whose board the target stands on. */
export const layerOfTarget = (target: Target, { layers }: Pick<Picture, 'layers'>): number =>
  target === 'u' ? layers.length - 1 : target === 'x' ? 0 : Number(target.slice(1)) - 1;

/** What is derived at an operation unless another is chosen. */
export function targetAt(operation: Operation | null, picture: Pick<Picture, 'layers' | 'open'>): Target {
  const { layers, open } = picture;
  if (operation?.phase === 'backward') {
    const { tensor } = operation;
    if (tensor === 'u' || tensor === 'x') return tensor;
    if ('layer' in operation)
      return `${tensor === 'h' ? 'z' : (tensor as 'z' | 'b' | 'W')}${operation.layer}`;
  }
  return layers.length === 0 ? 'u' : `W${open + 1}`;
}

/** Another than the operation's own, until the operation changes; another network may not have it. */
export function chosenTarget(
  { target }: Pick<View, 'target'>,
  picture: Pick<Picture, 'layers' | 'open' | 'progress'>,
): Target {
  const { progress } = picture;
  return target?.at === (progress?.number ?? 0) && targetsOf(picture).includes(target.of)
    ? target.of
    : targetAt(progress?.operation ?? null, picture);
}

/** Its name as the board writes it; δ is told beside z. */
export function nameOfTarget(target: Target, picture: Picture): Symbol {
  const here = opened(picture, layerOfTarget(target, picture));
  const tensor = tensorOfTarget(target);
  if (tensor === 'u' && picture.head === 'softmax') return { tex: 'U', text: 'U' };
  return quantitiesOf(here)[tensor];
}
