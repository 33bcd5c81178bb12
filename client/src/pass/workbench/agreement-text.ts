/** Where the largest difference is, in the board's names: "∂J/∂W⁽²⁾[2,14]". */
import { layered, numeratorOf, type Notation } from '../board/tensors.ts';
import type { LayerPicture } from '../../picture/picture.ts';

/**
 * @param tensor as gradient.ts names it: s, u, x, W1, b1, z1, h1; of the corrupted window with ′
 * @param entry 0-based, row-major
 */
export function entryName(
  tensor: string,
  entry: number,
  picture: Notation & { readonly layers: readonly Pick<LayerPicture, 'W'>[] },
): string {
  const [, symbol, digits, mark] = /^([a-zA-Z]+)(\d*)(′?)$/.exec(tensor) ?? ['', tensor, '', ''];
  const layer = digits === '' ? null : Number(digits) - 1;
  const several = picture.head === 'softmax';
  const written =
    symbol === 'u' && several ? 'U' : layer === null ? symbol : layered(symbol, layer, picture).text;
  const name = `∂${numeratorOf(picture).text}/∂${written}${mark === '' ? '' : '_c'}`;
  if (symbol === 's' && !several) return name;
  const columns = symbol === 'W' && layer !== null ? picture.layers[layer].W.columns : null;
  const index =
    columns === null ? String(entry + 1) : `${Math.floor(entry / columns) + 1},${(entry % columns) + 1}`;
  return `${name}[${index}]`;
}
