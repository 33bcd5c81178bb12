import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headNames } from '../model/head.ts';
import { nonLinearityNames } from '../model/non-linearity.ts';
import { Refusal } from '../refusal.ts';
import type { NewConfiguration } from '../training/configuration.ts';
import { optimisers } from '../training/learner.ts';
import { presets } from '../training/presets.ts';
import { commandsOf, type RunCommand } from '../training/run.ts';
import { runWith } from './changes.ts';
import { asksForRun, hideable, LINK_LIMIT, PLACE_LIMIT, writtenLink, type LinkSource } from './link.ts';
import { readLink } from './read-link.ts';

const learningRate = fc.double({ min: 1e-40, max: 10, noNaN: true });
const nonLinearity = fc.constantFrom(...nonLinearityNames);

const configurations: fc.Arbitrary<NewConfiguration> = fc.record({
  numerics: fc.constant(presets.board.numerics),
  seed: fc.integer({ min: 0, max: 0xffffffff }),
  corpus: fc.constant({ kind: 'bundled' as const }),
  input: fc.record({
    radius: fc.integer({ min: 0, max: 4 }),
    dimensions: fc.constantFrom(10 as const, 50 as const, 100 as const),
    capitalisation: fc.boolean(),
  }),
  sampling: fc.oneof(
    fc.constant({ kind: 'natural' as const }),
    fc.integer({ min: 2, max: 20 }).map((oneIn) => ({ kind: 'location-share' as const, oneIn })),
  ),
  hidden: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
  head: fc.constantFrom(...headNames),
  nonLinearity,
  learningRate,
  batch: fc.integer({ min: 1, max: 64 }),
  optimiser: fc.constantFrom(...optimisers),
  decay: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
  trainVectors: fc.boolean(),
  epochLimit: fc.integer({ min: 1, max: 10_000 }),
  evaluateEvery: fc.integer({ min: 100, max: 1_000_000 }),
});

const changes = (last: number): fc.Arbitrary<readonly RunCommand[]> =>
  fc
    .array(
      fc.record({
        afterStep: fc.integer({ min: 0, max: last }),
        change: fc.oneof(
          learningRate.map((value) => ({ setting: 'learningRate' as const, value })),
          nonLinearity.map((value) => ({ setting: 'nonLinearity' as const, value })),
        ),
      }),
      { maxLength: 6 },
    )
    .map((list) => list.toSorted((one, other) => one.afterStep - other.afterStep));

const sources: fc.Arbitrary<LinkSource> = fc
  .option(fc.record({ step: fc.integer({ min: 1, max: PLACE_LIMIT }), operation: fc.nat(5000) }))
  .chain((at) =>
    fc.record({
      configuration: configurations,
      corpus: fc.constant(null),
      at: fc.constant(at),
      changes: changes(at ? at.step - 1 : 0),
      hide: fc.subarray([...hideable]),
      atOnce: fc.boolean(),
    }),
  );

const board: LinkSource = {
  configuration: presets.board,
  corpus: null,
  at: { step: 37, operation: 12 },
  changes: [],
  hide: [],
  atOnce: false,
};
const link = writtenLink(board);

function refused(hash: string): Refusal {
  try {
    readLink(hash);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`was accepted: ${hash}`);
}

describe('a link', () => {
  it('LK1 holds the whole configuration, the place, the changes on the way and what is hidden', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const { configuration, at, hide, atOnce } = source;
        const written = writtenLink(source);
        expect(asksForRun(written)).toBe(true);
        expect(written).toMatch(/^#[\w.=&%()*!'~-]*$/);
        const { changes: made, ...read } = readLink(written) as Extract<
          ReturnType<typeof readLink>,
          { kind: 'run' }
        >;
        expect(read).toEqual({ kind: 'run', configuration, at, hide, atOnce });
        expect(commandsOf(runWith(configuration, made), 0)).toEqual(source.changes);
      }),
      { numRuns: 400 },
    );
  });

  it('LK1 is read by people: its paths are those of the configuration', () => {
    expect(link).toMatch(/^#run=1&numerics=2&seed=40771&corpus\.kind=bundled&/);
    expect(link).toContain('&hidden.0=8&');
    expect(link).toContain('&at.step=37&at.operation=12');
  });

  it('LK2 holds no text of one’s own, and says so when it is opened', () => {
    const text = 'A [secret](LOC) of mine';
    const sha256 = '0123456789abcdef'.repeat(4);
    const digits = '1234567890123456'.repeat(4);
    for (const corpus of [sha256, digits]) {
      const own = writtenLink({
        ...board,
        configuration: { ...presets.board, corpus: { kind: 'pasted', text } },
        corpus,
      });
      expect(decodeURIComponent(own)).not.toContain('secret');
      expect(readLink(own)).toEqual({ kind: 'own-text', sha256: corpus });
    }
  });

  it.each([
    ['#run=2', { path: 'run', value: '2', reason: '1' }],
    ['#run=', { path: 'run', value: '', reason: '1' }],
    [`${link}&at.step=38`, { path: 'at.step', value: '38', reason: 'twice' }],
    [`${link}&at=1`, { path: 'at', value: '1', reason: 'twice' }],
    [`${link}&hidden.2=4`, { path: 'hidden.2', reason: 'name' }],
    [`${link}&__proto__.x=1`, { path: '__proto__.x', value: '1', reason: 'name' }],
    [`${link}&a.b.c.d.e=1`, { path: 'a.b.c.d.e', reason: 'name' }],
    [`${link}&hide.0=everything`, { path: 'hide.0', value: 'everything' }],
    [`${link}&start=false`, { path: 'start', value: 'false', reason: 'true' }],
    [`${link}&hide`, { path: 'hide', reason: 'no value' }],
    [`${link}&hide.0=%E0%A4%A`, { path: 'hide.0', value: '%E0%A4%A', reason: 'escape' }],
    [link.replace('at.step=37', 'at.step=0'), { path: 'at.step', value: '0', reason: '>=1' }],
    [link.replace('at.step=37', 'at.step=1e300'), { path: 'at.step', value: '1e+300' }],
    [link.replace('at.step=37', 'at.step=x'), { path: 'at.step', value: 'x', reason: 'number' }],
    [`#run=1&${'x'.repeat(LINK_LIMIT)}=1`, { path: '#', reason: `<=${LINK_LIMIT}` }],
  ])('LK3 a malformed link is refused with the value and the place (%#)', (hash, params) => {
    const refusal = refused(hash);
    expect(refusal.code).toBe('link');
    expect(refusal.params).toMatchObject(params);
  });

  it('LK3 what is wrong of the configuration is refused as in a new run', () => {
    expect(refused(link.replace('seed=40771', 'seed=-1'))).toMatchObject({
      code: 'configuration',
      params: { path: 'seed', value: '-1', reason: '>=0' },
    });
    expect(refused(`${link}&constructor=1`)).toMatchObject({
      code: 'configuration',
      params: { path: '.', reason: 'unknown: constructor' },
    });
    expect(refused(link.replace('&batch=1', ''))).toMatchObject({ params: { path: 'batch' } });
  });

  it('LK3 changes stand in their order, before the place', () => {
    const change = { setting: 'learningRate', value: 0.5 } as const;
    const late = writtenLink({ ...board, changes: [{ afterStep: 37, change }] });
    expect(refused(late).params).toMatchObject({ path: 'changes.0.afterStep', value: 37, reason: '<=36' });
    const back = writtenLink({
      ...board,
      changes: [
        { afterStep: 9, change },
        { afterStep: 8, change },
      ],
    });
    expect(refused(back).params).toMatchObject({ path: 'changes.1.afterStep', value: 8, reason: '>=9' });
  });

  it('LK3 whatever stands after the # is a link or a refusal', () => {
    const pieces = link.slice(1).split('&');
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .array(
          fc.oneof(
            fc.constantFrom(...pieces),
            fc
              .tuple(fc.constantFrom(...pieces), fc.string({ maxLength: 20 }))
              .map(([piece, noise]) => `${piece}${noise}`),
            fc.webFragments(),
          ),
          { maxLength: 40 },
        )
        .map((parts) => parts.join('&')),
      fc
        .tuple(fc.nat(link.length), fc.nat(20), fc.string({ maxLength: 5 }))
        .map(([at, length, noise]) => link.slice(0, at) + noise + link.slice(at + length)),
    );
    fc.assert(
      fc.property(hostile, (hash) => {
        try {
          expect(['run', 'own-text']).toContain(readLink(hash).kind);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(['link', 'configuration', 'command']).toContain(error.code);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
