/**
 * A driven class whose server is killed at random moments (SPEC ST, CL5, CL6). What was acknowledged must be there, once; θ must have the
 * bits of an uninterrupted run; everybody must be back soon.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { RoomCreated } from '@deltaboard/shared/protocol/events.ts';
import { momentIsPresent } from '@deltaboard/shared/protocol/room-view.ts';
import { createRandom, type Random } from '@deltaboard/shared/random.ts';
import { createSqliteStore } from '../../server/src/store/sqlite-store.ts';
import { bookOf } from '../../server/src/rooms/book.ts';
import { startServer } from '../server.ts';
import { driverAct, studentAct } from './acts.ts';
import { ChaosMember } from './member.ts';
import { createReference, type Reference } from './reference.ts';
import { verdictOn } from './verdict.ts';

export interface ChaosOptions {
  readonly kills: number;
  readonly seed: number;
  readonly students?: number;
  readonly say?: (line: string) => void;
}

export interface ChaosReport {
  readonly kills: number;
  readonly lost: number;
  readonly doubled: number;
  readonly differences: number;
  readonly slowestReturnMs: number;
  /** In words, what went wrong. */
  readonly faults: readonly string[];
  /** How much was put to the test. */
  readonly acknowledged: number;
  readonly compared: number;
}

/** After so many kills the server stays away until everybody tries as seldom as they ever do. */
const AWAY_EVERY = 8;
const AWAY_MS = 10_000;
/** Kills after which θ is compared. */
const COMPARE_EVERY = 5;

export async function chaos({
  kills,
  seed,
  students = 19,
  say = () => undefined,
}: ChaosOptions): Promise<ChaosReport> {
  const random = createRandom(seed);
  const dataDir = await mkdtemp(join(tmpdir(), 'deltaboard-chaos-'));
  let server = await startServer({ dataDir });
  const { url, port } = server;
  const created = await fetch(`${url}/api/rooms`, { method: 'POST', headers: { Origin: url } });
  const { code, secret } = (await created.json()) as RoomCreated;
  const driver = new ChaosMember(url, { room: code, secret, name: 'Driver' });
  // A class is open to its code once its instructor has joined it.
  await driver.until(() => driver.member !== null);
  const class_ = Array.from(
    { length: students },
    (_, k) => new ChaosMember(url, { room: code, name: `Student ${k}` }),
  );
  const everybody = [driver, ...class_];
  await Promise.all(everybody.map((one) => one.until(() => one.member !== null && one.connected)));

  let over = false;
  const acting = [
    keepActing(
      driver,
      random,
      () => driverAct(random, driver),
      [40, 200],
      () => over,
    ),
    ...class_.map((one) =>
      keepActing(
        one,
        random,
        () => studentAct(random, one),
        [60, 400],
        () => over,
      ),
    ),
  ];
  const reference = createReference();
  const killed: number[] = [];
  const faults: string[] = [];
  let compared = 0;
  let differences = 0;
  for (let kill = 1; kill <= kills; kill++) {
    await wait(150 + random.uniform() * 1200);
    killed.push(performance.now());
    await server.end('SIGKILL');
    if (kill % AWAY_EVERY === 0) await wait(AWAY_MS);
    server = await startServer({ dataDir, port });
    const since = performance.now();
    for (const one of everybody) one.listeningSince = since;
    await Promise.all(everybody.map((one) => one.until(() => one.connected && one.returns.length >= kill)));
    if (kill % COMPARE_EVERY === 0 || kill === kills) {
      const same = await compare(driver, reference);
      compared++;
      if (!same) {
        differences++;
        faults.push(`θ differs after kill ${kill}`);
      }
    }
    say(
      `kill ${kill}: everybody back in ${Math.round(Math.max(...everybody.map(({ returns }) => returns.at(-1) ?? 0)))} ms`,
    );
  }
  over = true;
  await Promise.all(acting);
  for (const one of everybody) one.leave();
  const exit = await server.end('SIGTERM');
  if (exit !== 0) faults.push(`the server ended with exit code ${exit}`);

  const store = await createSqliteStore(dataDir);
  const stored = await store.read(code);
  await store.close();
  if (!stored) throw new Error('the class is gone');
  // What is left folds.
  bookOf(stored);
  const { lost, doubled } = verdictOn(stored, everybody, killed);
  faults.push(...lost.map((what) => `lost: ${what}`), ...doubled.map((what) => `doubled: ${what}`));
  faults.push(...everybody.flatMap((one) => one.faults));
  await rm(dataDir, { recursive: true, force: true });
  return {
    kills,
    lost: lost.length,
    doubled: doubled.length,
    differences,
    slowestReturnMs: Math.round(Math.max(...everybody.flatMap(({ returns }) => returns))),
    faults,
    acknowledged: everybody.reduce(
      (sum, { asked }) => sum + asked.filter(({ reply }) => reply?.ok).length,
      0,
    ),
    compared,
  };
}

/** One act after the other, each answered before the next. */
async function keepActing(
  member: ChaosMember,
  random: Random,
  act: () => Parameters<ChaosMember['ask']>[0],
  [least, most]: readonly [number, number],
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    await member.ask(act());
    await wait(least + random.uniform() * (most - least));
  }
}

/** The class stands, and what its driver sees has the bits of a run that was never interrupted. */
async function compare(driver: ChaosMember, reference: Reference): Promise<boolean> {
  for (;;) {
    if (driver.view?.state.playback.status === 'running') await driver.ask({ type: 'pause' });
    // Its own acts go on meanwhile: what it sees at once is what counts.
    await driver.until(() => driver.view?.state.playback.status !== 'preparing');
    const { view } = driver;
    if (!view?.run || !view.moment || !momentIsPresent(view.state, view.moment)) {
      await driver.until(() => driver.view !== view);
      continue;
    }
    return reference({ configuration: view.run.configuration, branches: view.state.branches }, view.moment);
  }
}
