/** What is beyond each limit of the table, one by one (SPEC LM1): a row without a case here does not compile. By counts, never by times. */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { PROTOCOL_VERSION } from '@deltaboard/shared/protocol/events.ts';
import { Refusal, refusalData } from '@deltaboard/shared/refusal.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { newRun } from '@deltaboard/shared/training/run.ts';
import { Worker } from 'node:worker_threads';
import { Manager } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import { expect, onTestFinished, test } from 'vitest';
import { gaugesOf } from './gauges.ts';
import { defaultLimits, limitNames, limits, nameOf, type LimitName, type Limits } from './limits.ts';
import { LOOK_INTERVAL_MS } from './pressure.ts';
import { manualClock } from './rooms/testing/manual-clock.ts';
import { oneStep } from './rooms/testing/commands.ts';
import { registry } from './rooms/testing/registry.ts';
import { openRoom, SECRET } from './rooms/testing/room.ts';
import { randomCode } from './secrets.ts';
import { createSlotMemory, slotsOn, type SlotMemory } from './training/slots.ts';
import { catalogue } from './training/testing/trainer-in-thread.ts';
import { turnsOn } from './training/turns.ts';
import type { startWorker } from './training/spawn.ts';
import { createWorkerTrainers } from './training/worker-trainer.ts';
import { encode } from './transport/msgpack.ts';
import { refusalOf, startServer } from './transport/testing/server.ts';

const { board } = presets;
const tooMany = (what: string, limit: number) => new Refusal('too-many', { what, limit });
const says: Command = { type: 'contribute', contribution: { kind: 'question', text: 'why?' } };
const configured = (changed: object): Command => ({
  type: 'configure',
  preset: null,
  configuration: { ...board, ...changed },
});

/** A class in this process, with its driver and two members who are not. */
async function class_(chosen: Partial<Limits>) {
  const parts = await openRoom(undefined, chosen);
  parts.join('driver', { secret: SECRET });
  for (const who of ['a', 'b']) parts.join(who, { address: who });
  const asks = (who: string, command: Command) => parts.room.command(who, command);
  return { ...parts, asks };
}

/** A whole server, on which no time passes, and a class on it. */
async function served(chosen: Partial<Limits>, more: Parameters<typeof startServer>[3] = {}) {
  const clock = manualClock();
  const server = await startServer(chosen, '/nowhere', clock, more);
  onTestFinished(() => server.close());
  const post = async (path: string, body = '{}', key = '') => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
    const response = await fetch(server.url + path, { method: 'POST', headers, body });
    const text = await response.text();
    return { status: response.status, answer: text ? (JSON.parse(text) as unknown) : null };
  };
  const taught = async () => {
    const { code, secret } = await server.createRoom();
    const driver = await server.join({ room: code, secret });
    const viewer = await server.join({ room: code });
    const hello = { version: PROTOCOL_VERSION, room: code };
    return { code, secret, hello, driver, viewer, trainer: server.trainers.made[0] };
  };
  return { ...server, clock, post, taught };
}
const refused = (error: Refusal) => ({ ok: false, error: refusalData(error) });

/** What becomes of the process where its gauges are read against these limits: no new class. */
async function pressed(chosen: Partial<Limits>, press: (memory: SlotMemory) => unknown) {
  const memory = createSlotMemory(2);
  const gauges = gaugesOf(memory, { ...defaultLimits, memory: 1_000_000, loopDelay: 1e6, ...chosen });
  const { clock, post } = await served({}, { gauges });
  let last = await post('/api/rooms');
  expect(last.status).toBe(201);
  // As often as it takes until what is pressed has shown: a gauge may have been read before it.
  for (let look = 0; look < 100 && last.status === 201; look++) {
    await press(memory);
    clock.pass(LOOK_INTERVAL_MS);
    last = await post('/api/rooms');
  }
  expect(last).toEqual({ status: 503, answer: { code: 'under-pressure', params: {} } });
}

/** A training thread that goes wrong where it shows this probe (`faulty-worker.mjs`). */
async function faulty(probe: number, chosen: Partial<Limits>) {
  const start: typeof startWorker = (_name, data, memory) =>
    new Worker(new URL('training/testing/faulty-worker.mjs', import.meta.url), {
      workerData: { ...data, entry: './training-worker.ts' },
      resourceLimits: { maxOldGenerationSizeMb: memory },
    });
  const create = createWorkerTrainers({
    ...{ catalogue, slots: createSlotMemory(2), releaseAfter: 60_000, start },
    limits: { ...defaultLimits, ...chosen },
  });
  const nobody = (): void => undefined;
  const sink = { moment: nobody, progressed: nobody, evaluated: nobody, stopped: nobody, approached: nobody };
  return new Promise((resolve) => {
    const trainer = create(
      // Never evaluated: nothing ends a slice but its time.
      { run: newRun({ ...board, evaluateEvery: 1_000_000 }), number: 0, preset: null },
      { ...sink, frame: () => trainer.setProbe(probe), failed: (error) => resolve(error) },
    );
    onTestFinished(() => trainer.close());
    void trainer.open().then(() => trainer.start('max'));
  });
}

const [HANGS, GROWS] = [-1, -2];

const beyond: Readonly<Record<LimitName, () => Promise<unknown>>> = {
  async rooms() {
    const { rooms, opened } = registry({ rooms: 1 });
    await opened();
    await expect(rooms.create()).rejects.toEqual(tooMany('rooms', 1));
  },
  async running() {
    const { taught, trainers } = registry({ rooms: 9, running: 1 });
    const [first, second] = [await taught('1'), await taught('2')];
    await first.room.command('1', { type: 'run' });
    await expect(second.room.command('2', { type: 'run' })).rejects.toEqual(tooMany('running', 1));
    // It runs already; and whoever may not run moves all the same.
    await expect(first.room.command('1', { type: 'run' })).rejects.toMatchObject({ code: 'not-now' });
    await second.room.command('2', oneStep);
    expect(trainers.made.map(({ isParked }) => isParked)).toEqual([false, true]);
    await first.room.command('1', { type: 'pause' });
    await second.room.command('2', { type: 'run' });
  },
  async ownRooms() {
    const { rooms } = registry({ rooms: 9, ownRooms: 1 });
    await rooms.find((await rooms.create('a')).code);
    await expect(rooms.create('a')).rejects.toEqual(tooMany('own-rooms', 1));
    await rooms.create('b');
  },
  async unused() {
    const { rooms, store } = registry({ unused: 1 });
    await rooms.create('a');
    const { code } = await rooms.create('a');
    expect((await store.list()).map((one) => one.code)).toEqual([code]);
  },
  async allUnused() {
    const { rooms, store } = registry({ allUnused: 1 });
    await rooms.create('a');
    const { code } = await rooms.create('b');
    expect((await store.list()).map((one) => one.code)).toEqual([code]);
  },
  async unusedFor() {
    const { rooms, store, clock } = registry({ unusedFor: 90 });
    await rooms.create();
    clock.pass(60_000);
    expect(await store.list()).toHaveLength(1);
    clock.pass(60_000);
    await expect.poll(() => store.list()).toEqual([]);
  },
  async sleepAfter() {
    const { rooms, taught, clock } = registry({ sleepAfter: 90 });
    const { code, room } = await taught();
    await room.flush();
    room.leave('driver');
    clock.pass(60_000);
    expect(rooms.opened(code)).toBe(room);
    clock.pass(60_000);
    await expect.poll(() => rooms.opened(code)).toBeNull();
  },
  async newRooms() {
    const { post } = await served({ newRooms: 1 });
    expect((await post('/api/rooms')).status).toBe(201);
    expect(await post('/api/rooms')).toEqual({ status: 429, answer: refusalData(tooMany('new-rooms', 1)) });
  },
  async classRequests() {
    const { post } = await served({ classRequests: 1 });
    const mine = () => post('/api/classes/mine', '{"classes":[]}');
    expect((await mine()).status).toBe(200);
    expect(await mine()).toEqual({ status: 429, answer: refusalData(tooMany('classes', 1)) });
  },
  async hostKeys() {
    const { post } = await served({ hostKeys: 1 }, { hostKey: 'the-key-of-whoever-runs-it' });
    const guess = () => post('/api/rooms', '{}', 'a-guess');
    expect(await guess()).toMatchObject({ status: 401 });
    expect(await guess()).toEqual({ status: 429, answer: refusalData(tooMany('host-keys', 1)) });
  },
  async wrongCodes() {
    const { url } = await served({ wrongCodes: 1 });
    const guess = () => refusalOf(url, { version: PROTOCOL_VERSION, room: randomCode() });
    expect(await guess()).toMatchObject({ code: 'no-such-room' });
    expect(await guess()).toEqual(refusalData(tooMany('codes', 1)));
  },
  async refusals() {
    const { url } = await served({ refusals: 2 });
    // Of no page: it goes on where it was refused.
    const manager = new Manager(url, {
      transports: ['websocket'],
      parser,
      reconnection: false,
      autoConnect: false,
    });
    await new Promise((resolve) => manager.open(resolve));
    const heard: unknown[] = [];
    manager.on('packet', ({ type }) => void heard.push(type));
    const cut = new Promise((resolve) => manager.engine.once('close', resolve));
    const data = encode({ type: 0, nsp: '/', data: { version: PROTOCOL_VERSION, room: randomCode() } });
    for (let k = 0; k < 9; k++) manager.engine.write([{ type: 'message', data }] as never);
    await cut;
    expect(heard.length).toBeLessThanOrEqual(2);
  },
  async members() {
    const { room } = await class_({ members: 3 });
    expect(() => room.verify({ address: 'a' })).toThrow(tooMany('members', 3));
  },
  async screens() {
    const { room, join } = await class_({ screens: 1 });
    join('screen', { screen: true, address: 'a' });
    expect(() => room.verify({ screen: true, address: 'a' })).toThrow(tooMany('screens', 1));
  },
  async joins() {
    const { createRoom, join, url } = await served({ joins: 1 });
    const { code } = await createRoom();
    await join({ room: code });
    const again = await refusalOf(url, { version: PROTOCOL_VERSION, room: code });
    expect(again).toEqual(refusalData(tooMany('joins', 1)));
  },
  async connections() {
    const { join, audience } = await class_({ connections: 1 });
    const { member } = join('c');
    join('c again', { member });
    expect([...audience.dismissed]).toEqual([['c', refusalData(tooMany('connections', 1))]]);
  },
  async commands() {
    const { taught } = await served({ commands: 1 });
    const { driver } = await taught();
    expect(await driver.command(oneStep)).toEqual({ ok: true });
    expect(await driver.command(oneStep)).toEqual(refused(tooMany('commands', 1)));
  },
  async addressCommands() {
    const { taught } = await served({ addressCommands: 1 });
    const { driver, viewer } = await taught();
    expect(await viewer.command(says)).toEqual({ ok: true });
    expect(await viewer.command(says)).toEqual(refused(tooMany('commands', 1)));
    expect(await driver.command(oneStep)).toEqual({ ok: true });
  },
  async roomCommands() {
    const { taught } = await served({ roomCommands: 1 });
    const { driver, viewer } = await taught();
    expect(await viewer.command(says)).toEqual({ ok: true });
    expect(await viewer.command(says)).toEqual(refused(tooMany('commands', 1)));
    expect(await driver.command(oneStep)).toEqual({ ok: true });
  },
  async vectors() {
    const { taught } = await served({ vectors: 1 });
    const { driver } = await taught();
    expect(await driver.ask('vectors', ['a'])).toMatchObject({ ok: true });
    expect(await driver.ask('vectors', ['a'])).toEqual(refused(tooMany('vectors', 1)));
  },
  async losses() {
    const { taught } = await served({ losses: 1 });
    const { driver } = await taught();
    expect(await driver.ask('losses', { from: 1, to: 1 })).toMatchObject({ ok: true });
    expect(await driver.ask('losses', { from: 1, to: 1 })).toEqual(refused(tooMany('losses', 1)));
    expect(await driver.ask('report')).toEqual(refused(tooMany('losses', 1)));
  },
  async replays() {
    const { taught } = await served({ replays: 1 });
    const { driver, trainer } = await taught();
    await driver.command(oneStep);
    trainer.forgetLosses();
    let replays = 0;
    const { replay } = trainer;
    trainer.replay = (...range) => {
      replays++;
      return replay(...range);
    };
    for (let k = 0; k < 3; k++)
      expect(await driver.ask('losses', { from: 1, to: 1 })).toMatchObject({
        ok: true,
        points: [{ step: 1 }],
      });
    expect(replays).toBe(1);
  },
  async backlog() {
    const { taught, app } = await served({ backlog: 1_000_000 });
    const { driver, viewer } = await taught();
    expect(await driver.command(configured({ hidden: [512] }))).toEqual({ ok: true });
    viewer.stopReading();
    // The kernel's own buffers take some of it.
    for (let moves = 0; moves < 500 && app.rooms.count.members === 2; moves++) await driver.command(oneStep);
    expect(app.rooms.count.members).toBe(1);
  },
  async message() {
    const { taught } = await served({ message: 20_000 });
    const { driver, viewer } = await taught();
    const cut = viewer.disconnected();
    viewer.send('command', 'x'.repeat(20_001));
    await cut;
    expect(driver.socket.connected).toBe(true);
  },
  async request() {
    const { post } = await served({ request: 1000 });
    const large = JSON.stringify({ classes: ['x'.repeat(1000)] });
    const answer = refusalData(tooMany('request', 1000));
    expect(await post('/api/classes/mine', large)).toEqual({ status: 413, answer });
  },
  async texts() {
    const { asks } = await class_({ texts: 1 });
    await asks('a', says);
    await expect(asks('b', says)).rejects.toEqual(tooMany('waiting', 1));
  },
  async ownTexts() {
    const { asks } = await class_({ ownTexts: 1 });
    await asks('a', says);
    await expect(asks('a', says)).rejects.toEqual(tooMany('contributions', 1));
    await asks('b', says);
  },
  async questions() {
    const { asks } = await class_({ questions: 1 });
    const ask: Command = { type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: 2 } };
    await asks('driver', ask);
    await asks('driver', { type: 'dismiss' });
    await expect(asks('driver', ask)).rejects.toEqual(tooMany('questions', 1));
  },
  async record() {
    // The instructor is one of them.
    const { asks } = await class_({ record: 2 });
    await asks('a', { type: 'lost', lost: true });
    await expect(asks('b', { type: 'lost', lost: true })).rejects.toEqual(tooMany('record', 2));
  },
  async log() {
    const { asks } = await class_({ log: 1 });
    // The first trace is two facts.
    await asks('a', { type: 'lost', lost: true });
    await expect(asks('a', says)).rejects.toEqual(tooMany('log', 1));
    await asks('driver', oneStep);
  },
  async runs() {
    const { asks } = await class_({ runs: 1 });
    await expect(asks('driver', { type: 'reset' })).rejects.toEqual(tooMany('runs', 1));
  },
  async branches() {
    const { asks } = await class_({ branches: 1 });
    await asks('driver', oneStep);
    await asks('driver', { type: 'seek', step: 1, operation: 0 });
    const set: Command = { type: 'set', change: { setting: 'learningRate', value: 0.3 } };
    await expect(asks('driver', set)).rejects.toEqual(tooMany('branches', 1));
  },
  parameters: () => refusesModel({ parameters: 100 }, {}, 'hidden', 'parameters<=100'),
  layers: () => refusesModel({ layers: 1 }, { hidden: [4, 4] }, 'hidden', '<=1'),
  width: () => refusesModel({ width: 8 }, { hidden: [9] }, 'hidden.0', '<=8'),
  batch: () => refusesModel({ batch: 2 }, { batch: 3 }, 'batch', '<=2'),
  async corpus() {
    const { asks } = await class_({ corpus: 10 });
    const corpus = { kind: 'pasted', text: 'Paris is big .' };
    const error = new Refusal('corpus-too-large', { characters: corpus.text.length, limit: 10 });
    await expect(asks('driver', configured({ corpus }))).rejects.toEqual(error);
  },
  async runMemory() {
    const create = createWorkerTrainers({
      ...{ catalogue, slots: createSlotMemory(2), releaseAfter: 60_000 },
      limits: { ...defaultLimits, runMemory: limits.runMemory.least },
    });
    const nobody = (): void => undefined;
    const sink = { frame: nobody, moment: nobody, progressed: nobody, evaluated: nobody };
    const large = { ...presets.judge, trainVectors: true, optimiser: 'adagrad' } as const;
    const trainer = create(
      { run: newRun(large), number: 0, preset: null },
      { ...sink, stopped: nobody, approached: nobody, failed: nobody },
    );
    onTestFinished(() => trainer.close());
    const params = { megabytes: expect.any(Number) as number, limit: limits.runMemory.least };
    await expect(trainer.open()).rejects.toMatchObject({ code: 'run-too-large', params });
  },
  async threadSilence() {
    expect(await faulty(HANGS, { threadSilence: 1 })).toMatchObject({ because: 'no-sign' });
  },
  async threadMemory() {
    const { least } = limits.threadMemory;
    expect(await faulty(GROWS, { threadMemory: least })).toMatchObject({ because: 'out-of-memory' });
  },
  memory: () => pressed({ memory: 1 }, () => undefined),
  loopDelay: () =>
    pressed({ loopDelay: 1 }, async () => {
      const until = performance.now() + 200;
      while (performance.now() < until);
      // So that it is noticed.
      await new Promise((resolve) => setTimeout(resolve, 40));
    }),
  slotQueue: () =>
    pressed({ slotQueue: 1 }, (memory) => {
      const slots = slotsOn(memory);
      for (let k = 0; k < 2; k++) turnsOn(memory.turns).ask(slots.sit(), 'in-line');
    }),
};

async function refusesModel(chosen: Partial<Limits>, changed: object, path: string, reason: string) {
  const { asks } = await class_(chosen);
  const refusal = { code: 'configuration', params: { path, value: expect.any(Number) as number, reason } };
  await expect(asks('driver', configured(changed))).rejects.toMatchObject(refusal);
}

test.each(limitNames.map((name) => [nameOf(name), limits[name].beyond, name] as const))(
  'LM1 beyond %s: %s',
  async (_, __, name) => {
    expect.hasAssertions();
    await beyond[name]();
  },
);
