import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { MAXIMUM_CHARACTERS } from '@deltaboard/shared/dataset/split.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { createTrajectory } from '@deltaboard/shared/training/trajectory.ts';
import { createCatalogue, type RunData } from './catalogue.ts';
import { loadCorpus } from './corpus.ts';
import { corpusReader } from './read-corpus.ts';
import { loadVectors } from './vectors.ts';

const data = new URL('../../data/', import.meta.url);
const base = loadVectors(new URL('vectors/', data));
const bundled = loadCorpus(new URL('corpus/', data));

/** A catalogue that counts how often a text is read. */
function countingCatalogue() {
  const read = corpusReader(base.words);
  let reads = 0;
  const catalogue = createCatalogue(base, bundled, (text, radius, approached) => {
    reads++;
    return read(text, radius, approached);
  });
  return { catalogue, reads: () => reads };
}

const SENTENCE = 'She sailed from [Cork](LOC) to [New York](LOC) with [George Washington](PER) in May .\n';
const pasted = (text: string, change: Partial<Configuration> = {}): Configuration => ({
  ...presets.board,
  ...change,
  corpus: { kind: 'pasted', text },
});
const long = SENTENCE.repeat(Math.floor(MAXIMUM_CHARACTERS / SENTENCE.length));

describe('DS9 a pasted text', () => {
  it('is read beside everything else: the main thread goes on while it is', async () => {
    const { catalogue } = countingCatalogue();
    let isRead = false;
    let turns = 0;
    const opening = catalogue.open(pasted(long)).then((run) => {
      isRead = true;
      return run;
    });
    while (!isRead) {
      await new Promise(setImmediate);
      turns++;
    }
    // A thread has to start, to parse and to send: many turns of the event loop, each of which is another room's.
    expect(turns).toBeGreaterThan(10);
    const run = await opening;
    expect(run.sentences.train).toBeGreaterThan(3000);
    expect(run.training.text.rows.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('says how far its reading is, in order and before it is there', async () => {
    const { catalogue } = countingCatalogue();
    const said: string[] = [];
    await catalogue.open(pasted(long), (made, of) => said.push(`${made} of ${of}`));
    expect(said).toEqual(['1 of 3', '2 of 3']);
  });

  it('is the same as the same text that is bundled: windows, dictionary, evaluation and a run of it', async () => {
    const text = SENTENCE.repeat(40);
    const { catalogue } = countingCatalogue();
    const run = await catalogue.open(pasted(text));
    expect(run.windowView(3)).toMatchObject({ centre: 3, gold: 1, goldType: 'LOC', dictionary: 'LOC' });
    expect(run.windowView(7).tokens.join(' ')).toBe(SENTENCE.replace(/[[\]]|\([A-Z]+\)/g, '').trim());
    expect(run.dictionary.lookup('new york')).toBe('LOC');
    expect(run.dictionary.tag(['New', 'York'])).toEqual([{ start: 0, end: 2, type: 'LOC' }]);
    expect(run.windowsOf('york')).toHaveLength(28);
    expect(run.evaluation.test.gold).toHaveLength(6);
    const trajectory = createTrajectory(pasted(text), run.training);
    expect(trajectory.advance().J).toBeGreaterThan(0);
  });

  it('is read once for all runs of it, now or before, and once more for windows of another radius', async () => {
    const { catalogue, reads } = countingCatalogue();
    const text = SENTENCE.repeat(30);
    const first = pasted(text);
    const runs: RunData[] = await Promise.all([catalogue.open(first), catalogue.open(pasted(text))]);
    for (let reset = 0; reset < 1450; reset++) {
      runs.push(await catalogue.open({ ...first, learningRate: 0.1 + reset / 1e5 }));
    }
    expect(reads()).toBe(1);
    expect(new Set(runs.map(({ training }) => training.text)).size).toBe(1);
    expect(catalogue.opened(first)?.training.text).toBe(runs[0].training.text);
    await catalogue.open(pasted(text, { input: { ...presets.board.input, radius: 1 } }));
    expect(reads()).toBe(2);
  });

  it('is kept only as long as a run in memory uses it', async () => {
    const { catalogue, reads } = countingCatalogue();
    const configuration = pasted(SENTENCE.repeat(30));
    const isUsed = async (): Promise<boolean> => {
      // What has been looked at lives until its turn of the event loop has ended.
      await new Promise(setImmediate);
      collectGarbage();
      return catalogue.opened(configuration) !== null;
    };
    let run: RunData | null = await catalogue.open(configuration);
    expect(await isUsed()).toBe(true);
    expect(run.sentences.train).toBe(20);
    run = null;
    while (await isUsed());
    expect(catalogue.opened(configuration)).toBe(null);
    await catalogue.open(configuration);
    expect(reads()).toBe(2);
  });

  it('DS2 that is refused is refused as it ever was, and may be pasted again', async () => {
    const { catalogue, reads } = countingCatalogue();
    const wrong = pasted(`${SENTENCE.repeat(30)}He left [Rome for good .\n`);
    const refusal = { code: 'corpus-unclosed-bracket', params: { line: 31, column: 9 } };
    await Promise.all([
      expect(catalogue.open(wrong)).rejects.toMatchObject(refusal),
      expect(catalogue.open({ ...wrong })).rejects.toMatchObject(refusal),
      expect(catalogue.open(pasted(SENTENCE))).rejects.toMatchObject({ code: 'corpus-too-small' }),
    ]);
    expect(reads()).toBe(2);
    await expect(catalogue.open(wrong)).rejects.toMatchObject(refusal);
    expect(reads()).toBe(3);
    expect(catalogue.opened(wrong)).toBe(null);
  });
});

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}
