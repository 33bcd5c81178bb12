/** Rooms that all run as fast as they can: what each gets of the machine. */
import { setTimeout } from 'node:timers/promises';
import type { ServerToClient, ClientToServer } from '@deltaboard/shared/protocol/events.ts';
import { frameNumber } from '@deltaboard/shared/protocol/frame-number.ts';
import { applyMessage, welcomed, type RoomView } from '@deltaboard/shared/protocol/room-view.ts';
import { stepsDone } from '@deltaboard/shared/training/cursor.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { Socket } from 'socket.io-client';
import { quantile } from '../../../bench/spread.ts';
import { came, opened, room, says } from '../sockets.ts';

export interface FullSpeed {
  readonly kind: 'full-speed';
  readonly rooms: number;
  readonly seconds: number;
}

export interface Shares {
  /** Most to least of a room. */
  readonly steps: number;
  readonly pictures: number;
  /** Pictures a second of the room that has fewest. */
  readonly fewest: number;
  /** Steps a second of all. */
  readonly all: number;
  /** Milliseconds from a pause to its acknowledgement. */
  readonly pause95: number;
}

const PAUSES = 60;
const PATIENCE_MS = 120_000;

interface Class {
  readonly driver: Socket<ServerToClient, ClientToServer>;
  readonly steps: () => number;
  pictures: number;
}

export async function fullSpeed({ rooms: count, seconds }: FullSpeed, url: string): Promise<Shares> {
  const classes: Class[] = [];
  for (let k = 0; k < count; k++) classes.push(await running(url, `198.51.100.${k}`));
  const each = async (command: object): Promise<void> => {
    const answers = await Promise.all(classes.map(({ driver }) => says(driver, command, PATIENCE_MS)));
    if (!answers.every(({ ok }) => ok))
      throw new Error(`refused: ${JSON.stringify(answers.find(({ ok }) => !ok))}`);
  };
  await each({ type: 'run' });
  await each({ type: 'pause' });
  const begun = classes.map(({ steps }) => steps());
  for (const one of classes) one.pictures = 0;
  await each({ type: 'run' });
  await setTimeout(1000 * seconds);
  const pictures = classes.map((one) => one.pictures / seconds);
  await each({ type: 'pause' });
  const made = classes.map(({ steps }, k) => steps() - begun[k]);
  await each({ type: 'run' });
  const pauses: number[] = [];
  for (let k = 0; k < PAUSES; k++) {
    const { driver } = classes[k % count];
    const since = performance.now();
    await says(driver, { type: 'pause' }, PATIENCE_MS);
    pauses.push(performance.now() - since);
    await says(driver, { type: 'run' }, PATIENCE_MS);
    await setTimeout(50);
  }
  return {
    steps: Math.max(...made) / Math.min(...made),
    pictures: Math.max(...pictures) / Math.min(...pictures),
    fewest: Math.min(...pictures),
    all: made.reduce((sum, one) => sum + one, 0) / seconds,
    pause95: quantile(pauses, 0.95),
  };
}

/** A class whose run does not end while it is measured. */
async function running(url: string, address: string): Promise<Class> {
  const { code, secret } = await room(url, address);
  const driver: Class['driver'] = opened(url, { room: code, secret }, address);
  let view: RoomView | null = null;
  const one: Class = {
    driver,
    steps: () => (view?.moment ? stepsDone(view.moment.cursor) : 0),
    pictures: 0,
  };
  driver.on('welcome', (welcome) => (view = welcomed(view, welcome)));
  driver.on('event', (message) => (view = view && applyMessage(view, message).view));
  driver.on('pulse', (pulse) => void driver.emit('pulsed', pulse));
  driver.on('frame', (bytes) => {
    one.pictures++;
    driver.emit('seen', frameNumber(bytes));
  });
  await came(driver);
  const configuration = { ...presets.board, evaluateEvery: 1_000_000, epochLimit: 10_000 };
  const made = await says(driver, { type: 'configure', preset: null, configuration }, PATIENCE_MS);
  if (!made.ok) throw new Error(`no run: ${made.error.code}`);
  await says(driver, { type: 'speed', speed: 'max' }, PATIENCE_MS);
  return one;
}
