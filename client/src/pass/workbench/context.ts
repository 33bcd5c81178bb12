/** What of the network and of the view the words about an operation depend on. */
import { labels } from '@deltaboard/shared/dataset/sentence.ts';
import type { HeadName } from '@deltaboard/shared/model/head.ts';
import type { ObjectiveName } from '@deltaboard/shared/training/operations.ts';
import { isSatisfied } from '../board/reading-parts.ts';
import { tensorOf, type QuantityName } from '../board/tensors.ts';
import type { Picture, Sum } from '../../picture/picture.ts';

export interface Context {
  readonly of: ObjectiveName;
  /** Of several scores the label whose score is differentiated; null where there is one, or where J is. */
  readonly label: string | null;
  readonly jacobian: boolean;
  /** The operation's layer, from 1; null where there is but one, or none. */
  readonly layer: number | null;
  /** What the layer's W multiplies; of s and ∂/∂u what U does. */
  readonly input: 'x' | 'h';
  /** Above the layer are the scores, not another layer. */
  readonly top: boolean;
  readonly head: HeadName;
  /** What multiplies x, and stands under it on the board: without a hidden layer u or, of several scores, U. */
  readonly under: 'W' | 'u' | 'U';
  /** Whether the window is the corrupted one of a pair. */
  readonly corrupted: boolean;
  /** Of a pair: J and every gradient are exactly 0. */
  readonly satisfied: boolean;
  /** Of a gradient by θ while the step has several windows. */
  readonly sum: Sum | null;
  readonly optimiser: Picture['method']['optimiser'];
  readonly batch: number;
}

/** @param picture with the operation's layer open */
export function contextOf(picture: Picture, jacobian: boolean, quantity: QuantityName): Context {
  const { objective, head, open, layers, example, method, label } = picture;
  const tensor = quantity === 'J' || quantity === 'gradientOfJ' ? null : tensorOf(picture, quantity);
  // U multiplies the topmost h, whichever layer is open.
  const ofScores = quantity === 's' || quantity === 'gradientOfU';
  return {
    of: objective,
    label: objective === 's' && head === 'softmax' ? labels[label] : null,
    jacobian,
    layer: layers.length > 1 ? open + 1 : null,
    input: (ofScores ? layers.length > 0 : open > 0) ? 'h' : 'x',
    top: open === layers.length - 1,
    head,
    under: layers.length > 0 ? 'W' : head === 'softmax' ? 'U' : 'u',
    corrupted: example.window === 1,
    satisfied: isSatisfied(picture),
    sum: tensor?.sum ?? null,
    optimiser: method.optimiser,
    batch: method.batch,
  };
}
