import { beforeAll, describe, expect, it } from 'vitest';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import { logistic } from '@deltaboard/shared/math.ts';
import { forward } from '@deltaboard/shared/model/forward.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { BOARD_SEED, presets } from '@deltaboard/shared/training/presets.ts';
import { createTrajectory } from '@deltaboard/shared/training/trajectory.ts';
import { createCatalogue, vectorsOf, type Catalogue } from './catalogue.ts';
import { loadCorpus } from './corpus.ts';
import { loadVectors } from './vectors.ts';

const data = new URL('../../data/', import.meta.url);
let catalogue: Catalogue;
beforeAll(() => {
  catalogue = createCatalogue(loadVectors(new URL('vectors/', data)), loadCorpus(new URL('corpus/', data)));
});

describe('the catalogue', () => {
  it('TR3 the seeded order of the Board preset starts with the Paris window', async () => {
    const run = await catalogue.open(presets.board);
    const { sampler } = createTrajectory(presets.board, run.training);
    const view = run.windowView(sampler.windowOf(1));
    expect(view.tokens.join(' ')).toBe('The museums in Paris are amazing to see .');
    expect(view.tokens[view.centre]).toBe('Paris');
    expect(view).toMatchObject({ gold: 1, goldType: 'LOC' });
    expect(sampler.locationShare).toBeCloseTo(0.2, 3);
  });

  it(`S11 the Board preset learns at seed ${BOARD_SEED}: Paris from below 0.5 over it by 4,000 windows to 0.7 at 24,000`, async () => {
    const run = await catalogue.open(presets.board);
    const trajectory = createTrajectory(presets.board, run.training);
    const probabilitiesAt = (updates: number): number[] => {
      while (trajectory.updates < updates) trajectory.advance();
      const model = {
        parameters: trajectory.learner.state.parameters,
        nonLinearity: trajectory.settings.nonLinearity,
      };
      return run.probes.map(({ x }) => logistic(forward(model, fromBytes(x)).s[0]));
    };
    expect(probabilitiesAt(0)[0]).toBeLessThan(0.5);
    expect(probabilitiesAt(4000)[0]).toBeGreaterThan(0.5);
    const [paris, washington, president] = probabilitiesAt(24_000);
    expect(paris).toBeGreaterThanOrEqual(0.7);
    expect(washington).toBeGreaterThan(0.5);
    expect(president).toBeLessThan(0.5);
  });

  it('S2 the probes show what the dictionary gets wrong', async () => {
    const [paris, , president] = (await catalogue.open(presets.board)).probes;
    expect(paris.tokens[paris.centre]).toBe('Paris');
    expect(president).toMatchObject({ gold: 0, goldType: 'PER' });
  });

  it('DS6 x is the concatenation of the vectors of the window, padded with zeros', async () => {
    const run = await catalogue.open(presets.board);
    const table = catalogue.words(10);
    const x = fromBytes(run.windowView(0).x);
    const { tokens } = run.windowView(0);
    const { vectors } = vectorsOf(table, 10, tokens.slice(0, 3));
    expect(x).toHaveLength(50);
    expect([...x.subarray(0, 20)]).toEqual(new Array(20).fill(0));
    expect(x.subarray(20)).toEqual(vectors);
  });

  it('RN13 a typed sentence has the x that the same sentence has as a probe', async () => {
    const { probes, sentenceView } = await catalogue.open(presets.board);
    for (const { tokens, centre, ...probe } of probes) {
      const view = sentenceView({ tokens: [...tokens], centre, goldType: null });
      expect(view.x).toEqual(probe.x);
      expect(view).toMatchObject({ gold: null, dictionary: probe.dictionary });
      expect(sentenceView({ tokens: [...tokens], centre, goldType: probe.goldType }).gold).toBe(probe.gold);
    }
  });

  it('DS6 with capitalisation every word has five more entries, one of them 1', async () => {
    const configuration = { ...presets.board, input: { ...presets.board.input, capitalisation: true } };
    const run = await catalogue.open(configuration);
    const x = fromBytes(run.probes[0].x);
    expect(x).toHaveLength(75);
    const paris = [...x.subarray(2 * 15 + 10, 3 * 15)];
    expect(paris).toEqual([0, 1, 0, 0, 0]);
  });

  it('DS3 unknown words share a row, known words have their own, digits are one row', () => {
    const table = catalogue.words(50);
    const { known, vectors } = vectorsOf(table, 50, [
      'qwxzv',
      'paris',
      'zzqqzz',
      '1984',
      '17',
      'a',
      'constructor',
    ]);
    expect(known).toEqual([false, true, false, true, true, true, true]);
    const row = (i: number): Float32Array => vectors.subarray(50 * i, 50 * (i + 1));
    expect(row(0)).toEqual(row(2));
    expect(row(3)).toEqual(row(4));
    expect(row(1)).not.toEqual(row(0));
  });

  it('RN11 finds the training windows of a word, as the model sees it', async () => {
    const run = await catalogue.open(presets.board);
    const windows = run.windowsOf('PARIS');
    expect(windows.length).toBeGreaterThan(2);
    for (const window of windows) {
      const { tokens, centre } = run.windowView(window);
      expect(tokens[centre].toLowerCase()).toBe('paris');
    }
    expect(run.windowsOf('xyzzy')).toEqual([]);
  });

  it('DS2 a malformed pasted corpus is refused with line and column', async () => {
    const text = `${'She lives in [Paris](LOC) .\n'.repeat(30)}He left [Rome for good .\n`;
    const opened = catalogue.open({ ...presets.board, corpus: { kind: 'pasted', text } });
    await expect(opened).rejects.toThrow(Refusal);
    await expect(opened).rejects.toThrow(/corpus-unclosed-bracket.*"line":31.*"column":9/);
  });
});
