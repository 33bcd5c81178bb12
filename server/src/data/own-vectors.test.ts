import { describe, expect, test } from 'vitest';
import { encodeCut, type VectorCut } from '@deltaboard/shared/dataset/vectors/cut.ts';
import { inputLength } from '@deltaboard/shared/dataset/windows.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { createTrajectory } from '@deltaboard/shared/training/trajectory.ts';
import { catalogue } from '../training/testing/trainer-in-thread.ts';
import { vectorsOf } from './catalogue.ts';
import type { Own } from './own.ts';

const { board } = presets;
const hash = 'a'.repeat(64);
const words = ['in', 'paris', 'the'];
const cut: VectorCut = {
  dimensions: 3,
  words,
  frequent: 0,
  unknown: Float32Array.of(9, 9, 9),
  number: Float32Array.of(8, 8, 8),
  rows: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9),
};
/** Three numbers a word. */
const own: Configuration = {
  ...board,
  input: { ...board.input, dimensions: 3 },
  vectors: { kind: 'own', hash },
};
const holding = (bytes: Uint8Array): Own & { asked: number } => ({
  asked: 0,
  read() {
    this.asked++;
    return Promise.resolve(bytes);
  },
});
const SENTENCE = 'She sailed from [Cork](LOC) to [New York](LOC) with [George Washington](PER) in 1999 .\n';

describe('VE6 a run with somebody’s own vectors', () => {
  test('reads the bundled corpus with them, in their own dimension; a run beside it asks nobody again', async () => {
    const given = holding(encodeCut(cut));
    const [run, again] = await Promise.all([
      catalogue.open(own, undefined, given),
      catalogue.open({ ...own, hidden: [4] }, undefined, given),
    ]);
    expect(given.asked).toBe(1);
    expect(again.training.vectors).toBe(run.training.vectors);
    const { tokens, centre, x } = run.windowView(0);
    expect(fromBytes(x)).toHaveLength(inputLength(own.input));
    const rowOf = (token: string): readonly number[] => {
      const at = words.indexOf(token.toLowerCase());
      return at < 0 ? [9, 9, 9] : [...cut.rows.subarray(3 * at, 3 * at + 3)];
    };
    const right = tokens.slice(centre, centre + 3).flatMap(rowOf);
    expect([...fromBytes(x)].slice(6)).toEqual(right);
    expect(run.varianceKept).toBe(1);
    expect(vectorsOf(run.words, 3, ['Paris', 'London'])).toEqual({
      known: [true, false],
      vectors: Float32Array.of(4, 5, 6, 9, 9, 9),
    });
    expect(catalogue.opened(own)?.training.vectors).toBe(run.training.vectors);
    const trajectory = createTrajectory(own, run.training);
    for (let step = 0; step < 50; step++) trajectory.advance();
    expect(trajectory.snapshot().every(Number.isFinite)).toBe(true);
  });

  test('of another dimension than the configuration says, damaged or not there, it is refused by name', async () => {
    const refused = (configuration: Configuration, given?: Own) =>
      catalogue.open(configuration, undefined, given).then(
        () => null,
        (error: unknown) => error instanceof Refusal && { code: error.code, params: error.params },
      );
    const other = { ...own, seed: 1, vectors: { kind: 'own', hash: 'b'.repeat(64) } } as const;
    expect(
      await refused({ ...other, input: { ...own.input, dimensions: 4 } }, holding(encodeCut(cut))),
    ).toEqual({
      code: 'configuration',
      params: { path: 'input.dimensions', value: 4, reason: '3' },
    });
    const third = { ...other, vectors: { kind: 'own', hash: 'c'.repeat(64) } } as const;
    expect(await refused(third, holding(encodeCut(cut).subarray(4)))).toMatchObject({
      code: 'vectors-damaged',
    });
    expect(await refused(third)).toEqual({ code: 'vectors-not-kept', params: { hash: 'cccccccc' } });
  });
});

describe('VE8 a run with vectors that are drawn', () => {
  const drawn: Configuration = {
    ...board,
    corpus: { kind: 'pasted', text: SENTENCE.repeat(40) },
    input: { ...board.input, dimensions: 7 },
    vectors: { kind: 'random' },
    trainVectors: true,
  };

  test('has one for each word of its training part, the same for the same seed, and trains them', async () => {
    const run = await catalogue.open(drawn);
    expect(run.words.vocabulary.rowOf('sailed')).not.toBe(run.words.vocabulary.unknown);
    expect(run.words.vocabulary.rowOf('paris')).toBe(run.words.vocabulary.unknown);
    const again = await catalogue.open({ ...drawn, hidden: [3] });
    expect(again.training.vectors).toEqual(run.training.vectors);
    const other = await catalogue.open({ ...drawn, seed: 5 });
    expect(other.training.vectors).not.toEqual(run.training.vectors);
    const trajectory = createTrajectory(drawn, run.training);
    for (let step = 0; step < 50; step++) trajectory.advance();
    expect(trajectory.vectors).not.toEqual(run.training.vectors);
  });
});

describe('DA5 a run of a text that is kept', () => {
  test('reads it as one that was pasted', async () => {
    const text = SENTENCE.repeat(40);
    const pasted = await catalogue.open({ ...board, corpus: { kind: 'pasted', text } });
    const stored: Configuration = { ...board, corpus: { kind: 'stored', hash } };
    const run = await catalogue.open(stored, undefined, holding(Buffer.from(text)));
    expect(run.training.text).toEqual(pasted.training.text);
    expect(run.sentences).toEqual(pasted.sentences);
  });
});
