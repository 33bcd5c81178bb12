/**
 * Everything that training moves, and how it is kept: θ, AdaGrad's sums of squares, trained word vectors and their sums.
 * A snapshot is these in that order, of the vectors only the trained rows.
 */
import type { Kernels } from '../kernels/kernels.ts';
import { wordWidth, type EncodedText } from '../dataset/windows.ts';
import { initialParameters, parameterCount, parametersOn } from '../model/parameters.ts';
import { modelShape, type Configuration } from './configuration.ts';
import type { LearnerState } from './learner.ts';
import { trainedRowsOf } from './trained-vectors.ts';
import type { TrainingData } from './training-data.ts';

export interface RunState {
  readonly state: LearnerState<Float32Array>;
  /** The word vectors as they stand, vocabulary size × d: those of the data, or a copy that is trained. */
  readonly vectors: Float32Array;
  /** For each word of the window centred at `position` its row, −1 where it is not trained. */
  fillRows(rows: Int32Array, text: Pick<EncodedText, 'rows'>, position: number): void;
  snapshot(): Float32Array;
  /** Throws RangeError when the snapshot has another length. */
  restore(snapshot: Float32Array): void;
  /** As at step 0. */
  rewind(): void;
}

/** Float32s of a snapshot. */
export const snapshotLength = (configuration: Configuration, { text }: Pick<TrainingData, 'text'>): number =>
  snapshotFloats(configuration, configuration.trainVectors ? trainedRowsOf(text).length : 0);

/** The same by arithmetic alone. @param trainedRows words of training windows */
export function snapshotFloats(configuration: Configuration, trainedRows: number): number {
  const ofVectors = configuration.trainVectors ? trainedRows * configuration.input.dimensions : 0;
  const moved = parameterCount(modelShape(configuration)) + ofVectors;
  return configuration.optimiser === 'adagrad' ? 2 * moved : moved;
}

export function createRunState(
  kernels: Kernels<Float32Array>,
  configuration: Configuration,
  data: TrainingData,
): RunState {
  const { input, seed, optimiser, trainVectors } = configuration;
  const { dimensions, radius } = input;
  const shape = modelShape(configuration);
  const theta = kernels.allocate(parameterCount(shape));
  theta.set(initialParameters(shape, seed).theta);
  const isAdapted = optimiser === 'adagrad';
  const squares = isAdapted ? kernels.allocate(theta.length) : null;
  const vectors = trainVectors ? kernels.allocate(data.vectors.length) : data.vectors;
  if (trainVectors) vectors.set(data.vectors);
  const vectorSquares = trainVectors && isAdapted ? kernels.allocate(vectors.length) : null;
  const trained = trainVectors ? trainedRowsOf(data.text) : new Int32Array(0);
  const isTrained = new Uint8Array(vectors.length / dimensions);
  for (const row of trained) isTrained[row] = 1;
  const length = snapshotLength(configuration, data);

  /** Every array that moves, in the order of a snapshot; of the tables only the trained rows. */
  function eachPart(visit: (part: Float32Array) => void): void {
    visit(theta);
    if (squares) visit(squares);
    for (const table of [vectors, vectorSquares]) {
      if (!table) continue;
      for (const row of trained) visit(table.subarray(row * dimensions, (row + 1) * dimensions));
    }
  }
  return {
    state: {
      parameters: parametersOn(theta, shape),
      squares,
      vectors: trainVectors
        ? {
            dimensions,
            width: wordWidth(input),
            words: 2 * radius + 1,
            table: vectors,
            squares: vectorSquares,
          }
        : null,
    },
    vectors,
    fillRows(rows, text, position) {
      for (let k = 0; k < rows.length; k++) {
        const row = text.rows[position - radius + k];
        rows[k] = isTrained[row] === 1 ? row : -1;
      }
    },
    snapshot() {
      const snapshot = new Float32Array(length);
      let offset = 0;
      eachPart((part) => {
        snapshot.set(part, offset);
        offset += part.length;
      });
      return snapshot;
    },
    restore(snapshot) {
      if (snapshot.length !== length) {
        throw new RangeError(`a snapshot has ${snapshot.length} entries, the run asks for ${length}`);
      }
      let offset = 0;
      eachPart((part) => part.set(snapshot.subarray(offset, (offset += part.length))));
    },
    rewind() {
      theta.set(initialParameters(shape, seed).theta);
      squares?.fill(0);
      vectorSquares?.fill(0);
      if (trainVectors) vectors.set(data.vectors);
    },
  };
}
