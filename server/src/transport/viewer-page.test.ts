/** What docs/viewer.md says, by what it says alone: none of the product's decoders is used here. */
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import * as msgpack from 'socket.io-msgpack-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { PROTOCOL_VERSION } from '@deltaboard/shared/protocol/events.ts';
import { CAPITALISATION_FEATURES } from '@deltaboard/shared/dataset/windows.ts';
import { nonLinearityNames } from '@deltaboard/shared/model/non-linearity.ts';
import { startServer } from './testing/server.ts';
import { examplePictures } from './testing/viewer-example.ts';

const docs = new URL('../../../docs/', import.meta.url);
const page = readFileSync(new URL('viewer.md', docs), 'utf8');
const file = (name: string): Buffer => readFileSync(new URL(`viewer/${name}`, docs));

interface Network {
  readonly m: number;
  readonly hidden: readonly number[];
  readonly k: number;
  readonly trainVectors: boolean;
}

/** A picture by the table of the page. `levels`: of the keyframe that a difference names. */
function pictureOf(bytes: Buffer, { m, hidden, k, trainVectors }: Network, levels: readonly number[] = []) {
  let at = 36;
  const f32s = (length: number): number[] =>
    Array.from({ length }, () => {
      at += 4;
      return bytes.readFloatLE(at - 4);
    });
  const head = {
    number: bytes.readUInt32LE(0),
    keyframe: bytes.readUInt32LE(4),
    step: bytes.readDoubleLE(8),
    epoch: bytes.readUInt32LE(16),
    stepsPerSecond: bytes.readFloatLE(20),
    meanLoss: bytes.readFloatLE(24),
    J: bytes.readFloatLE(28),
    probe: bytes.readUInt8(32),
    f: bytes.readUInt8(34),
  };
  const probes = f32s(bytes.readUInt8(33));
  const x = trainVectors ? f32s(m) : null;
  const layers = hidden.map((n, l) => ({
    b: f32s(n),
    z: f32s(n),
    gradientOfH: l < hidden.length - 1 ? f32s(n) : null,
  }));
  const vectors = {
    ...{ U: f32s(k * (hidden.at(-1) ?? m)), s: f32s(k), gradientOfS: f32s(k), gradientOfX: f32s(m) },
  };
  if (head.keyframe === 0 || hidden.length === 0) {
    expect(at).toBe(bytes.length);
    return { ...head, probes, x, layers, ...vectors, grids: [], levels: [], W: [] };
  }
  const grids = hidden.map(() => {
    const [scale] = f32s(1);
    at += 2;
    return { scale, r: bytes.readUInt8(at - 2), c: bytes.readUInt8(at - 1) };
  });
  const signed = [...new Int8Array(inflateRawSync(bytes.subarray(at)))];
  const own = head.keyframe === head.number ? signed : signed.map((more, i) => levels[i] + more);
  let from = 0;
  const W = hidden.map((n, l) => {
    const { scale, r, c } = grids[l];
    const columns = l === 0 ? m : hidden[l - 1];
    const across = Math.ceil(columns / c);
    const first = from;
    from += Math.ceil(n / r) * across;
    return Array.from({ length: n }, (_, i) =>
      Array.from(
        { length: columns },
        (__, j) => (own[first + Math.floor(i / r) * across + Math.floor(j / c)] * scale) / 127,
      ),
    );
  });
  expect(from).toBe(own.length);
  return { ...head, probes, x, layers, ...vectors, grids, levels: own, W };
}

const network: Network = { m: 10, hidden: [2], k: 1, trainVectors: false };

describe('WR11 the page "Write your own viewer"', () => {
  const said = JSON.parse(file('example.json').toString()) as ReturnType<typeof examplePictures>['said'];

  test('its pictures say by its table what it says that they say', () => {
    const keyframe = pictureOf(file('keyframe.bin'), network);
    expect(keyframe).toMatchObject({
      ...{ number: 7, keyframe: 7, step: said.step, epoch: said.epoch, stepsPerSecond: said.stepsPerSecond },
      ...{ meanLoss: said.meanLoss, J: said.J, probe: said.probe, probes: said.probes, x: null },
      f: nonLinearityNames.indexOf(said.nonLinearity),
      layers: [{ b: said.b, z: said.z, gradientOfH: null }],
      ...{ U: said.U, s: said.s, gradientOfS: said.gradientOfS, gradientOfX: said.gradientOfX },
      levels: said.levels,
    });
    expect(keyframe.W[0][1][9]).toBe(said.levels[19] / 127);
    const difference = pictureOf(file('difference.bin'), network, keyframe.levels);
    expect([difference.number, difference.keyframe]).toEqual([8, 7]);
    expect(difference.W[0].flat()).toEqual(said.levels.map((level, i) => (level + said.added[i]) / 127));
  });

  test('its bytes are those of the files, and those that a trainer and a room write today', () => {
    const written = examplePictures();
    expect(file('keyframe.bin').equals(written.keyframe)).toBe(true);
    expect(file('difference.bin').equals(written.difference)).toBe(true);
    expect(said).toEqual(written.said);
    const listed = [...page.matchAll(/^\| +(\d+) \| `([0-9a-f ]+)`/gm)];
    const [first, second] = [listed.slice(0, -3), listed.slice(-3)];
    const hexOf = (bytes: Buffer): string =>
      [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    expect(first.map(([, , hex]) => hex).join(' ')).toBe(hexOf(file('keyframe.bin')));
    expect(second.map(([, , hex]) => hex).join(' ')).toBe(hexOf(file('difference.bin').subarray(112)));
    let offset = 0;
    for (const [, at, hex] of first) {
      expect(Number(at)).toBe(offset);
      offset += hex.split(' ').length;
    }
  });

  test('it names the version, every f, and how wide a word is', () => {
    expect(page).toContain(`and ${CAPITALISATION_FEATURES} more with capitalisation`);
    expect(page).toContain(`Protocol version ${PROTOCOL_VERSION}.`);
    expect(page).toContain(`"version": ${PROTOCOL_VERSION}, "room"`);
    nonLinearityNames.forEach((name, k) => expect(page).toContain(`${k} ${name}`));
  });
});

describe('WR11 a viewer that was written by the page', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  beforeAll(async () => void (server = await startServer()));
  afterAll(() => server.close());

  test('follows a class: handshake, snapshot, pictures, the pause', async () => {
    const { code, secret } = await server.createRoom();
    const driver = await server.join({ room: code, secret });
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    const decoder = new msgpack.Decoder();
    const encoder = new msgpack.Encoder();
    const heard: [name: string, value: Record<string, unknown>][] = [];
    const pictures: ReturnType<typeof pictureOf>[] = [];
    let watch = (): void => {};
    const until = (holds: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        watch = () => holds() && resolve();
        watch();
      });
    const send = (packet: object): void => {
      for (const part of encoder.encode(packet) as unknown as Buffer[]) socket.send(part);
    };
    const replies = new Map<number, Record<string, unknown>>();
    decoder.on('decoded', (packet: { type: number; id: number; data: [string, Record<string, unknown>] }) => {
      if (packet.type === 3) replies.set(packet.id, packet.data[0] as unknown as Record<string, unknown>);
      if (packet.type === 3) return watch();
      if (packet.type !== 2) return;
      const [name, value] = packet.data;
      if (name === 'frame') {
        const tiny = { m: 50, hidden: [8], k: 1, trainVectors: false };
        const picture = pictureOf(value as unknown as Buffer, tiny);
        pictures.push(picture);
        send({ type: 2, data: ['seen', picture.number], nsp: '/' });
      } else heard.push([name, value]);
      watch();
    });
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) return decoder.add(data as never);
      const text = data.toString();
      if (text === '2') socket.send('3');
      if (text.startsWith('0')) send({ type: 0, data: { version: PROTOCOL_VERSION, room: code }, nsp: '/' });
    });
    const eventsOf = (type: string): readonly unknown[] =>
      heard.filter(([name, { event }]) => name === 'event' && (event as { type: string }).type === type);

    await until(() => heard.some(([name]) => name === 'welcome'));
    const [, welcome] = heard.find(([name]) => name === 'welcome') ?? [];
    expect(welcome).toMatchObject({
      resumed: 'snapshot',
      snapshot: { run: { configuration: { hidden: [8] } }, state: { playback: { status: 'paused' } } },
    });
    await driver.command({ type: 'run' });
    for (let k = 1; k <= 6; k++) {
      server.trainers.made[0].advance(40);
      await until(() => pictures.length === k);
    }
    expect(pictures.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(pictures.every(({ W, grids }) => W.length === 1 && grids[0].scale > 0)).toBe(true);
    const moments = eventsOf('moment-reached').length;
    await driver.command({ type: 'pause' });
    await until(() => eventsOf('moment-reached').length > moments);

    // What the page says that may be asked.
    const asked = [...page.matchAll(/^\| `\["([\w-]+)", /gm)].map(([, name]) => name);
    expect(asked).toEqual(['vectors', 'losses', 'evaluation', 'lesson-page', 'command']);
    const given = {
      vectors: ['paris'],
      losses: { from: 1, to: 2 },
      'lesson-page': 0,
      command: { id: 'a', command: { type: 'follow', following: true } },
    };
    const asking = Object.entries(given);
    asking.forEach(([name, value], id) => send({ type: 2, id, data: [name, value], nsp: '/' }));
    await until(() => replies.size === asking.length);
    const [vectors, losses, lessonPage, followed] = asking.map((_, id) => replies.get(id));
    expect(vectors).toMatchObject({ ok: true, known: [true] });
    expect(losses).toMatchObject({ ok: true });
    expect(lessonPage).toMatchObject({ ok: false, error: { code: expect.any(String) as string } });
    expect(followed).toEqual({ ok: true });
    socket.close();
  });
});
