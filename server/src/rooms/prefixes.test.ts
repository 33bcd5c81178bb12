/**
 * Every prefix of a class's log, read back from the disk, folds to what the class was then, as a second and plain model of it has it; and
 * what each browser holds is the projection for its role, also after it was away (SPEC CL1, CL7, CL8, CL10, PR2).
 */
import { evolve } from '@deltaboard/shared/class/evolve.ts';
import { type ClassEvent } from '@deltaboard/shared/class/fact.ts';
import { lostAt, nameOf, RESTING, textAt, toldToAll, toldToOne } from '@deltaboard/shared/class/told.ts';
import { NOTHING, type ClassState } from '@deltaboard/shared/class/state.ts';
import type { Command } from '@deltaboard/shared/class/table.ts';
import { upcast } from '@deltaboard/shared/class/upcast.ts';
import type { RoomEventMessage, Welcome } from '@deltaboard/shared/protocol/events.ts';
import type { Personal } from '@deltaboard/shared/protocol/participation.ts';
import type { RoomState } from '@deltaboard/shared/protocol/state.ts';
import { applyMessage, welcomed, type RoomView } from '@deltaboard/shared/protocol/room-view.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { stepsDone } from '@deltaboard/shared/training/cursor.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { hashSecret, randomCode } from '../secrets.ts';
import { createSqliteStore } from '../store/sqlite-store.ts';
import type { ClassStore, StoredClass } from '../store/store.ts';
import { bookOf, storedForm, type Book } from './book.ts';
import { Room } from './room.ts';
import { manualClock } from './testing/manual-clock.ts';
import { PlainClass, type PlainShape } from './testing/plain-class.ts';
import { recordingAudience } from './testing/recording-audience.ts';
import { alone, calm, plain, SECRET, silent, tinyLexicon } from './testing/room.ts';
import { scriptedTrainers, type ScriptedTrainer, type ScriptedTrainers } from './testing/scripted-trainer.ts';

const LIVES = Number(process.env['PREFIXES'] ?? 200);

type Act =
  | { readonly do: 'join'; readonly who: number; readonly memory: 'all' | 'identity' | 'none' }
  | { readonly do: 'leave'; readonly who: number }
  | { readonly do: 'pass'; readonly milliseconds: number }
  | { readonly do: 'steps'; readonly count: number }
  | { readonly do: 'look' }
  /** The server is stopped and started again. */
  | { readonly do: 'wake' }
  /** What was asked before is asked again under its id. */
  | { readonly do: 'repeat'; readonly which: number }
  | {
      readonly do: 'command';
      /** Whoever drives does what a driver does, the others what they may; or somebody whatever there is. */
      readonly as: 'driver' | 'member' | 'anybody';
      readonly who: number;
      readonly whom: number;
      readonly kind: number;
      readonly n: number;
    };

/** An instructor, another one, the first one's phone, three more, a projector. */
const PEOPLE = [
  { secret: true, screen: false, name: 'Emmy' },
  { secret: true, screen: false, name: 'Kim' },
  { secret: true, screen: false, name: 'Emmy', isPhone: true },
  { secret: false, screen: false, name: 'Kim' },
  { secret: false, screen: false, name: 'kim' },
  { secret: false, screen: false, name: 'Lee' },
  { secret: false, screen: true, name: '' },
];
/** They end with their connection, and are never sent again (SPEC PR9). */
const BOUND: readonly Command['type'][] = ['hold', 'release', 'follow', 'point'];
const NAMES = ['Kim', 'kim 2', 'Lee', 'Ada'];

const tokens = ['in', 'Cork', '.'];
type Making = (whom: string, n: number, model: PlainClass) => Command;

/** A text that waits or is shown; sometimes one that there is not. */
const textFrom = ({ texts, shown, written }: PlainClass, n: number): number => {
  if (n % 3 === 0 && shown !== null) return shown;
  return texts[n % (texts.length + 1)]?.id ?? written;
};
const answer: Making = (_, n, { questions }) => ({
  type: 'answer',
  question: n % 9 === 0 ? 0 : Math.max(0, questions.length - 1),
  round: questions.at(-1)?.hasSecond === n % 8 > 0 ? 1 : 0,
  choice: n % 3,
});
/** As many as there are choices; sometimes of another question. */
const countHands: Making = (_, n, { questions }) => ({
  type: 'count-hands',
  question: n % 9 === 0 ? 0 : Math.max(0, questions.length - 1),
  round: questions.at(-1)?.hasSecond === n % 8 > 0 ? 1 : 0,
  counts: Array.from({ length: questions.at(-1)?.choices ?? 2 }, (_, k) => (n + 3 * k) % 5),
});
const rate: Making = (_, n) => ({
  type: 'set',
  change: { setting: 'learningRate', value: (1 + (n % 4)) / 20 },
});

/** What members do; each as often as it stands here. */
const ofMembers: readonly Making[] = [
  () => ({ type: 'take-wheel' }),
  (_, n) => ({ type: 'name', name: NAMES[n % NAMES.length] }),
  (_, n) => ({ type: 'follow', following: n % 2 === 0 }),
  (_, n) => ({ type: 'lost', lost: n % 3 > 0 }),
  (_, n) => ({ type: 'lost', lost: n % 3 > 0 }),
  (_, n) => ({
    type: 'contribute',
    contribution: { kind: n % 2 ? 'question' : 'answer', text: `Why ${n}?` },
  }),
  (_, n) => ({
    type: 'contribute',
    contribution: { kind: 'sentence', tokens, centre: n % 3, goldType: n % 2 ? 'LOC' : null },
  }),
  (_, n, model) => ({ type: 'withdraw', id: textFrom(model, n) }),
  (_, n, model) => ({ type: 'vote', id: textFrom(model, n), up: n % 4 > 0 }),
  (_, n, model) => ({ type: 'vote', id: textFrom(model, n), up: n % 4 > 0 }),
  (_, n) => ({ type: 'hand', raised: n % 3 > 0 }),
  (_, n) => (n % 3 ? { type: 'hand', raised: true } : { type: 'leave' }),
  answer,
  answer,
  answer,
];

/** What whoever drives does. */
const ofDriver: readonly Making[] = [
  (member) => ({ type: 'hand-over', member }),
  (_, n) => ({ type: 'name', name: NAMES[n % NAMES.length] }),
  (_, n) => ({ type: 'name-class', name: n % 3 === 0 ? '' : `Class ${n}` }),
  (member, n) => ({ type: 'appoint', member, assistant: n % 3 > 0 }),
  (member) => ({ type: 'kick', member }),
  (_, n) => ({ type: 'lock', locked: n % 3 === 0 }),
  (_, n) => ({ type: 'names', hidden: n % 2 === 0 }),
  (_, n) => ({ type: 'screens', held: n % 2 === 0 }),
  (_, n, model) => ({ type: 'discard', id: textFrom(model, n) }),
  (_, n, model) => ({ type: 'put-to-vote', id: textFrom(model, n), open: n % 4 > 0 }),
  (_, n, model) => ({ type: 'put-to-vote', id: textFrom(model, n), open: n % 4 > 0 }),
  (member) => ({ type: 'lower-hand', member }),
  (_, n, model) => ({ type: 'show', id: n % 5 === 0 ? null : textFrom(model, n) }),
  (_, n, model) => ({ type: 'show', id: n % 5 === 0 ? null : textFrom(model, n) }),
  (_, n) => ({ type: 'point', pointer: n % 5 ? { quantity: 'delta', layer: 1, index: n % 8 } : null }),
  (_, n) => ({ type: 'point', pointer: n % 5 ? { quantity: 'W', layer: 1, index: n % 8 } : null }),
  (_, n) =>
    n % 3
      ? { type: 'scratch', expression: n % 2 ? 'x * x' : 'max(x, 2)', values: { x: n }, operation: n % 2 }
      : { type: 'scratch', direction: n % 2 ? 1 : -1 },
  (_, n) => ({
    type: 'breakpoints',
    ...(n % 3 !== 0 && { add: { kind: 'step', step: 1 + (n % 15) } }),
    ...(n % 4 !== 0 && { remove: { kind: 'step', step: 1 + ((n >> 2) % 15) } }),
  }),
  (_, n) => ({ type: 'speed', speed: n % 2 ? 40 : 'max' }),
  (_, n) => ({ type: 'view', view: { page: n % 2 ? 'graph' : 'board' } }),
  (_, n) => ({ type: 'view', view: { objective: n % 3 ? 'J' : 's' } }),
  (_, n) => ({ type: 'look', subject: { kind: 'probe', probe: n % 4, operation: n % 3 ? n % 15 : null } }),
  () => ({ type: 'look', subject: { kind: 'window' } }),
  (_, n) => ({
    type: 'look',
    subject: { kind: 'sentence', tokens, centre: 1, goldType: n % 2 ? 'O' : null, operation: n % 13 },
  }),
  () => ({ type: 'run' }),
  () => ({ type: 'run' }),
  () => ({ type: 'run' }),
  () => ({ type: 'pause' }),
  () => ({ type: 'pause' }),
  (_, n) => ({ type: 'move', granularity: 'operation', direction: n % 3 ? 1 : -1 }),
  (_, n) => ({ type: 'move', granularity: 'operation', direction: n % 3 ? 1 : -1 }),
  (_, n) => ({ type: 'move', granularity: 'step', direction: n % 3 ? 1 : -1 }),
  (_, n) => ({ type: 'hold', granularity: n % 2 ? 'operation' : 'step', direction: n % 3 ? 1 : -1 }),
  () => ({ type: 'release' }),
  (_, n) => ({ type: 'seek', step: 1 + (n % 5), operation: n % 14 }),
  (_, n, { runs }) => {
    const run = n % (runs.length + (n % 7 ? 0 : 1));
    const branches = runs[run]?.branches ?? [];
    return { type: 'open', run, branch: n % (branches.length + 1), step: 1 + (n % 4), operation: n % 12 };
  },
  (_, n, { runs, standing: { run } }) => ({
    type: 'open',
    run,
    branch: n % runs[run].branches.length,
    step: 1 + (n % 4),
    operation: 0,
  }),
  rate,
  rate,
  () => ({ type: 'reset' }),
  (_, n) => ({
    type: 'configure',
    preset: null,
    configuration: { ...presets.board, hidden: n % 2 ? [4, 3] : [5], learningRate: 0.1 },
  }),
  () => ({ type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: 1 } }),
  () => ({ type: 'ask', asked: { kind: 'free', prompt: 'Ready?', options: ['yes', 'no'] } }),
  countHands,
  countHands,
  (_, n) => ({ type: 'discuss', seconds: n % 2 ? null : 60 }),
  () => ({ type: 'ask-again' }),
  () => ({ type: 'reveal' }),
  () => ({ type: 'reveal' }),
  () => ({ type: 'dismiss' }),
];
const everything = [...ofMembers, ...ofDriver];

const who = fc.nat(PEOPLE.length - 1);
const oneOf = <const T extends string>(type: T) => fc.constant(type);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: oneOf('join'),
      who,
      memory: fc.constantFrom('all', 'all', 'identity', 'none'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: oneOf('leave'), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: oneOf('pass'),
      milliseconds: fc.constantFrom(20, 20, 20, 300, 1500, 14_999, 15_001, 31_000, 61_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: oneOf('steps'), count: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ do: oneOf('look') }) },
  { weight: 1, arbitrary: fc.record({ do: oneOf('wake') }) },
  { weight: 1, arbitrary: fc.record({ do: oneOf('repeat'), which: fc.nat(9) }) },
  {
    weight: 24,
    arbitrary: fc.record({
      do: oneOf('command'),
      as: fc.constantFrom('driver', 'driver', 'driver', 'driver', 'member', 'member', 'anybody'),
      who,
      whom: who,
      kind: fc.nat(999),
      n: fc.nat(999),
    }),
  },
);
/** A few are here first. */
const life = fc
  .array(act, { minLength: 5, maxLength: 80, size: 'max' })
  .map((acts): readonly Act[] => [
    ...[0, 3, 4, 6].map((who) => ({ do: 'join', who, memory: 'none' }) as const),
    ...acts,
  ]);

/** One browser: what it keeps of the class, and of itself. */
interface Browser {
  readonly secret: boolean;
  readonly screen: boolean;
  readonly name: string;
  readonly isPhone?: boolean;
  member: Welcome['member'] | null;
  view: RoomView | null;
  connection: string | null;
}

/** What somebody holds, and in which role. */
interface Held {
  readonly id: string;
  readonly state: RoomState;
  readonly personal: Personal;
}

interface Life {
  readonly code: string;
  /** What the model had when the log had so many events. */
  readonly notes: readonly { readonly seq: number; readonly shape: PlainShape }[];
  readonly words: PlainClass['words'];
  /** Who held what at the end. */
  readonly held: {
    readonly seq: number;
    readonly updates: number | null;
    readonly browsers: readonly Held[];
  };
  readonly book: Book;
}

async function live(store: ClassStore, acts: readonly Act[]): Promise<Life> {
  const code = randomCode();
  const clock = manualClock();
  const trainers = scriptedTrainers();
  const model = new PlainClass();
  const failures: unknown[] = [];
  const logger = Object.assign(Object.create(silent) as typeof silent, {
    error: ({ err }: { err: unknown }) => void failures.push(err),
  });
  const means = {
    trainers: trainers.factory,
    lexicon: tinyLexicon,
    pressure: calm,
    store,
    clock,
    logger,
    limits: defaultLimits,
  };
  const opened: ClassEvent = {
    ...{ seq: 1, at: clock.now(), by: null, command: null },
    fact: { type: 'class-opened', code, secretHash: hashSecret(SECRET) },
  };
  await store.create(code, { events: [storedForm(opened)] });
  let audience = recordingAudience();
  const own = { ...alone, fenced: alone.broken };
  let room = new Room(bookOf({ events: [storedForm(opened)], rows: [] }), 1, means, audience, own);
  await room.open();

  const browsers = PEOPLE.map((one): Browser => ({ ...one, member: null, view: null, connection: null }));
  let connections = 0;
  let given = 0;
  let heard = 0;
  const notes: Life['notes'][number][] = [];
  /** What may still become one event with what comes next. */
  let coalescing: string | null = null;
  const orders: {
    readonly browser: Browser;
    readonly id: string;
    readonly command: Command;
    readonly by: string;
  }[] = [];
  const performed = new Set<string>();
  /** Those that changed nothing: known while the room is open. */
  const answered = new Set<string>();

  /** What the class is now, and stays at this place of its log. */
  function note(key: string | null = null): void {
    const { shape } = model;
    expect(shapeOf(room.book.state)).toEqual(shape);
    expect(wordsOf(room.book)).toEqual(model.words);
    const { seq } = room.book.state;
    const isReplaced = key !== null && key === coalescing;
    if (isReplaced) notes.pop();
    else if (seq === notes.at(-1)?.seq) return;
    coalescing = key;
    notes.push({ seq, shape });
  }

  function deliver(): void {
    for (; heard < audience.messages.length; heard++) {
      for (const browser of browsers) hear(browser, audience.messages[heard]);
    }
    for (const browser of browsers) {
      const { connection } = browser;
      if (connection === null || !audience.dismissed.has(connection)) continue;
      room.leave(connection);
      browser.connection = null;
    }
  }

  /** Whatever happens without the disk has happened; and with it. */
  const idle = (): Promise<void> => setImmediate();
  async function settle(): Promise<void> {
    await idle();
    await room.flush();
    await idle();
  }

  async function come(browser: Browser, memory: 'all' | 'identity' | 'none'): Promise<void> {
    if (browser.connection !== null) return;
    deliver();
    if (memory !== 'all') browser.view = null;
    if (memory === 'none') browser.member = null;
    const { secret, screen, name, member, view } = browser;
    const as = browser.isPhone ? (browsers[0].member?.id ?? null) : null;
    const coming = { id: member?.id ?? null, screen, secret, as, name };
    const expected = model.lets(coming);
    const connection = `connection ${connections++}`;
    try {
      room.join(connection, {
        name,
        ...(member && { member }),
        ...(secret && { secret: SECRET }),
        ...(as !== null && { as }),
        ...(screen && { screen }),
        ...(view && { seen: view.position }),
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect(expected, error.code).toBeNull();
      return;
    }
    const welcome = audience.welcomes.get(connection);
    if (!welcome || !expected) throw new Error('somebody was let in');
    const { id } = welcome.member;
    if (expected.id !== null) expect(id).toBe(expected.id);
    browser.member = welcome.member;
    browser.view = welcomed(view, welcome);
    expect(browser.view).not.toBeNull();
    browser.connection = connection;
    if (model.comes(connection, id, coming)) await settle();
    else await idle();
    note();
  }

  async function pass(milliseconds: number): Promise<void> {
    const held = model.held;
    clock.pass(milliseconds);
    await idle();
    for (const { connection } of browsers) {
      if (connection !== null) room.pulsed(connection, audience.pulses.at(-1) ?? 0);
    }
    const happened = model.passes(milliseconds);
    const isMove = happened && held !== null && model.held === held;
    if (milliseconds >= 1000) await settle();
    note(isMove ? `hold ${held.connection}` : null);
  }

  async function perform(browser: Browser, command: Command, id: string | null): Promise<void> {
    const { connection, member } = browser;
    if (connection === null || !member) return;
    deliver();
    if (!browser.connection) return;
    const key = `${member.id} ${id}`;
    const isRepeated = id !== null && (performed.has(key) || answered.has(key));
    const expected = isRepeated ? false : model.refuses(member.id, command);
    const isAccepted = await room.command(connection, command, id).then(
      ({ saved }) => {
        expect(saved).toBe(true);
        return true;
      },
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        return false;
      },
    );
    if (expected !== null) {
      expect({ command, by: model.roleOf(member.id), isAccepted }).toEqual({
        command,
        by: model.roleOf(member.id),
        isAccepted: !expected,
      });
    }
    const made = !isRepeated && model.does(connection, member.id, command, isAccepted);
    if (!isRepeated && isAccepted && id !== null) (made ? performed : answered).add(key);
    await idle();
    const run = command.type === 'point' ? `pin ${member.id}` : `hold ${connection}`;
    note(isAccepted && (command.type === 'point' || command.type === 'hold') ? run : null);
  }

  /** Nobody holds a key, and everybody has been told everything: what each holds is what the class is. */
  async function look(): Promise<Life['held']> {
    const driver = browsers.find(
      ({ connection }) => connection !== null && connection === model.held?.connection,
    );
    if (driver) await perform(driver, { type: 'release' }, null);
    await pass(1000);
    await pass(1000);
    deliver();
    const { state, rows } = room.book;
    const isRunning = state.standing.status === 'running';
    const held: Held[] = [];
    const updates = isRunning ? updatesTold(audience.messages) : null;
    for (const { connection, member, view, screen } of browsers) {
      if (connection === null || !member || !view) continue;
      const personal = audience.personals.get(connection);
      if (!personal) throw new Error('told nothing');
      const role = model.roleOf(member.id);
      expect(view.state).toEqual(projection({ state, rows }, view.state, updates));
      expect(personal).toEqual(ownPart({ state, rows }, member.id, personal));
      expect(personal).toMatchObject({
        name: model.nameOf(member.id),
        role,
        lost: model.lostHere.includes(member.id),
        hand: model.hands.some((hand) => hand.member === member.id),
        votes: model.texts.flatMap(({ id, open, voters }) =>
          open && voters.includes(member.id) ? [id] : [],
        ),
      });
      expect(view.presence).toEqual(model.presence);
      const desk = role === 'driver' || role === 'assistant' ? model.desk : null;
      const { lostAt: profile = [], ...told } = audience.desks.get(connection) ?? {};
      expect(told).toEqual(desk ?? {});
      // Each operation has at most everybody who was ever lost at it.
      expect(profile.length).toBeLessThanOrEqual(
        model.lost.filter(({ members }) => members.length > 0).length,
      );
      expect(role === 'screen').toBe(screen);
      held.push({ id: member.id, state: view.state, personal });
    }
    return { seq: state.seq, updates, browsers: held };
  }

  async function wake(): Promise<void> {
    deliver();
    expect(await room.close()).toBe('saved');
    for (const browser of browsers) browser.connection = null;
    model.wakes();
    answered.clear();
    note();
    const stored = await store.take(code);
    if (!stored) throw new Error('it is gone');
    audience = recordingAudience();
    heard = 0;
    room = new Room(bookOf(stored), stored.term, means, audience, own);
    await room.open();
    note();
  }

  note();
  for (const step of acts) {
    switch (step.do) {
      case 'join':
        await come(browsers[step.who], step.memory);
        break;
      case 'leave': {
        const browser = browsers[step.who];
        if (browser.connection === null) break;
        deliver();
        if (browser.connection === null) break;
        room.leave(browser.connection);
        model.leaves(browser.connection);
        browser.connection = null;
        break;
      }
      case 'pass':
        await pass(step.milliseconds);
        break;
      case 'steps':
        for (let made = 0; made < step.count && model.isRunning; made++) {
          const trainer = advance(trainers);
          model.steps();
          // What was passed is gone back to.
          if (!model.isRunning) trainer.runUntilStopped();
        }
        await idle();
        note();
        break;
      case 'look':
        await look();
        break;
      case 'wake':
        await wake();
        break;
      case 'repeat': {
        const order = orders.at(-1 - (step.which % Math.max(1, orders.length)));
        if (order && order.browser.member?.id === order.by)
          await perform(order.browser, order.command, order.id);
        break;
      }
      case 'command': {
        const here = browsers.filter(({ connection }) => connection !== null);
        const isDriver = ({ member }: Browser): boolean => member?.id === model.driver;
        const groups: Readonly<Record<typeof step.as, readonly [readonly Browser[], readonly Making[]]>> = {
          driver: [here.filter(isDriver), ofDriver],
          member: [here.filter((one) => !isDriver(one)), ofMembers],
          anybody: [browsers, everything],
        };
        const [among, does] = groups[step.as];
        if (among.length === 0) break;
        const browser = among[step.who % among.length];
        const whom = browsers[step.whom].member?.id ?? 'nobody';
        const command = does[step.kind % does.length](whom, step.n, model);
        const id = step.n % 3 ? `order ${given++}` : null;
        const isRepeatable = id !== null && !BOUND.includes(command.type);
        if (isRepeatable && browser.member) orders.push({ browser, id, command, by: browser.member.id });
        await perform(browser, command, id);
      }
    }
  }
  // Whoever was away is back.
  for (const browser of browsers) await come(browser, 'all');
  const held = await look();
  expect(await room.close()).toBe('saved');
  if (model.isRunning) model.wakes();
  note();
  expect(failures).toEqual([]);
  return { code, notes, words: model.words, held, book: room.book };
}

function hear(browser: Browser, message: RoomEventMessage): void {
  if (!browser.view || browser.connection === null) return;
  const { outcome, view } = applyMessage(browser.view, message);
  expect(outcome).not.toBe('gap');
  browser.view = view;
}

/** How far everybody was told that a run is. */
function updatesTold(messages: readonly RoomEventMessage[]): number {
  const told = messages.flatMap(({ event }) => {
    if (event.type === 'progressed') return event.step;
    return event.type === 'moment-reached' ? stepsDone(event.moment.cursor) : [];
  });
  return told.at(-1) ?? 0;
}

/** The one trainer whose run is under way. */
function advance({ made }: ScriptedTrainers): ScriptedTrainer {
  const running = made.toReversed().find(({ isParked }) => !isParked);
  if (!running) throw new Error('no run is under way');
  running.advance(1);
  return running;
}

/** What the class is, in the words of the plain one. */
function shapeOf(state: ClassState): PlainShape {
  const { driver, wheelLostBy, locked, namesHidden, screensHeld, pointer, speed, standing, subject } = state;
  const { page, objective } = state.view;
  if (standing.status === 'preparing') throw new Error('there is no run');
  const isRunning = standing.status === 'running';
  const { run, branch, step, operation } = standing.cursor;
  const idsOf = (is: (member: ClassState['members'][string]) => boolean): string[] =>
    Object.entries(state.members)
      .flatMap(([id, member]) => (is(member) ? [id] : []))
      .toSorted();
  return {
    ...{ driver, wheelLostBy, locked, namesHidden, screensHeld, pointer, page, objective, speed },
    hasName: state.name !== null,
    expression: state.scratch.expression,
    scratched: state.scratch.operation,
    breakpoints: state.breakpoints.flatMap((one) => (one.kind === 'step' ? [one.step] : [])),
    members: idsOf(() => true),
    instructors: idsOf(({ instructor }) => instructor),
    assistants: idsOf(({ assistant }) => assistant),
    removed: [...state.removed],
    texts: state.texts.map(({ text, member, kind, open, voters }) => [text, member, kind, open, voters]),
    hands: state.hands.map(({ member }) => member),
    shown: state.shown,
    lost: state.lost.map(({ members }) => [...members]),
    lostHere: lostAt(state),
    questions: state.questions.map(({ question, phase, discussion, hasSecond, answers, hands }) => ({
      kind: question.asked.kind === 'free' ? 'free' : 'delta-sign',
      ...{ phase, hasSecond, seconds: discussion?.seconds ?? null },
      answers: answers.map(([member, round, choice]) => [member, round, Number(choice)]),
      hands: [...hands],
    })),
    question: state.question,
    runs: state.runs.map(({ configuration, branches }, k) => ({
      layers: configuration.hidden.length,
      openingRate: configuration.learningRate,
      branches: branches.map(({ from, commands: changes, head }, of) => ({
        from,
        rates: changes.map(({ afterStep, change }) => [afterStep, Number(change.value)]),
        head: isRunning && run === k && branch === of ? null : head,
      })),
    })),
    standing: isRunning
      ? {
          ...{ status: 'running', run, branch },
          from: { step: standing.from.step, operation: standing.from.operation },
        }
      : { ...{ status: 'paused', run, branch, step, operation }, because: standing.because },
    subject: subject.kind === 'sentence' ? { kind: 'sentence', operation: subject.operation } : subject,
    probe: state.probe,
  };
}

const wordsOf = ({ state, rows }: Book): PlainClass['words'] => ({
  class: state.name === null ? null : String(rows.get(state.name)),
  names: Object.fromEntries(Object.keys(state.members).map((id) => [id, nameOf(state, rows, id) ?? ''])),
  texts: state.texts.flatMap(({ row }) => textAt(rows, row) ?? []),
});

/** Of a run that is under way everybody has been told how far it is; of a typed sentence what the run makes of its words. */
function projection({ state, rows }: Book, { subject }: RoomState, updates: number | null): RoomState {
  expect(subject.kind).toBe(state.subject.kind);
  const sentence = subject.kind === 'sentence' ? subject.view : null;
  return toldToAll(state, rows, { ...RESTING, updates, sentence });
}

const ownPart = ({ state, rows }: Book, id: string, { name, role }: Personal): Personal =>
  toldToOne(state, rows, id, { name, role: role === 'screen' ? role : 'viewer' });

/** The log as it was read back. */
function check({ notes, words, held, book }: Life, stored: StoredClass | null): void {
  if (!stored) throw new Error('it is gone');
  const { events, rows } = stored;
  const written = new Map(rows.map(({ id, value }) => [id, value]));
  let state = NOTHING;
  for (const { version, fact, ...event } of events) {
    state = evolve(state, { ...event, fact: upcast(version, fact) });
    for (const { seq, shape } of notes) if (seq === state.seq) expect(shapeOf(state)).toEqual(shape);
    if (state.seq !== held.seq) continue;
    for (const { id, state: told, personal } of held.browsers) {
      expect(told).toEqual(projection({ state, rows: written }, told, held.updates));
      expect(personal).toEqual(ownPart({ state, rows: written }, id, personal));
    }
  }
  expect(notes.at(-1)?.seq).toBe(events.length);
  expect({ state, rows: written }).toEqual(plain(book));
  expect(wordsOf({ state, rows: written })).toEqual(words);
}

test('CL1 CL7 CL8 every prefix on the disk folds to what the class was, and every browser holds its projection', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'deltaboard-prefixes-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const store = await createSqliteStore(folder);
  const lives: Life[] = [];
  await fc.assert(
    fc.asyncProperty(life, async (acts) => {
      const lived = await live(store, acts);
      check(lived, await store.read(lived.code));
      lives.push(lived);
    }),
    { numRuns: LIVES },
  );
  await store.close();
  const again = await createSqliteStore(folder);
  for (const lived of lives) check(lived, await again.read(lived.code));
  await again.close();
});
