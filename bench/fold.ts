/**
 * What a class that is its log costs: a long log folded from the disk, people who come and go without a trace, an hour of a driven class.
 * From source, with scripted trainers on a clock of their own. `tsx bench/fold.ts`
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FACT_VERSION, type Fact } from '@deltaboard/shared/class/fact.ts';
import type { Place } from '@deltaboard/shared/class/place.ts';
import type { Command } from '@deltaboard/shared/class/table.ts';
import type { Question } from '@deltaboard/shared/questions/question.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { Audience } from '../server/src/rooms/audience.ts';
import { defaultLimits } from '../server/src/limits.ts';
import { bookOf, bookRead } from '../server/src/rooms/book.ts';
import { Room } from '../server/src/rooms/room.ts';
import { manualClock } from '../server/src/rooms/testing/manual-clock.ts';
import { alone, calm, SECRET, silent, tinyLexicon } from '../server/src/rooms/testing/room.ts';
import { scriptedTrainers } from '../server/src/rooms/testing/scripted-trainer.ts';
import { hashSecret } from '../server/src/secrets.ts';
import { createSqliteStore, type SqliteStore } from '../server/src/store/sqlite-store.ts';
import type { StoredEvent } from '../server/src/store/store.ts';
import { quantile } from './spread.ts';

const EVENTS = 30_000;
const MEMBERS = 500;
const ROUNDS = 5;
const COMINGS = 10_000;
const STUDENTS = 30;

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;
const heap = (): number => {
  gc();
  gc();
  return process.memoryUsage().heapUsed;
};
const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'deltaboard-fold-'));
const sizeOf = (path: string): number =>
  readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);

const opened = (code: string): Fact => ({ type: 'class-opened', code, secretHash: hashSecret(SECRET) });
const stored = (facts: readonly Fact[], after = 0): readonly StoredEvent[] =>
  facts.map((fact, k) => ({
    seq: after + k + 1,
    at: 1_764_000_000_000 + 120 * (after + k),
    by: 'member' in fact ? fact.member : null,
    command: `command-${String(after + k).padStart(14, '0')}`,
    version: FACT_VERSION,
    fact,
  }));

/** Everybody answers 25 questions in two rounds but for a few; the rest are moves, marks and texts. */
function longClass(code: string): readonly Fact[] {
  const members = Array.from({ length: MEMBERS }, (_, k) => `member-${String(k).padStart(5, '0')}`);
  const place: Place = {
    cursor: { run: 0, branch: 0, step: 1, example: 0, operation: 5 },
    subject: { kind: 'window' },
    objective: 'J',
    running: false,
  };
  const question: Question = {
    asked: { kind: 'free', prompt: 'Ready?', options: ['yes', 'no', 'almost'] },
    choices: ['yes', 'no', 'almost'].map((text) => ({ type: 'text', text })),
    about: { objective: 'J', word: null, sentence: null },
  };
  const started: Fact = {
    ...{ type: 'run-started', run: 0, preset: 'board', configuration: presets.board },
    ...{ corpus: null, epochLength: 40, probes: 3, speed: null },
  };
  const facts: Fact[] = [opened(code), started];
  for (const member of members) {
    const name = `name ${member}`;
    facts.push({ type: 'member-joined', member, token: hashSecret(member), instructor: false, name });
  }
  for (let id = 0; id < 25; id++) {
    facts.push({ type: 'question-asked', id, question, place });
    for (const round of [0, 1] as const) {
      for (const member of members.slice(0, 450)) {
        facts.push({ type: 'question-answered', id, member, round, choice: (id + facts.length) % 3 });
      }
      if (round === 0) facts.push({ type: 'second-round-opened', id });
    }
    facts.push({ type: 'question-revealed', id, truth: null, place });
  }
  for (let k = 0; facts.length < EVENTS; k++) {
    const member = members[k % MEMBERS];
    const cursor = { ...place.cursor, step: 1 + Math.floor(k / 14), operation: 1 + (k % 13) };
    const of: Fact[] = [
      {
        ...{ type: 'moved', how: 'move', cursor, subject: place.subject, because: 'driver' },
        ...{ granularity: 'operation', direction: 1, moves: 1 },
      },
      { type: 'lost-marked', member, lost: k % 5 > 0, place: { ...place, cursor } },
      { type: 'text-written', text: k + 1, member, kind: 'question', row: `text ${k + 1}`, place },
      { type: 'text-removed', text: k - 100 },
    ];
    facts.push(...of);
  }
  return facts.slice(0, EVENTS);
}

async function foldFromDisk(store: SqliteStore): Promise<void> {
  const code = 'LONG-23';
  const facts = longClass(code);
  await store.create(code, { events: stored(facts.slice(0, 1)) });
  for (let after = 1; after < facts.length; after += 1000) {
    await store.append(code, 1, after, { events: stored(facts.slice(after, after + 1000), after) });
  }
  const [whole, folding]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const from = performance.now();
    const found = await store.take(code);
    if (!found) throw new Error('the class is gone');
    const read = performance.now();
    const { state } = await bookRead(found);
    whole.push(performance.now() - from);
    folding.push(performance.now() - read);
    if (state.seq !== EVENTS || Object.keys(state.members).length !== MEMBERS)
      throw new Error('another class');
  }
  const line = (values: readonly number[]): string =>
    `median ${quantile(values, 0.5).toFixed(0)} ms, worst ${Math.max(...values).toFixed(0)} ms of ${ROUNDS}`;
  console.log(`${EVENTS} events, ${MEMBERS} members, from the disk: ${line(whole)} (aim ≤ 300 ms)`);
  console.log(`  of it the fold alone: ${line(folding)}`);
}

const nobodyHears: Audience = {
  ...{ welcome: () => undefined, event: () => undefined, personal: () => undefined },
  ...{ personalChanged: () => undefined, desk: () => undefined, deskChanged: () => undefined },
  ...{
    frames: () => undefined,
    pulse: () => undefined,
    dismiss: () => undefined,
    close: () => undefined,
    fail: () => undefined,
  },
};

async function openClass(store: SqliteStore, code: string) {
  const clock = manualClock();
  const trainers = scriptedTrainers();
  const first = [{ ...stored([opened(code)])[0], at: clock.now() }];
  await store.create(code, { events: first });
  const means = {
    trainers: trainers.factory,
    lexicon: tinyLexicon,
    store,
    clock,
    logger: silent,
    limits: defaultLimits,
    pressure: calm,
  };
  const room = new Room(bookOf({ events: first, rows: [] }), 1, means, nobodyHears, alone);
  await room.open();
  await room.flush();
  return { room, clock, trainers };
}

async function comings(store: SqliteStore, path: string): Promise<void> {
  const { room, clock } = await openClass(store, 'CMNG-23');
  room.join('instructor', { secret: SECRET });
  const comeAndGo = (count: number): void => {
    for (let k = 0; k < count; k++) {
      room.join(`guest ${k}`, { name: `Guest ${k}` });
      room.leave(`guest ${k}`);
      // So that none is listed at the end.
      if (k % 100 === 99) clock.pass(31_000);
    }
  };
  // What is compiled and cached by being used once.
  comeAndGo(500);
  await room.flush();
  const [events, bytes, used] = [room.book.state.seq, sizeOf(path), heap()];
  comeAndGo(COMINGS);
  await setImmediate();
  await room.flush();
  const added = [room.book.state.seq - events, sizeOf(path) - bytes, heap() - used] as const;
  console.log(
    `${COMINGS} come and go without an act: ${added[0]} events, ${added[1]} bytes on the disk (aim ≤ 1 MB), ${(added[2] / 1e6).toFixed(2)} MB of heap after gc`,
  );
  await room.close();
}

/** What is done in an hour, as often as it is, spread evenly. */
const HOUR = {
  moves: 600,
  heldKeys: 60,
  minutesOfRunning: 20,
  questions: 10,
  texts: 60,
  lost: 200,
  pins: 120,
  views: 60,
};

async function anHour(store: SqliteStore, path: string): Promise<void> {
  const before = sizeOf(path);
  const code = 'HR23-45';
  const { room, clock, trainers } = await openClass(store, code);
  room.join('driver', { secret: SECRET });
  const students = Array.from({ length: STUDENTS }, (_, k) => `student ${k}`);
  for (const [k, one] of students.entries()) room.join(one, { name: `Student ${k}` });
  await room.flush();
  let id = 0;
  const ask = (who: string, command: Command) =>
    room.command(who, command, `id-${String(id++).padStart(19, '0')}`);
  const drive = (command: Command) => ask('driver', command);
  const move: Command = { type: 'move', granularity: 'operation', direction: 1 };
  const student = (k: number): string => students[k % STUDENTS];
  let [moves, held, texts, lost, pins, views] = [0, 0, 0, 0, 0, 0];
  const seconds = (60 - HOUR.minutesOfRunning) * 60;
  const due = (count: number, second: number): number => Math.floor((count * (second + 1)) / seconds);
  // A second of it is a step: how far it has come is in the log once a second at any speed.
  await drive({ type: 'speed', speed: 1 });
  for (let second = 0; second < seconds; second++) {
    for (; moves < due(HOUR.moves, second); moves++) await drive(move);
    for (; pins < due(HOUR.pins, second); pins++) {
      await drive({ type: 'point', pointer: { quantity: 'delta', layer: 1, index: pins % 8 } });
    }
    for (; views < due(HOUR.views, second); views++) {
      await drive({ type: 'view', view: { page: views % 2 ? 'board' : 'graph' } });
    }
    for (; lost < due(HOUR.lost, second); lost++)
      await ask(student(lost), { type: 'lost', lost: lost % 4 > 0 });
    for (; texts < due(HOUR.texts, second); texts++) {
      const text = `Why is the gradient by b the same as δ, and what is it by W? (${texts})`;
      await ask(student(texts), { type: 'contribute', contribution: { kind: 'question', text } });
      await drive({ type: 'show', id: texts + 1 });
      await drive({ type: 'discard', id: texts + 1 });
    }
    if (held < due(HOUR.heldKeys, second)) {
      held++;
      // Three seconds of it.
      await drive({ type: 'hold', granularity: 'operation', direction: held % 2 ? 1 : -1 });
      for (let k = 0; k < 3 * 58; k++) {
        clock.pass(17);
        await setImmediate();
      }
      await drive({ type: 'release' });
    }
    const everyMinutes = seconds / HOUR.questions;
    if (second % everyMinutes === everyMinutes / 2) {
      await drive({
        type: 'ask',
        asked: { kind: 'free', prompt: 'Which?', options: ['yes', 'no', 'almost'] },
      });
      const question = room.book.state.questions.length - 1;
      for (const round of [0, 1] as const) {
        if (round === 1) {
          await drive({ type: 'discuss', seconds: 60 });
          await drive({ type: 'ask-again' });
        }
        for (const [k, one] of students.entries()) {
          await ask(one, { type: 'answer', question, round, choice: (k + question) % 3 });
        }
      }
      await drive({ type: 'reveal' });
    }
    // Two minutes of running at a time.
    if (second % 240 === 239) {
      await drive({ type: 'run' });
      for (let k = 0; k < 120; k++) {
        trainers.made[0].advance(1);
        clock.pass(1000);
        await setImmediate();
      }
      await drive({ type: 'pause' });
    }
    clock.pass(1000);
    await setImmediate();
  }
  await room.close();
  const found = await store.read(code);
  if (!found) throw new Error('the class is gone');
  const counts = new Map<string, number>();
  for (const { fact } of found.events) {
    const { type } = fact as Fact;
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const facts = JSON.stringify(found.events.map(({ fact }) => fact)).length;
  const lines = JSON.stringify(found.events).length;
  const cached = [...(await store.cached(code)).values()].reduce((sum, { length }) => sum + length, 0);
  await store.close();
  console.log(
    `an hour of a driven class, ${STUDENTS} students (${Object.entries(HOUR)
      .map(([what, count]) => `${what} ${count}`)
      .join(', ')}):`,
  );
  console.log(
    `  ${found.events.length} events, ${(facts / 1e3).toFixed(0)} kB of facts, ${(lines / 1e3).toFixed(0)} kB of events as JSON; ${((sizeOf(path) - before) / 1e6).toFixed(2)} MB on the disk, ${(cached / 1e6).toFixed(2)} MB of it cache`,
  );
  console.log(
    `  ${[...counts]
      .toSorted((a, b) => b[1] - a[1])
      .map(([type, count]) => `${type} ${count}`)
      .join(', ')}`,
  );
}

console.log(`${availableParallelism()} × ${cpus()[0].model}, Node ${process.version}, ${folder}`);
const long = await createSqliteStore(join(folder, 'long'));
await foldFromDisk(long);
await long.close();
const guests = await createSqliteStore(join(folder, 'guests'));
await comings(guests, join(folder, 'guests'));
await guests.close();
const hour = await createSqliteStore(join(folder, 'hour'));
await anHour(hour, join(folder, 'hour'));
rmSync(folder, { recursive: true, force: true });
