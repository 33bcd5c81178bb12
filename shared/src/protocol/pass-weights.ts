/** What a pass is computed with: θ and trained word vectors as a moment carries them, before and after its update. */
import { wordWidth } from '../dataset/windows.ts';
import { plainKernels } from '../kernels/kernels-of.ts';
import { parametersOn, type Parameters } from '../model/parameters.ts';
import { modelShape, type Configuration } from '../training/configuration.ts';
import { createLearner } from '../training/learner.ts';
import { fromBytes } from './bytes.ts';
import type { Moment, SentenceView } from './state.ts';

/** Rows of trained word vectors: where each lies in a table of them. */
export interface VectorRows {
  /** d */
  readonly dimensions: number;
  /** d and the features of a word, which are not trained. */
  readonly width: number;
  readonly places: ReadonlyMap<number, number>;
  readonly table: Float32Array;
}

/** What a pass is computed with. */
export interface PassWeights {
  readonly parameters: Parameters<Float32Array>;
  /** null: the word vectors are frozen. */
  readonly vectors: VectorRows | null;
}

/** Before the update of the step that the moment shows: its own bits. */
export function shownWeights({ theta, vectors }: Moment, configuration: Configuration): PassWeights {
  const { input } = configuration;
  return {
    parameters: parametersOn(fromBytes(theta), modelShape(configuration)),
    vectors: vectors && {
      dimensions: input.dimensions,
      width: wordWidth(input),
      places: new Map(vectors.rows.map((row, place) => [row, place])),
      table: fromBytes(vectors.values),
    },
  };
}

/** After that update, to the same bits as the trainer's. */
export function updatedWeights(moment: Moment, configuration: Configuration): PassWeights {
  const { examples, settings } = moment;
  const { parameters, vectors } = shownWeights(moment, configuration);
  const sums = moment.vectors?.squares ?? null;
  const learner = createLearner(
    plainKernels(configuration.numerics),
    {
      parameters: parametersOn(parameters.theta.slice(), parameters.shape),
      squares: moment.squares && fromBytes(moment.squares).slice(),
      vectors: vectors && {
        dimensions: vectors.dimensions,
        width: vectors.width,
        words: 2 * configuration.input.radius + 1,
        table: vectors.table.slice(),
        squares: sums && fromBytes(sums).slice(),
      },
    },
    configuration,
  );
  learner.step((example, into) => {
    examples[example].forEach((window, w) => {
      into.passes[w].x.set(inputAt(window, vectors));
      window.rows?.forEach((row, k) => (into.rows[w][k] = vectors?.places.get(row) ?? -1));
    });
    return examples[example][0].gold;
  }, settings);
  const { state } = learner;
  return {
    parameters: state.parameters,
    vectors: vectors && state.vectors && { ...vectors, table: state.vectors.table },
  };
}

/** At the moment's cursor: at operation 0 the update of the shown step has been made. */
export const presentWeights = (moment: Moment, configuration: Configuration): PassWeights =>
  moment.cursor.operation === 0 && moment.examples.length > 0
    ? updatedWeights(moment, configuration)
    : shownWeights(moment, configuration);

/** x of a window with the word vectors as they stand. */
export function inputAt({ x, rows }: SentenceView, vectors: VectorRows | null): Float32Array {
  const entries = fromBytes(x);
  if (!vectors || !rows) return entries;
  const { dimensions, width, places, table } = vectors;
  const present = entries.slice();
  rows.forEach((row, k) => {
    const place = places.get(row);
    if (place === undefined) return;
    present.set(table.subarray(place * dimensions, (place + 1) * dimensions), k * width);
  });
  return present;
}
