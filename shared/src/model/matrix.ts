/** Row-major real matrices on typed arrays; a vector is the array itself. */
export type Reals = Float32Array | Float64Array;

export interface Matrix<A extends Reals = Reals> {
  readonly rows: number;
  readonly columns: number;
  /** rows × columns entries, row after row. */
  readonly data: A;
}

export const matrix = (rows: number, columns: number): Matrix<Float64Array> => ({
  rows,
  columns,
  data: new Float64Array(rows * columns),
});
