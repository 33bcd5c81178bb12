/**
 * One step of 250 → 100 tanh → 5 softmax with ∂J/∂x, and of the Judge preset, beside C and the peers: blocks of about a
 * millisecond in turn, so that whatever else the machine does falls on all alike. A row's value is the median of its blocks;
 * its ratio is the median over the rounds of the C's time divided by its own, with the quartiles.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Row } from '../row.ts';
import { measured, type Measured, type Shape } from './contender.ts';
import { convnetjs, plainJavaScript } from './plain.ts';
import type * as productModule from './product.ts';
import { built, reference } from './reference.ts';
import { tensorflow } from './tensorflow.ts';

/** Microseconds that a block is to take. */
const BLOCK = 1500;

type Product = typeof productModule;

/**
 * Without what a development loader puts around every function; each time anew, so that no contender runs code that the engine
 * has fitted to another one.
 */
async function product(): Promise<() => Promise<Product>> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'deltaboard-kernels-')), 'product.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'product.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
    logLevel: 'error',
  });
  let copies = 0;
  return async () => (await import(`${pathToFileURL(outfile).href}?${++copies}`)) as Product;
}

export async function kernels(rounds: number): Promise<readonly Row[]> {
  const anew = await product();
  const absent: Row[] = [];
  const tried = async (
    name: string,
    make: () => Measured | Promise<Measured>,
  ): Promise<readonly Measured[]> => {
    try {
      return [await make()];
    } catch (error) {
      const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
      absent.push({
        name,
        value: null,
        unit: `not here: ${why}`,
        peer: null,
        ratio: null,
        spread: null,
        goal: null,
        holds: null,
      });
      return [];
    }
  };
  const rows: Row[] = [];
  for (const [B, goal] of [
    [1, 0.6],
    [32, 0.5],
  ] as const) {
    const shape: Shape = { D: 250, H: 100, K: 5, B };
    const what = `250 → 100 tanh → 5 softmax with ∂J/∂x, batch ${B}`;
    const c = await tried('C', () => reference(built(), shape, true));
    const others = [
      measured((await anew()).learner(shape, true), shape),
      measured((await anew()).learner(shape, false), shape),
      measured(plainJavaScript(shape), shape),
      ...(await tried('convnetjs', () => measured(convnetjs(shape), shape))),
      ...(await tried('tfjs-wasm', async () => measured(await tensorflow(shape), shape))),
    ];
    rows.push(...(await compared(what, c, others, B, rounds, goal)));
  }
  const shape: Shape = { D: 250, H: 100, K: 1, B: 1 };
  const c = await tried('C', () => reference(built(), shape, false));
  const both = [measured((await anew()).judge(true), shape), measured((await anew()).judge(false), shape)];
  rows.push(...(await compared('Judge preset, a whole step', c, both, 1, rounds, 0.5)));
  return [...rows, ...absent];
}

async function compared(
  what: string,
  c: readonly Measured[],
  others: readonly Measured[],
  B: number,
  rounds: number,
  goal: number,
): Promise<readonly Row[]> {
  const all = [...c, ...others];
  const steps = new Map<Measured, number>();
  for (const one of all) {
    // Engines compile what is hot: a few thousand examples first.
    const each = await one.block(Math.ceil(3000 / B));
    steps.set(one, Math.max(1, Math.round(BLOCK / each / B)));
  }
  const times = new Map(all.map((one) => [one, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const one of all) times.get(one)?.push(await one.block(steps.get(one) ?? 1));
  }
  for (const one of c) if ('close' in one) (one as { close(): void }).close();
  const ofC = c.length > 0 ? (times.get(c[0]) ?? null) : null;
  return all.map((one, index): Row => {
    const own = times.get(one) ?? [];
    const ratios = ofC && own.map((time, round) => ofC[round] / time);
    const isOurs = index === c.length;
    const ratio = ratios && quantile(ratios, 0.5);
    return {
      name: `${what}: ${one.name}`,
      value: quantile(own, 0.5),
      unit: 'µs an example',
      peer: c[0]?.name ?? null,
      ratio,
      spread: ratios && [quantile(ratios, 0.25), quantile(ratios, 0.75)],
      goal: isOurs ? goal : null,
      holds: isOurs && ratio !== null ? ratio >= goal : null,
    };
  });
}

function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(q * (sorted.length - 1))];
}
