/**
 * W of a live picture (SPEC WR1–WR4): means over blocks where a network is larger than a screen, each rounded to a whole number of
 * levels. A keyframe has the levels themselves, a difference what is to be added to those of a keyframe, both as int8.
 */
import type { ModelShape } from '../model/parameters.ts';
import { BadFrame } from './bad-frame.ts';

/** Entries of all W together that a picture has at the most: about as many as a screen has room to tell apart. */
export const CELLS_LIMIT = 32_768;
/** Levels on either side of zero. */
export const LEVELS = 127;

/** So many entries of W are told as their mean. */
export interface Block {
  readonly rows: number;
  readonly columns: number;
}

export interface WeightGrid {
  /** Entry ≈ level · scale / LEVELS */
  readonly scale: number;
  readonly block: Block;
}

/** W of every layer as it crosses the wire. */
export interface PackedWeights {
  readonly grids: readonly WeightGrid[];
  /** deflate-raw of the int8 of every layer, row after row. */
  readonly packed: Uint8Array;
}

/** W of a layer as a page draws it. */
export interface LiveWeights {
  /** units × inputs, row after row; a block has its mean in each of its entries. */
  readonly W: Float32Array<ArrayBuffer>;
  readonly block: Block;
}

const sizeOf = ({ inputs, hidden }: ModelShape, layer: number): Block => ({
  rows: hidden[layer],
  columns: layer === 0 ? inputs : hidden[layer - 1],
});

const across = (size: Block, block: Block): Block => ({
  rows: Math.ceil(size.rows / block.rows),
  columns: Math.ceil(size.columns / block.columns),
});

const areaOf = ({ rows, columns }: Block): number => rows * columns;

/** The blocks of each W: single entries as long as all have room, then ever larger ones of whatever has the most cells. */
export function blocksOf(shape: ModelShape): readonly Block[] {
  const sizes = shape.hidden.map((_, layer) => sizeOf(shape, layer));
  const blocks: { rows: number; columns: number }[] = sizes.map(() => ({ rows: 1, columns: 1 }));
  for (;;) {
    const cells = sizes.map((size, l) => across(size, blocks[l]));
    const areas = cells.map(areaOf);
    if (areas.reduce((sum, area) => sum + area, 0) <= CELLS_LIMIT) return blocks;
    const l = areas.indexOf(Math.max(...areas));
    blocks[l][cells[l].rows > cells[l].columns ? 'rows' : 'columns'] += 1;
  }
}

/** How many int8 the W of a picture with these blocks has, layer after layer. */
export const cellsOf = (shape: ModelShape, blocks: readonly Block[]): readonly number[] =>
  shape.hidden.map((_, layer) => areaOf(across(sizeOf(shape, layer), blocks[layer])));

/** Means over blocks, in float64. */
export function averaged(W: Float32Array, size: Block, block: Block): Float64Array {
  if (areaOf(block) === 1) return Float64Array.from(W);
  const grid = across(size, block);
  const means = new Float64Array(areaOf(grid));
  for (let i = 0; i < size.rows; i++) {
    const first = Math.floor(i / block.rows) * grid.columns;
    for (let j = 0; j < size.columns; j++)
      means[first + Math.floor(j / block.columns)] += W[i * size.columns + j];
  }
  for (let cell = 0; cell < means.length; cell++) {
    const [i, j] = [Math.floor(cell / grid.columns), cell % grid.columns];
    means[cell] /=
      Math.min(block.rows, size.rows - i * block.rows) *
      Math.min(block.columns, size.columns - j * block.columns);
  }
  return means;
}

/** W of each layer from its levels. Throws BadFrame where there are not as many as the shape and the blocks ask for. */
export function weightsOf(
  shape: ModelShape,
  grids: readonly WeightGrid[],
  levels: Int16Array,
): readonly LiveWeights[] {
  let from = 0;
  const weights = grids.map(({ scale, block }, layer): LiveWeights => {
    const size = sizeOf(shape, layer);
    const grid = across(size, block);
    const W = new Float32Array(areaOf(size));
    for (let i = 0, k = 0; i < size.rows; i++) {
      const first = from + Math.floor(i / block.rows) * grid.columns;
      for (let j = 0; j < size.columns; j++, k++)
        W[k] = (levels[first + Math.floor(j / block.columns)] * scale) / LEVELS;
    }
    from += areaOf(grid);
    return { W, block };
  });
  if (from !== levels.length) throw new BadFrame('levels', levels.length);
  return weights;
}

/** Bytes as int8, added to the levels of a keyframe where there is one. Throws BadFrame where that has another number of them. */
export function levelsOf(bytes: Uint8Array, keyframe: Int16Array | null): Int16Array {
  if (keyframe && keyframe.length !== bytes.length) throw new BadFrame('levels', bytes.length);
  return Int16Array.from(bytes, (byte, k) => ((byte << 24) >> 24) + (keyframe ? keyframe[k] : 0));
}
