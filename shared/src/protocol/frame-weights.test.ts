import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ModelShape } from '../model/parameters.ts';
import { BadFrame } from './bad-frame.ts';
import { difference, quantised } from './frame-encode.ts';
import { averaged, blocksOf, cellsOf, CELLS_LIMIT, LEVELS, levelsOf, weightsOf } from './frame-weights.ts';

/** A network's W, what becomes of each entry later, and its shape. */
const networks = fc
  .record({
    inputs: fc.integer({ min: 1, max: 9 }),
    hidden: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
  })
  .chain(({ inputs, hidden }) => {
    const shape: ModelShape = { inputs, hidden, outputs: 1 };
    const matrices = hidden.map((rows, l) => {
      const columns = l === 0 ? inputs : hidden[l - 1];
      const size = { minLength: rows * columns, maxLength: rows * columns, noNaN: true, min: -9, max: 9 };
      const data = fc.float32Array(size);
      return fc.record({ rows: fc.constant(rows), columns: fc.constant(columns), data, later: data });
    });
    return fc.record({ shape: fc.constant(shape), matrices: fc.tuple(...matrices) });
  });

const asBytes = (levels: Int8Array): Uint8Array => new Uint8Array(levels.buffer);

describe('W of a live picture', () => {
  it('WR3 is within half a level of what it was, and zero is zero', () => {
    fc.assert(
      fc.property(networks, ({ shape, matrices }) => {
        const { grids, levels } = quantised(shape, matrices);
        const told = weightsOf(shape, grids, levelsOf(asBytes(levels), null));
        matrices.forEach(({ data }, l) =>
          data.forEach((weight, k) => {
            expect(Math.abs(told[l].W[k] - weight)).toBeLessThanOrEqual((grids[l].scale / LEVELS) * 0.50001);
            if (weight === 0) expect(told[l].W[k]).toBe(0);
          }),
        );
      }),
    );
  });

  it('WR3 as a difference too, of its keyframe’s levels, or it is none', () => {
    let differences = 0;
    fc.assert(
      fc.property(networks, ({ shape, matrices }) => {
        const { grids, levels } = quantised(shape, matrices);
        const later = matrices.map(({ later: data, ...size }) => ({ ...size, data }));
        const added = difference(later, { grids, levels });
        if (!added) {
          const leaves = later.some(({ data }, l) =>
            data.some(
              (weight, k) => Math.abs(weight - matrices[l].data[k]) > (grids[l].scale / LEVELS) * 126,
            ),
          );
          expect(leaves).toBe(true);
          return;
        }
        differences += 1;
        const keyframe = levelsOf(asBytes(levels), null);
        const told = weightsOf(shape, grids, levelsOf(asBytes(added), keyframe));
        later.forEach(({ data }, l) =>
          data.forEach((weight, k) =>
            expect(Math.abs(told[l].W[k] - weight)).toBeLessThanOrEqual((grids[l].scale / LEVELS) * 0.50001),
          ),
        );
      }),
    );
    expect(differences).toBeGreaterThan(10);
  });

  it('WR3 of what has left the numbers there is no difference', () => {
    const shape = { inputs: 2, hidden: [1], outputs: 1 };
    const of = (...data: number[]) => [{ rows: 1, columns: 2, data: Float32Array.from(data) }];
    expect(difference(of(1, NaN), quantised(shape, of(1, 2)))).toBeNull();
    expect(difference(of(0, 1e-9), quantised(shape, of(0, 0)))).toBeNull();
    expect(difference(of(0, 0), quantised(shape, of(0, 0)))).toEqual(Int8Array.of(0, 0));
  });

  it.each([
    [{ inputs: 50, hidden: [8] }, [[1, 1]]],
    [{ inputs: 265, hidden: [100] }, [[1, 1]]],
    [{ inputs: 900, hidden: [] }, []],
  ])('WR4 every entry comes where there is room for all: %j', (shape, blocks) => {
    expect(blocksOf({ ...shape, outputs: 1 }).map(({ rows, columns }) => [rows, columns])).toEqual(blocks);
  });

  it.each([
    { inputs: 927, hidden: [512, 512, 400], outputs: 5 },
    { inputs: 900, hidden: [512], outputs: 1 },
    { inputs: 30, hidden: [512, 512, 512, 512], outputs: 1 },
  ])('WR4 the widest networks come as means of blocks, each in all of its entries: %j', (shape) => {
    const blocks = blocksOf(shape);
    const cells = cellsOf(shape, blocks).reduce((sum, one) => sum + one, 0);
    expect(cells).toBeLessThanOrEqual(CELLS_LIMIT);
    expect(cells).toBeGreaterThan(CELLS_LIMIT / 2);
    const [rows, columns, block] = [shape.hidden[0], shape.inputs, blocks[0]];
    const data = Float32Array.from({ length: rows * columns }, (_, k) => ((k * 7919) % 1009) / 1009 - 0.5);
    const means = averaged(data, { rows, columns }, block);
    /** Of the block that ends the matrix, which may be smaller. */
    const [top, left] = [rows - 1 - ((rows - 1) % block.rows), columns - 1 - ((columns - 1) % block.columns)];
    let [sum, count] = [0, 0];
    for (let i = top; i < rows; i++) {
      for (let j = left; j < columns; j++, count++) sum += data[i * columns + j];
    }
    expect(means[means.length - 1]).toBeCloseTo(sum / count, 12);
    const only = { inputs: columns, hidden: [rows], outputs: 1 };
    const levels = Int16Array.from(means, (mean) => Math.round(mean * 2 * LEVELS));
    const [{ W }] = weightsOf(only, [{ scale: 0.5, block }], levels);
    expect(W[top * columns + left]).toBe(W[rows * columns - 1]);
    expect(Math.abs(W[rows * columns - 1] - sum / count)).toBeLessThanOrEqual(0.5 / LEVELS);
  });

  it('WR2 levels in another number than the network has are refused', () => {
    const shape = { inputs: 2, hidden: [2], outputs: 1 };
    const grids = [{ scale: 1, block: { rows: 1, columns: 1 } }];
    expect(() => weightsOf(shape, grids, new Int16Array(5))).toThrow(BadFrame);
    expect(() => levelsOf(new Uint8Array(4), new Int16Array(5))).toThrow(BadFrame);
  });
});
