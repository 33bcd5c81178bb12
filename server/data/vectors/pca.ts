/**
 * Principal component analysis for the build script. Only + − × ÷ and sqrt on float64 in a fixed order, so that every
 * machine computes the same bits: the files it leads to are compared by SHA-256.
 */

/** Principal axes of a set of vectors, in descending order of variance. */
export interface PrincipalAxes {
  /** The mean vector, `width` numbers, in the units of the input. */
  readonly mean: Float64Array;
  /** Variance along each axis (divided by the number of rows), `width` numbers, units of the input squared. */
  readonly variances: Float64Array;
  /** The axes, width × width, one unit vector a row; the largest-magnitude entry of each is positive. */
  readonly axes: Float64Array;
}

/**
 * Principal axes of the rows (Pearson 1901; Jolliffe, Principal Component Analysis, 2002, ch. 2).
 * @param rows count × width numbers, row by row
 * @param width numbers in a row
 * @throws Error when the eigenvalue iteration does not converge
 */
export function principalAxes(rows: Float64Array, width: number): PrincipalAxes {
  const mean = columnMeans(rows, width);
  const { values, vectors } = symmetricEigen(covariance(rows, mean), width);
  const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a]);
  const variances = Float64Array.from(order, (column) => values[column]);
  const axes = new Float64Array(width * width);
  order.forEach((column, axis) => {
    let peak = 0;
    for (let i = 0; i < width; i++) {
      const entry = vectors[i * width + column];
      axes[axis * width + i] = entry;
      if (Math.abs(entry) > Math.abs(peak)) peak = entry;
    }
    // An eigenvector's sign is arbitrary; without this rule two solvers would give mirrored coordinates.
    if (peak < 0) for (let i = 0; i < width; i++) axes[axis * width + i] *= -1;
  });
  return { mean, variances, axes };
}

function columnMeans(rows: Float64Array, width: number): Float64Array {
  const mean = new Float64Array(width);
  for (let at = 0; at < rows.length; at++) mean[at % width] += rows[at];
  return mean.map((sum) => sum / (rows.length / width));
}

/** Covariance matrix, width × width, divided by the number of rows. */
function covariance(rows: Float64Array, mean: Float64Array): Float64Array {
  const width = mean.length;
  const result = new Float64Array(width * width);
  const centred = new Float64Array(width);
  for (let start = 0; start < rows.length; start += width) {
    for (let i = 0; i < width; i++) centred[i] = rows[start + i] - mean[i];
    for (let i = 0; i < width; i++) {
      for (let j = i; j < width; j++) result[i * width + j] += centred[i] * centred[j];
    }
  }
  for (let i = 0; i < width; i++) {
    for (let j = i; j < width; j++) {
      const value = result[i * width + j] / (rows.length / width);
      result[i * width + j] = value;
      result[j * width + i] = value;
    }
  }
  return result;
}

/**
 * Eigenvalues and eigenvectors (as columns) of a symmetric matrix by cyclic Jacobi rotations
 * (Golub and Van Loan, Matrix Computations, 4th edition, section 8.5). `matrix` is overwritten.
 */
function symmetricEigen(
  matrix: Float64Array,
  width: number,
): { values: Float64Array; vectors: Float64Array } {
  const vectors = new Float64Array(width * width);
  for (let i = 0; i < width; i++) vectors[i * width + i] = 1;
  for (let sweep = 0; offDiagonal(matrix, width) > 1e-26; sweep++) {
    if (sweep === 50) throw new Error('PCA: the Jacobi iteration did not converge in 50 sweeps');
    for (let p = 0; p < width; p++) {
      for (let q = p + 1; q < width; q++) rotate(matrix, vectors, width, p, q);
    }
  }
  return { values: Float64Array.from({ length: width }, (_, i) => matrix[i * width + i]), vectors };
}

/** The squared entries off the diagonal, relative to those on it: 0 when the matrix is diagonal. */
function offDiagonal(matrix: Float64Array, width: number): number {
  let on = 0;
  let off = 0;
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      const square = matrix[i * width + j] * matrix[i * width + j];
      if (i === j) on += square;
      else off += square;
    }
  }
  return off / (on || 1);
}

/** One rotation in the (p, q) plane that makes entry (p, q) zero: A ← JᵀAJ, V ← VJ. */
function rotate(a: Float64Array, v: Float64Array, width: number, p: number, q: number): void {
  const apq = a[p * width + q];
  if (apq === 0) return;
  const tau = (a[q * width + q] - a[p * width + p]) / (2 * apq);
  // The smaller of the two roots: a rotation of at most 45°, which is what makes the sweeps converge.
  const tangent = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  const turn = (m: Float64Array, first: number, second: number): void => {
    const x = m[first];
    const y = m[second];
    m[first] = cosine * x - sine * y;
    m[second] = sine * x + cosine * y;
  };
  for (let k = 0; k < width; k++) turn(a, k * width + p, k * width + q);
  for (let k = 0; k < width; k++) turn(a, p * width + k, q * width + k);
  for (let k = 0; k < width; k++) turn(v, k * width + p, k * width + q);
}
