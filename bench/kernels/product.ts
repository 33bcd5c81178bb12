/** The product's own learner and trajectory, as training has them; bundled by main.ts, as production is. */
import { compiledKernels } from '@deltaboard/shared/kernels/compiled.ts';
import type { Kernels } from '@deltaboard/shared/kernels/kernels.ts';
import { offerCompiled } from '@deltaboard/shared/kernels/kernels-of.ts';
import { version2 } from '@deltaboard/shared/kernels/version-2.ts';
import { encodeText } from '@deltaboard/shared/dataset/windows.ts';
import { createVocabulary, SPECIAL_ROWS } from '@deltaboard/shared/dataset/vocabulary.ts';
import { parametersOn, initialParameters } from '@deltaboard/shared/model/parameters.ts';
import { createRandom } from '@deltaboard/shared/random.ts';
import { createLearner } from '@deltaboard/shared/training/learner.ts';
import { floatsOf } from '@deltaboard/shared/training/memory.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { createTrajectory } from '@deltaboard/shared/training/trajectory.ts';
import type { Contender, Shape } from './contender.ts';

const WORDS = 5;

/** A step of the learner with trained word vectors, so that ∂J/∂x is made and goes on into the vectors. */
export function learner({ D, H, K, B }: Shape, isCompiled: boolean): Contender {
  const shape = { inputs: D, hidden: [H], outputs: K };
  const table = 100 * D;
  const compiled = isCompiled ? compiledKernels()?.(floatsOf(shape, B, table)) : version2;
  if (!compiled) throw new Error('no WebAssembly SIMD');
  const kernels: Kernels<Float32Array> = compiled;
  const random = createRandom(1);
  const parameters = parametersOn(kernels.allocate(initialParameters(shape, 1).theta.length), shape);
  parameters.theta.set(initialParameters(shape, 1).theta);
  const dimensions = D / WORDS;
  const vectors = {
    dimensions,
    width: dimensions,
    words: WORDS,
    table: kernels.allocate(table),
    squares: null,
  };
  const made = createLearner(
    kernels,
    { parameters, squares: null, vectors },
    { head: 'softmax', batch: B, optimiser: 'sgd', decay: 0 },
  );
  const xs = Array.from({ length: B }, () => Float32Array.from({ length: D }, () => random.uniform() - 0.5));
  const settings = { nonLinearity: 'tanh', learningRate: 0.01 } as const;
  let y = 0;
  return {
    name: isCompiled ? 'this product' : 'this product in plain TypeScript',
    step: () =>
      void made.step((example, { passes, rows }) => {
        passes[0].x.set(xs[example]);
        for (let k = 0; k < WORDS; k++) rows[0][k] = (7 * example + k) % 100;
        return y++ % K;
      }, settings),
  };
}

/** The Judge preset on drawn sentences: windows drawn and filled, the step, the curve's figures aside. */
export function judge(isCompiled: boolean): Contender {
  offerCompiled(isCompiled ? compiledKernels() : null);
  const { input } = presets.judge;
  const words = Array.from(
    { length: 400 },
    (_, k) => `w${'abcdefghij'[k % 10]}${'klmnopqrst'[((k / 10) % 10) | 0]}${'uvwx'[(k / 100) | 0]}`,
  );
  const vocabulary = createVocabulary(words);
  const random = createRandom(2);
  const sentences = Array.from({ length: 200 }, () => ({
    tokens: Array.from({ length: 20 }, () => words[random.below(words.length)]),
    entities: [{ start: random.below(19), end: 20, type: 'LOC' as const }],
  }));
  const vectors = Float32Array.from(
    { length: (words.length + SPECIAL_ROWS) * input.dimensions },
    () => random.uniform() - 0.5,
  );
  const text = encodeText(sentences, vocabulary, input.radius);
  const trajectory = createTrajectory(presets.judge, { text, vectors });
  offerCompiled(null);
  return {
    name: isCompiled ? 'this product' : 'this product in plain TypeScript',
    step: () => void trajectory.advance(),
  };
}
