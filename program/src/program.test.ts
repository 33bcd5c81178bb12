import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import { parametersOn } from '@deltaboard/shared/model/parameters.ts';
import { modelShape, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { closeTrainers, startTrainer } from '../../server/src/training/testing/trainer-in-thread.ts';
import { readRun } from './run-file.ts';
import { deltaboard, objects } from './testing/called.ts';

const folder = mkdtempSync(join(tmpdir(), 'deltaboard-program-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(closeTrainers);
const at = (name: string): string => join(folder, name);

const LABELLED = Array.from(
  { length: 60 },
  (_, k) => `Mira\tB-PER\nwalked\tO\nto\tO\n${k % 2 ? 'Paris' : 'Berlin'}\tB-LOC\n.\tO\n`,
).join('\n');
writeFileSync(at('names.conll'), LABELLED);
const trainSmall = (out: string, ...more: string[]) =>
  deltaboard(
    'train',
    '--data',
    at('names.conll'),
    '--head',
    'softmax',
    '--epochs',
    '20',
    '--out',
    at(out),
    ...more,
  );

describe('PG1 help', () => {
  test.each(['serve', 'train', 'eval', 'predict', 'export', 'fetch'])(
    'of %s: its options, and examples',
    async (name) => {
      const { code, out, err } = await deltaboard(name, '--help');
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(new RegExp(`^deltaboard ${name}`));
      expect(out).toMatch(new RegExp(`Examples\\n(?:.*\\n)*?.*npx deltaboard(?: ${name}|\\n)`));
    },
  );
  test('of the program: every command, and what it ends with; and its version', async () => {
    const { code, out } = await deltaboard('--help');
    expect(code).toBe(0);
    for (const name of ['serve', 'train', 'eval', 'predict', 'export', 'fetch'])
      expect(out).toContain(`  ${name} `);
    expect(out).toContain('Ends with 0');
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect((await deltaboard('--version')).out).toBe(`${version}\n`);
  });
});

describe('PG2 what is wrong names its value and place', () => {
  test.each([
    [['fly'], 2, '"fly" is no command'],
    [['train', '--head', 'linear'], 2, '--head is one of logistic, softmax, max-margin, not "linear"'],
    [['train', '--seed', '1.5'], 2, '--seed is a whole number from 0, not "1.5"'],
    [['train', '--learning-rate', '0,1'], 2, '--learning-rate is a number from 0, not "0,1"'],
    [['train', '--learning-rate', '11'], 2, 'learningRate cannot be 11: <=10'],
    [['train', '--hidden', '10,x'], 2, '--hidden is a whole number from 1, not "x"'],
    [['train', '--bogus'], 2, "Unknown option '--bogus'"],
    [['train', 'names.conll'], 2, '"names.conll": a file stands behind --data'],
    [['train', '--data', at('names.conll'), '--types', 'GPE'], 2, 'not "GPE"'],
    [['train', '--types', 'GPE=LOC'], 2, '--types stands beside --data'],
    [['train', '--capitalisation', '--no-capitalisation'], 2, 'capitalisation: on or off, not both'],
    [['eval'], 2, 'the run file is missing'],
    [['eval', 'a', 'b'], 2, '"b" stands behind the run file'],
    [['export', 'a', '--format', 'numpy'], 2, '--format numpy asks for --step N'],
    [['fetch', 'conll'], 2, '"conll" is none of wikigold, wnut-17'],
    [['eval', at('none')], 1, `there is no file ${at('none')}`],
    [['eval', at('names.conll')], 1, `${at('names.conll')} cannot be read as a run`],
    [['train', '--data', at('none')], 1, `there is no file ${at('none')}`],
  ] as const)('%j ends with %i', async (args, code, message) => {
    const ended = await deltaboard(...args);
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toContain(message);
  });

  test('in JSON it is one object', async () => {
    const { code, err } = await deltaboard('train', '--json', '--head', 'linear');
    expect([code, objects(err)]).toEqual([
      2,
      [{ error: expect.stringContaining('linear') as string, code: 2 }],
    ]);
  });
});

describe('PG4 PG5 train', () => {
  const runs: readonly (readonly [flags: readonly string[], configuration: Configuration, steps: number])[] =
    [
      [['--preset', 'board', '--steps', '300'], presets.board, 300],
      [
        [
          '--preset',
          'judge',
          '--hidden',
          '20',
          '--batch',
          '4',
          '--optimiser',
          'adagrad',
          '--l2',
          '0.001',
          '--steps',
          '50',
        ],
        { ...presets.judge, hidden: [20], batch: 4, optimiser: 'adagrad', decay: 0.001 },
        50,
      ],
    ];
  test.each(runs)('%j: θ has the bits of the server’s run', async (flags, configuration, steps) => {
    expect(await deltaboard('train', ...flags, '--out', at('bits.safetensors'))).toMatchObject({ code: 0 });
    const kept = readRun(at('bits.safetensors'));
    const { trainer } = startTrainer(configuration);
    await trainer.open();
    const { moment } = await trainer.seek(steps + 1, 1);
    const theta = fromBytes(moment.theta);
    expect(kept.steps).toBe(steps);
    expect(kept.snapshot.slice(0, theta.length)).toEqual(theta);
    expect(() => parametersOn(theta, modelShape(configuration))).not.toThrow();
  });

  test('a labelled file: an object an epoch, and one for the file; the same again is the same file', async () => {
    const { code, out, err } = await trainSmall('small.safetensors', '--json');
    expect(code).toBe(0);
    const events = objects(out);
    expect(events).toHaveLength(21);
    expect(events[0]).toMatchObject({ event: 'epoch', epoch: 1 });
    expect(events[20]).toMatchObject({ event: 'saved', file: at('small.safetensors'), because: 'done' });
    expect(err).toContain('60 sentences; PER 60, LOC 60');
    await trainSmall('again.safetensors');
    expect(readFileSync(at('again.safetensors'))).toEqual(readFileSync(at('small.safetensors')));
  });

  test('what cannot be read is said with its place, and left out', async () => {
    writeFileSync(at('broken.conll'), `${LABELLED}\nMira\tB-PER\nsaw\tQ-??\n`);
    const { code, err } = await deltaboard(
      'train',
      '--data',
      at('broken.conll'),
      '--epochs',
      '1',
      '--out',
      at('x'),
    );
    expect(code).toBe(0);
    expect(err).toMatch(/left out 1 × bad-tag \(line \d+, column \d+: "Q-\?\?"\)/);
  });

  test('--patience ends a run that gets no better, and keeps its best', async () => {
    const { out } = await trainSmall('best.safetensors', '--patience', '2', '--json');
    const events = objects(out) as {
      event: string;
      epoch: number;
      step: number;
      f1: number;
      steps: number;
    }[];
    const saved = events.at(-1);
    const epochs = events.slice(0, -1);
    const best = epochs.reduce((a, b) => (b.f1 > a.f1 ? b : a));
    expect(saved).toMatchObject({ because: 'no-better', steps: best.step });
    expect(epochs.at(-1)?.epoch).toBe(best.epoch + 2);
  });
});

describe('PG6 PG7 eval and predict', () => {
  test('a part of its own text, another text, and a text that is not its own', async () => {
    await trainSmall('judged.safetensors');
    const own = await deltaboard('eval', at('judged.safetensors'), '--data', at('names.conll'), '--json');
    expect(objects(own.out)).toMatchObject([
      { part: 'test', network: { all: { f1: 1 }, LOC: { gold: 9 } }, dictionary: {} },
    ]);
    const other = await deltaboard('eval', at('judged.safetensors'), '--on', at('names.conll'), '--json');
    expect(objects(other.out)).toMatchObject([{ sentences: 60, network: { all: { f1: 1 } } }]);
    expect(other.out).not.toContain('dictionary');
    const none = await deltaboard('eval', at('judged.safetensors'));
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('--data names.conll')]);
    writeFileSync(at('others.conll'), LABELLED.replaceAll('Mira', 'Vera'));
    const wrong = await deltaboard('eval', at('judged.safetensors'), '--data', at('others.conll'));
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('is not the text that')]);
  });

  test('labels as brackets, columns and JSON; with trained vectors the text is asked for', async () => {
    await trainSmall('labels.safetensors');
    const predict = (...more: string[]) =>
      deltaboard('predict', at('labels.safetensors'), 'Mira walked to Berlin.', ...more);
    expect((await predict()).out).toBe('[Mira](PER) walked to [Berlin](LOC) .\n');
    expect((await predict('--format', 'conll')).out).toContain('Berlin\tB-LOC\n.\tO\n');
    expect(objects((await predict('--json')).out)).toEqual([
      {
        tokens: ['Mira', 'walked', 'to', 'Berlin', '.'],
        entities: [
          { start: 0, end: 1, type: 'PER' },
          { start: 3, end: 4, type: 'LOC' },
        ],
      },
    ]);
    await trainSmall('vectors.safetensors', '--train-vectors');
    const without = await deltaboard('predict', at('vectors.safetensors'), 'Mira walked .');
    expect([without.code, without.err]).toEqual([1, expect.stringContaining('has trained word vectors')]);
    const beside = await deltaboard(
      'predict',
      at('vectors.safetensors'),
      'Mira walked .',
      '--data',
      at('names.conll'),
    );
    expect(beside.out).toBe('[Mira](PER) walked .\n');
  });
});

test('PG5 a file that is damaged, or another’s, is refused by what is wrong with it', async () => {
  await trainSmall('whole.safetensors');
  const bytes = readFileSync(at('whole.safetensors'));
  const read = (change: Uint8Array): unknown => {
    writeFileSync(at('damaged'), change);
    try {
      return readRun(at('damaged'));
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(read(bytes.subarray(0, 5))).toContain('5 bytes are no safetensors file');
  expect(read(bytes.subarray(0, 100))).toContain('does not fit');
  expect(read(bytes.subarray(0, bytes.length - 4))).toContain('do not hold');
  expect(read(Buffer.from(bytes.toString('latin1').replace('"F32"', '"F64"'), 'latin1'))).toContain('W1');
  expect(
    read(Buffer.from(bytes.toString('latin1').replace('"deltaboard":"1"', '"deltaboard":"9"'), 'latin1')),
  ).toContain('no run of Deltaboard');
});
