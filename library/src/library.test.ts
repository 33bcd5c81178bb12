import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import { stepPlan } from '@deltaboard/shared/training/configuration.ts';
import { passLength } from '@deltaboard/shared/training/operations.ts';
import { presets as ofClasses } from '@deltaboard/shared/training/presets.ts';
import { momentPicture } from '../../client/src/picture/exact.ts';
import { completed } from './completed.ts';
import { closeTrainers, startTrainer } from '../../server/src/training/testing/trainer-in-thread.ts';
import {
  bundled,
  createRun,
  gradients,
  presets,
  readLabelled,
  readVectors,
  Refusal,
  split,
  stepsOf,
  train,
} from './index.ts';

afterEach(closeTrainers);
afterEach(() => vi.restoreAllMocks());

const parts = bundled();

test('LI3 the example of docs/ prints the board’s numbers inside step 7', async () => {
  const printed: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  await import('../../docs/inside-a-step.mjs' as string);

  const { trainer } = startTrainer();
  await trainer.open();
  const { moment } = await trainer.seek(7, passLength(stepPlan(ofClasses.board)));
  const run = { configuration: ofClasses.board, probes: [] };
  const { header, J, s, layers } = momentPicture(moment, run, { compare: false, objective: 'J' });
  const said = header?.tokens.map((token, t) => (t === header.centre ? `[${token}]` : token));
  const delta = Array.from(layers[0].delta.values);
  expect(delta).toHaveLength(8);
  expect(printed).toEqual([
    `step 7: ${said?.join(' ')}`,
    `y = ${header?.gold}, s = ${s.values[0]}, J = ${J}`,
    ...delta.map((entry, i) => `δ${i + 1} = ${entry}`),
    expect.stringMatching(/^by hand and on the graph differ by \d\S* at the most$/),
  ]);
});

describe('LI2 the same bits as a class', () => {
  test.each([
    ['board', presets.board, 300],
    [
      'a minibatch of softmax with AdaGrad, L2 and trained vectors',
      {
        ...presets.judge,
        hidden: [20, 10],
        head: 'softmax',
        batch: 4,
        optimiser: 'adagrad',
        decay: 0.001,
        trainVectors: true,
      } as const,
      60,
    ],
  ] as const)('%s', async (_, configuration, steps) => {
    const run = train(configuration, parts, { steps });
    const { trainer } = startTrainer(completed(configuration));
    await trainer.open();
    // Inside the next step θ is that of before its update.
    const { moment } = await trainer.seek(steps + 1, 1);
    expect(run.steps).toBe(steps);
    expect(run.parameters().theta).toEqual(fromBytes(moment.theta));
  });
});

describe('LI4 inside a step', () => {
  test('by hand and on the graph agree, of every example and of both windows of a pair', () => {
    for (const head of ['softmax', 'max-margin'] as const) {
      const run = train({ ...presets.board, hidden: [6, 5], head, batch: 3 }, parts, { steps: 5 });
      const step = run.inside();
      expect(step.number).toBe(6);
      expect(step.examples).toHaveLength(3);
      const [hand, graph] = [gradients(step), gradients(step, 'on the graph')];
      hand.forEach(({ gradient, values }, e) => {
        expect(gradient.windows).toHaveLength(head === 'max-margin' ? 2 : 1);
        expect(values[0].layers[1].h).toHaveLength(5);
        const other = graph[e].gradient.layers[0].W.data;
        gradient.layers[0].W.data.forEach((entry, k) => expect(entry).toBeCloseTo(other[k], 12));
      });
    }
  });

  test('the run stays where it stands, and its next step has the bits it would have had', () => {
    const [looked, straight] = [
      train(presets.board, parts, { steps: 3 }),
      train(presets.board, parts, { steps: 3 }),
    ];
    looked.inside();
    looked.evaluate('dev');
    looked.advance();
    straight.advance();
    expect(looked.snapshot()).toEqual(straight.snapshot());
  });
});

test('LI5 text of any shape is read, split and trained on, and its sentences are labelled', () => {
  const lines = Array.from(
    { length: 40 },
    (_, k) => `Mira\tB-person\nwalked\tO\nto\tO\n${k % 2 ? 'Paris' : 'Berlin'}\tB-GPE\n`,
  );
  const { documents, problems, types } = readLabelled(lines.join('\n'));
  expect(problems).toEqual([]);
  expect(types).toEqual([
    { name: 'person', entities: 40, as: 'PER' },
    { name: 'GPE', entities: 40, as: 'LOC' },
  ]);
  const own = split(documents, 1);
  expect([own.train, own.dev, own.test].map(({ length }) => length)).toEqual([28, 6, 6]);
  const run = train({ ...presets.judge, head: 'softmax', epochLimit: 20 }, own);
  expect(run.steps).toBe(stepsOf(run, 20));
  expect(run.evaluate('test').network.all.f1).toBe(1);
  expect(run.label([['Mira', 'walked', 'to', 'Paris']])).toEqual([
    [
      { start: 0, end: 1, type: 'PER' },
      { start: 3, end: 4, type: 'LOC' },
    ],
  ]);
});

test('LI8 word vectors of one’s own are read as a stream, cut to the text, and trained on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'deltaboard-library-'));
  try {
    const path = join(folder, 'vectors.txt');
    const line = (word: string, k: number): string =>
      `${word} ${Array.from({ length: 10 }, (_, i) => (k + i) % 7).join(' ')}\n`;
    writeFileSync(path, ['the', 'of', 'nobody', 'paris', 'walked'].map(line).join(''));
    const own = {
      ...parts,
      train: [{ tokens: ['Paris', 'walked'], entities: [{ start: 0, end: 1, type: 'LOC' }] }],
    } as const;
    const vectors = await readVectors(path, { ...own, dev: [], test: [] }, 2);
    expect(vectors.words).toEqual(['the', 'of', 'paris', 'walked']);
    const [window] = createRun(presets.board, own, vectors).inside().examples[0].windows;
    const at = 10 * (2 - window.centre);
    expect(Array.from(window.x.subarray(at, at + 20))).toEqual([
      3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6,
    ]);
    expect(() => createRun(presets.judge, own, vectors)).toThrow('have 10 entries, input.dimensions says 50');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('LI6 what is wrong is refused with its path, value and reason', () => {
  const wrong = (change: object): unknown => {
    try {
      return createRun({ ...presets.board, ...change }, parts);
    } catch (error) {
      return error instanceof Refusal ? [error.code, error.params] : error;
    }
  };
  expect(wrong({ learningRate: 11 })).toEqual([
    'configuration',
    { path: 'learningRate', value: '11', reason: '<=10' },
  ]);
  expect(wrong({ hidden: [0] })).toEqual(['configuration', { path: 'hidden.0', value: '0', reason: '>=1' }]);
  expect(() => train(presets.board, parts, { steps: -1 })).toThrow('steps is -1');
  expect(() => createRun(presets.board, { ...parts, train: [{ tokens: ['a'], entities: [] }] })).toThrow(
    'corpus-no-location',
  );
});

test('LI1 its presets are those of a class', () => {
  expect(Object.keys(presets)).toEqual(Object.keys(ofClasses));
});
