import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createVocabulary } from '@deltaboard/shared/dataset/vocabulary.ts';
import { createTrajectory } from '@deltaboard/shared/training/trajectory.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { completed } from '../../library/src/completed.ts';
import { readLabelled, split } from '../../library/src/reading.ts';
import { readVectors } from '../../library/src/vectors.ts';
import { encodeSplits } from '../../server/src/data/texts.ts';
import { readRun } from './run-file.ts';
import { deltaboard, objects } from './testing/called.ts';

const folder = mkdtempSync(join(tmpdir(), 'deltaboard-own-vectors-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

const LABELLED = Array.from(
  { length: 60 },
  (_, k) => `Mira\tB-PER\nwalked\tO\nto\tO\n${k % 2 ? 'Paris' : 'Berlin'}\tB-LOC\n.\tO\n`,
).join('\n');
/** d = 7, which no bundled vectors have. */
const vector = (word: string, k: number): string =>
  `${word} ${Array.from({ length: 7 }, (_, i) => ((3 * k + 5 * i) % 11) / 8 - 0.5).join(' ')}\n`;
const VECTORS = ['the', 'of', 'nobody', 'paris', 'berlin', 'mira', 'walked', 'to'].map(vector).join('');
writeFileSync(at('names.conll'), LABELLED);
writeFileSync(at('glove.txt'), `${VECTORS}broken 1 2\n`);
writeFileSync(at('glove.txt.gz'), gzipSync(`${VECTORS}broken 1 2\n`));
writeFileSync(at('others.txt'), VECTORS.replace('0.125', '0.25'));

const text = ['--data', at('names.conll')];
const own = ['--vectors', at('glove.txt')];
const train = (out: string, ...more: string[]) =>
  deltaboard('train', ...text, '--head', 'softmax', '--epochs', '12', '--out', at(out), ...more);

describe('PG11 word vectors of a file', () => {
  test('a run is trained on them, with the bits of a class’s run; what is left out is said; gzip is the same', async () => {
    const { code, err } = await train('own.safetensors', ...own, '--frequent', '2');
    expect(code).toBe(0);
    expect(err).toContain('left out 1 × ');
    expect(err).toContain('(line 9)');
    expect(err).toContain('7 entries, 7 words kept; 20.0 % of the text’s words have no vector');
    const kept = readRun(at('own.safetensors'));
    expect(kept.vectors).toEqual({ name: 'glove.txt', frequent: 2 });
    expect(kept.configuration.input.dimensions).toBe(7);

    const { documents } = readLabelled(LABELLED);
    const parts = split(documents, kept.configuration.seed);
    const cut = await readVectors(at('glove.txt'), parts, 2);
    expect(cut.words).toEqual(['the', 'of', 'paris', 'berlin', 'mira', 'walked', 'to']);
    const configuration = completed(kept.configuration, cut);
    const asDocuments = (sentences: typeof parts.train) => [{ title: '', sentences }];
    const { train: given, own: table } = encodeSplits(
      { train: asDocuments(parts.train), dev: asDocuments(parts.dev), test: asDocuments(parts.test) },
      createVocabulary(cut.words),
      configuration.input.radius,
      cut,
    );
    if (!table) throw new Error('no vectors');
    const trajectory = createTrajectory(configuration, { text: given, vectors: table.vectors });
    while (trajectory.updates < kept.steps) trajectory.advance();
    expect(kept.snapshot).toEqual(trajectory.snapshot());

    await train('zipped.safetensors', '--vectors', at('glove.txt.gz'), '--frequent', '2');
    const zipped = readRun(at('zipped.safetensors'));
    expect(zipped).toEqual({ ...kept, vectors: { name: 'glove.txt.gz', frequent: 2 } });
  });

  test('to judge, label and export them the text and the vectors are asked for, and known', async () => {
    await train('asked.safetensors', ...own);
    const run = at('asked.safetensors');
    const refused = async (...args: string[]) => {
      const { code, err } = await deltaboard(...args);
      expect(code).toBe(1);
      return err.trim().split('\n').at(-1);
    };
    expect(await refused('eval', run, ...text)).toContain('--vectors glove.txt');
    expect(await refused('eval', run, ...text, '--vectors', at('others.txt'))).toContain(
      'has not the word vectors that',
    );
    expect(await refused('eval', run, ...text, '--vectors', at('none.txt'))).toContain('there is no file');
    expect(await refused('predict', run, 'Mira walked .')).toContain('word vectors of its own');
    const judged = await deltaboard('eval', run, ...text, ...own, '--json');
    expect(objects(judged.out)).toMatchObject([{ part: 'test', network: { all: { f1: 1 } } }]);
    const labelled = await deltaboard('predict', run, 'Mira walked to Berlin .', ...text, ...own);
    expect(labelled.out).toBe('[Mira](PER) walked to [Berlin](LOC) .\n');
    const exported = await deltaboard('export', run, ...text, ...own, '--step', '3', '--out', at('third'));
    expect([exported.code, exported.out]).toEqual([0, expect.stringContaining('third-step-3.npz')]);
    // What export writes, train reads: with the vectors again.
    await train('again.safetensors', ...own, '--configuration', at('third.json'));
    expect(readRun(at('again.safetensors'))).toEqual(readRun(run));
    expect(await deltaboard('train', ...text, '--configuration', at('third.json'))).toMatchObject({
      code: 2,
    });
  });

  test.each([
    [['--frequent', '10'], '--frequent stands beside --vectors'],
    [[...own, '--dimensions', '50'], '--dimensions follows from the file'],
    [[...own, '--random-vectors'], '--vectors or --random-vectors'],
    [[...own, '--frequent', '0'], '--frequent is a whole number from 1, not "0"'],
  ])('%j is asked for wrongly', async (flags, said) => {
    const { code, err } = await train('wrong.safetensors', ...flags);
    expect([code, err]).toEqual([2, expect.stringContaining(said)]);
  });

  test('drawn ones are of any dimension, and of the seed', async () => {
    const drawn = ['--random-vectors', '--dimensions', '7', '--train-vectors', '--epochs', '30'];
    await train('drawn.safetensors', ...drawn);
    await train('same.safetensors', ...drawn);
    expect(readFileSync(at('same.safetensors'))).toEqual(readFileSync(at('drawn.safetensors')));
    const judged = await deltaboard('eval', at('drawn.safetensors'), ...text, '--json');
    expect(objects(judged.out)).toMatchObject([{ network: { all: { f1: 1 } } }]);
    const beside = await deltaboard('eval', at('drawn.safetensors'), ...text, ...own);
    expect([beside.code, beside.err]).toEqual([1, expect.stringContaining('cannot stand beside it')]);
  });
});
