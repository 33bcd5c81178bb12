/**
 * What keeping classes costs: appends of 200 callers at once, to one class and to 200, beside appends one by one and beside the disk's own
 * sync; a long class read back; bytes on disk. From source, as the tests run it. `tsx bench/store.ts [rounds]`
 */
import {
  closeSync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createSqliteStore, type SqliteStore } from '../server/src/store/sqlite-store.ts';
import type { StoredEvent } from '../server/src/store/store.ts';
import { quantile, spread } from './live-server.ts';

const ROUNDS = Number(process.argv[2] ?? 30);
const CALLERS = 200;
const LONG = 30_000;
const SMALL = 10_000;

/** A fact of 120 bytes of JSON; member and command as long as they are. */
const event = (seq: number): StoredEvent => ({
  seq,
  at: 1_764_000_000_000 + 317 * seq,
  by: `member-${String(seq % 30).padStart(5, '0')}`,
  command: `command-${String(seq).padStart(8, '0')}`,
  version: 1,
  fact: {
    type: 'answered',
    question: seq % 40,
    round: 1,
    choice: seq % 5,
    cursor: { run: 0, branch: 0, step: seq, example: 0, operation: seq % 17 },
  },
});
const events = (count: number, after = 0): readonly StoredEvent[] =>
  Array.from({ length: count }, (_, index) => event(after + index + 1));

const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'deltaboard-bench-'));
const sizeOf = (path: string): number =>
  readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);

async function timed(task: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await task();
  return performance.now() - from;
}

/** A page written and synced, with nothing around it. */
function diskSync(): number[] {
  const file = openSync(join(folder, 'page'), 'w');
  const page = Buffer.alloc(4096);
  const times = Array.from({ length: 200 }, (_, index) => {
    const from = performance.now();
    writeSync(file, page, 0, page.length, (index % 100) * page.length);
    fdatasyncSync(file);
    return performance.now() - from;
  });
  closeSync(file);
  return times;
}

async function appends(store: SqliteStore) {
  const [chain, single, spreadOut]: [number[], number[], number[]] = [[], [], []];
  const codes = Array.from({ length: CALLERS }, (_, index) => `class ${index}`);
  await Promise.all(['chain', 'single', ...codes].map((code) => store.create(code, { events: [] })));
  for (let round = 0; round < ROUNDS; round++) {
    const after = round * CALLERS;
    const atOnce = events(CALLERS, after).map((next) =>
      timed(() => store.append('chain', 1, next.seq - 1, { events: [next] })),
    );
    chain.push(...(await Promise.all(atOnce)));
    const everywhere = codes.map((code) =>
      timed(() => store.append(code, 1, round, { events: [event(round + 1)] })),
    );
    spreadOut.push(...(await Promise.all(everywhere)));
    for (const next of events(20, round * 20)) {
      single.push(await timed(() => store.append('single', 1, next.seq - 1, { events: [next] })));
    }
  }
  return { chain, spreadOut, single };
}

console.log(`${availableParallelism()} × ${cpus()[0].model}, Node ${process.version}, ${folder}`);
const syncs = diskSync();
const store = await createSqliteStore(join(folder, 'appends'));
const { chain, spreadOut, single } = await appends(store);
console.log(spread('the disk: 4 KB and a sync', syncs));
console.log(spread('one append, alone', single));
console.log(spread(`${CALLERS} at once, one class in a chain`, chain));
console.log(spread(`${CALLERS} at once, ${CALLERS} classes`, spreadOut));
const alone = CALLERS * quantile(single, 0.5);
console.log(
  `${CALLERS} one after the other: ${alone.toFixed(0)} ms; at once: ratio ${(quantile(chain, 0.95) / alone).toFixed(3)} (chain), ${(quantile(spreadOut, 0.95) / alone).toFixed(3)} (classes)`,
);

await store.create('long', { events: [] });
for (let after = 0; after < LONG; after += 1000) {
  await store.append('long', 1, after, { events: events(1000, after) });
}
const delay = monitorEventLoopDelay({ resolution: 1 });
const takes: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  delay.enable();
  takes.push(await timed(() => store.take('long')));
  delay.disable();
}
console.log(
  `${spread(`${LONG} events read back by take()`, takes)}; meanwhile the server's thread is away for ${(delay.max / 1e6).toFixed(1)} ms at the most`,
);
await store.close();

const small = await createSqliteStore(join(folder, 'small'));
await small.create('small', { events: [] });
const empty = sizeOf(join(folder, 'small'));
for (const next of events(SMALL)) void small.append('small', 1, next.seq - 1, { events: [next] });
await small.close();
const facts = events(SMALL).reduce((sum, { fact }) => sum + JSON.stringify(fact).length, 0);
const kept = sizeOf(join(folder, 'small'));
console.log(
  `${SMALL} events: ${(kept / 1e6).toFixed(2)} MB on disk (${(empty / 1e3).toFixed(0)} kB of it when empty), ${(kept / SMALL).toFixed(0)} bytes an event; facts alone ${(facts / 1e6).toFixed(2)} MB: ratio ${(kept / facts).toFixed(2)}`,
);
rmSync(folder, { recursive: true, force: true });
