/**
 * Whether the SQLite binding may live in a thread of the server: for so many minutes databases and statements are opened, dropped and
 * collected in threads or in child processes that end in every way, and crashes are counted. Runs on whatever Node runs it. Of the ways
 * to end, `cut` is `worker.terminate()`, of a process SIGKILL; `exit` is `process.exit()` with everything open.
 * `node --import tsx bench/store-soak.ts [thread|process] [minutes] [return,exit,throw,cut]`
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const WHERE = process.argv[2] === 'process' ? 'process' : 'thread';
const MINUTES = Number(process.argv[3] ?? 4);
const ENDS = process.argv[4] ?? 'return,exit,throw,cut';
const lives = fileURLToPath(new URL('store-soak-lives.mjs', import.meta.url));

interface Told {
  readonly done?: Readonly<Record<string, number>>;
  readonly ended?: string;
  readonly crash?: string | null;
}

const sums: Record<string, number> = {};
const ends: Record<string, number> = {};
const crashes: string[] = [];
const count = (into: Record<string, number>, what: string, by = 1): void =>
  void (into[what] = (into[what] ?? 0) + by);

/** Resolves when the subject is over; its time is not always. */
async function run(until: number, folder: string): Promise<void> {
  const subject = fork(lives, [WHERE, String(until), folder, ENDS], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  subject.on('message', (message) => {
    const { done, ended, crash } = message as Told;
    for (const [what, by] of Object.entries(done ?? {})) count(sums, what, by);
    if (ended) count(ends, ended);
    if (crash) crashes.push(`a child: ${crash}`);
  });
  const said = subject.stderr ? text(subject.stderr) : Promise.resolve('');
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    subject.once('exit', (...how) => resolve(how)),
  );
  if (code !== 0) crashes.push(`the subject: ${signal ?? code} ${(await said).slice(-400).trim()}`);
}

const until = Date.now() + MINUTES * 60_000;
const folder = mkdtempSync(join(tmpdir(), 'deltaboard-soak-'));
while (Date.now() < until) await run(until, folder);
rmSync(folder, { recursive: true, force: true });

const figures = (of: Record<string, number>): string =>
  Object.entries(of)
    .map(([what, times]) => `${times} ${what}`)
    .join(', ');
console.log(
  `libsql in a ${WHERE} for ${MINUTES} min, Node ${process.version}, ${availableParallelism()} × ${cpus()[0].model}`,
);
console.log(`${figures(sums)}; lives that ended by: ${figures(ends)}`);
console.log(`crashes: ${crashes.length}`);
for (const crash of new Set(crashes)) console.log(`  ${crash}`);
process.exit(crashes.length === 0 ? 0 : 1);
