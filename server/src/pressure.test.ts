import type { AdminReply, PressureReading } from '@deltaboard/shared/protocol/admin.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { PROTOCOL_VERSION } from '@deltaboard/shared/protocol/events.ts';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { gaugesOf } from './gauges.ts';
import { defaultLimits } from './limits.ts';
import { FALLS_AFTER, isGivenUp, LOOK_INTERVAL_MS, RISES_AFTER } from './pressure.ts';
import { manualClock } from './rooms/testing/manual-clock.ts';
import { createSlotMemory, slotsOn } from './training/slots.ts';
import { turnsOn } from './training/turns.ts';
import { refusalOf, startServer } from './transport/testing/server.ts';

const KEY = 'the-key-of-whoever-runs-it';
const calm: PressureReading = { loopDelay: 0.1, memory: 0.4, slotQueue: 0 };

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

/** A whole server whose gauges show what the test says. */
async function pressed() {
  let reading = calm;
  const told: number[] = [];
  const logged: { msg: string; level: number; givenUp?: string[] }[] = [];
  const clock = manualClock();
  const logger = pino(
    { level: 'warn' },
    { write: (line: string) => void logged.push(JSON.parse(line) as (typeof logged)[0]) },
  );
  const gauges = { read: () => reading, tell: (level: number) => void told.push(level) };
  const server = await startServer({}, '/nowhere', clock, { gauges, logger, hostKey: KEY });
  running.push(server);
  const ask = (path: string, method = 'GET') =>
    fetch(server.url + path, { method, headers: { authorization: `Bearer ${KEY}` } });
  return {
    ...server,
    clock,
    told,
    logged,
    ask,
    /** So many looks at this reading. */
    show(shown: Partial<PressureReading>, looks: number): void {
      reading = { ...calm, ...shown };
      for (let look = 0; look < looks; look++) clock.pass(LOOK_INTERVAL_MS);
    },
    looked: async () => ((await (await ask('/api/admin')).json()) as AdminReply).pressure,
  };
}

describe('DG1 the level of pressure', () => {
  test.each(['loopDelay', 'memory', 'slotQueue'] as const)(
    '%s: rises by one after two looks in a row, falls by one after ten, and skips none',
    async (of) => {
      const { show, told } = await pressed();
      show({ [of]: 9 }, RISES_AFTER - 1);
      show({}, 1);
      expect(told).toEqual([]);
      show({ [of]: 9 }, 3 * RISES_AFTER + 5);
      expect(told).toEqual([1, 2, 3]);
      show({}, FALLS_AFTER - 1);
      show({ [of]: 9 }, 1);
      expect(told).toEqual([1, 2, 3]);
      show({}, 3 * FALLS_AFTER + 5);
      expect(told).toEqual([1, 2, 3, 2, 1, 0]);
    },
  );

  test('each level is called for from its own share on, and kept until a tenth below it', async () => {
    const { show, told } = await pressed();
    for (const [share, level] of [
      [0.69, 0],
      [0.7, 1],
      [0.84, 1],
      [0.85, 2],
      [0.99, 2],
      [1, 3],
      [0.91, 3],
      [0.89, 2],
      [0.76, 2],
      [0.74, 1],
      [0.61, 1],
      [0.59, 0],
    ]) {
      show({ memory: share }, 5 * FALLS_AFTER);
      expect([share, told.at(-1) ?? 0]).toEqual([share, level]);
    }
    expect(told).toEqual([1, 2, 3, 2, 1, 0]);
  });

  test('the order is pictures, evaluations, new rooms', () => {
    const at = ([0, 1, 2, 3] as const).map((level) =>
      (['pictures', 'evaluations', 'rooms'] as const).map((what) => isGivenUp(what, level)),
    );
    expect(at).toEqual([
      [false, false, false],
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
  });

  test('the gauges of the process are shares of the limits; threads see the level', () => {
    const memory = createSlotMemory(2);
    const gauges = gaugesOf(memory, { ...defaultLimits, slotQueue: 4, memory: 1_000_000 });
    const slots = slotsOn(memory);
    const turns = turnsOn(memory.turns);
    // One has the only slot, and three wait.
    for (let k = 0; k < 4; k++) turns.ask(slots.sit(), 'in-line');
    const { memory: share, loopDelay, slotQueue } = gauges.read();
    expect(slotQueue).toBe(3 / 4);
    expect([share > 0, share < 1, loopDelay]).toEqual([true, true, 0]);
    expect(gaugesOf(memory, { ...defaultLimits, memory: 100 }).read().memory).toBeGreaterThan(share);
    for (const level of [1, 2, 3, 0] as const) {
      gauges.tell(level);
      expect(slots.level).toBe(level);
    }
  });

  test('an event loop that is blocked shows', async () => {
    const { read } = gaugesOf(createSlotMemory(2), defaultLimits);
    const ticks = async (): Promise<number> => {
      for (let k = 0; k < 5; k++) await new Promise((resolve) => setTimeout(resolve, 20));
      return read().loopDelay;
    };
    await ticks();
    const free = await ticks();
    const until = performance.now() + 500;
    while (performance.now() < until);
    expect(await ticks()).toBeGreaterThan(free);
  });
});

describe('DG2 under pressure', () => {
  test('at level 2 no exact losses are made again: the curve answers', async () => {
    const { show, createRoom, join, trainers } = await pressed();
    const { code, secret } = await createRoom();
    const driver = await join({ room: code, secret });
    const [trainer] = trainers.made;
    await driver.command({ type: 'run' });
    trainer.advance(50);
    await driver.command({ type: 'pause' });
    trainer.forgetLosses();
    let replays = 0;
    const { replay } = trainer;
    trainer.replay = (...range) => {
      replays++;
      return replay(...range);
    };
    const exact = { ok: true, points: expect.objectContaining({ length: 20 }) as unknown };
    const losses = () => driver.ask('losses', { from: 1, to: 20 });
    expect(await losses()).toMatchObject(exact);
    show({ slotQueue: 1.5 }, RISES_AFTER);
    await losses();
    expect(replays).toBe(2);
    show({ slotQueue: 1.5 }, RISES_AFTER);
    expect(await losses()).toMatchObject({ ok: true });
    expect(replays).toBe(2);
    show({}, FALLS_AFTER);
    await losses();
    expect(replays).toBe(3);
  });

  test('DG3 at level 3 there is no new room, and those that are open go on', async () => {
    const { app, show, createRoom, join, ask, url, trainers } = await pressed();
    const [taught, asleep] = [await createRoom(), await createRoom()];
    const driver = await join({ room: taught.code, secret: taught.secret });
    const waiting = await app.rooms.create();
    await app.rooms.close(asleep.code);
    // Nobody has come back to it, and it sleeps.
    show({}, 20 * 60);
    show({ loopDelay: 2 }, 3 * RISES_AFTER);
    const refused = { code: 'under-pressure', params: {} };
    const started = await ask('/api/rooms', 'POST');
    expect([started.status, await started.json()]).toEqual([503, refused]);
    for (const { code, secret } of [waiting, asleep])
      expect(await refusalOf(url, { version: PROTOCOL_VERSION, room: code, secret })).toEqual(refused);
    // Whoever has its code joins, whoever leads it moves, runs, asks.
    const student = await join({ room: taught.code });
    const trainer = trainers.made[0];
    const commands: readonly Command[] = [
      { type: 'move', granularity: 'operation', direction: 1 },
      { type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: 0 } },
      { type: 'dismiss' },
    ];
    for (const command of commands)
      expect([command.type, await driver.command(command)]).toEqual([command.type, { ok: true }]);
    expect(await driver.command({ type: 'run' })).toEqual({ ok: true });
    trainer.advance(3);
    expect(await driver.command({ type: 'pause' })).toEqual({ ok: true });
    await student.until(() => student.view().state.playback.status === 'paused');
    show({}, 3 * FALLS_AFTER);
    expect((await ask('/api/rooms', 'POST')).status).toBe(201);
    expect(
      (await (await join({ room: asleep.code, secret: asleep.secret })).welcomed).member.instructor,
    ).toBe(true);
  });

  test('a class that was open is open again, also at level 3', async () => {
    const { app, show, createRoom, join } = await pressed();
    const { code, secret } = await createRoom();
    await app.rooms.close(code);
    show({ memory: 1 }, 3 * RISES_AFTER);
    expect((await (await join({ room: code, secret })).welcomed).member.instructor).toBe(true);
  });
});

test('DG4 the level is logged as it changes, and stands in /metrics and in the administration', async () => {
  const { show, logged, ask, looked } = await pressed();
  expect(await looked()).toEqual({ level: 0, reading: { loopDelay: 0, memory: 0, slotQueue: 0 } });
  show({ memory: 2 }, 3 * RISES_AFTER);
  show({}, 1);
  expect(await looked()).toEqual({ level: 3, reading: calm });
  const metrics = (await (await ask('/metrics')).text()).split('\n');
  expect(metrics).toEqual(
    expect.arrayContaining([
      'deltaboard_pressure_level 3',
      'deltaboard_pressure{of="loopDelay"} 0.1',
      'deltaboard_pressure{of="memory"} 0.4',
      'deltaboard_pressure{of="slotQueue"} 0',
    ]),
  );
  show({}, 3 * FALLS_AFTER);
  const said = logged
    .filter(({ msg }) => msg.startsWith('pressure'))
    .map(({ msg, givenUp }) => [msg, givenUp]);
  expect(said).toEqual([
    ['pressure: level 1', ['pictures']],
    ['pressure: level 2', ['pictures', 'evaluations']],
    ['pressure: level 3', ['pictures', 'evaluations', 'rooms']],
    ['pressure: level 2', ['pictures', 'evaluations']],
    ['pressure: level 1', ['pictures']],
    ['pressure: level 0', []],
  ]);
});
