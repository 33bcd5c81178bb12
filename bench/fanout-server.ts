/**
 * A server to be measured, as a process of its own: the product's, on trainers that send pictures of a given size ten times a second and
 * compute nothing; or a peer. Says where it is in one line of JSON, and ends when its parent does.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodeVectors, withWeights } from '@deltaboard/shared/protocol/frame-encode.ts';
import { WebSocketServer } from 'ws';
import { startServer } from '../server/src/transport/testing/server.ts';
import { scriptedTrainers } from '../server/src/rooms/testing/scripted-trainer.ts';
import type { TrainerFactory, TrainerSink } from '../server/src/training/trainer.ts';
import { STAMP_AT, type FanoutServer } from './fanout-protocol.ts';

const [kind, size] = [process.argv[2], Number(process.argv[3])];
const INTERVAL_MS = 100;

const told = (server: FanoutServer): void => console.log(JSON.stringify(server));
const now = (): number => performance.timeOrigin + performance.now();

/** Of exactly so many bytes; where the step stands, the time at which it is sent. */
function picture(): Uint8Array<ArrayBuffer> {
  const empty = new Float32Array();
  const vectors = encodeVectors({
    ...{
      step: 0,
      epoch: 1,
      stepsPerSecond: 0,
      meanLoss: 0,
      J: 0,
      probe: 0,
      probes: empty,
      x: null,
      layers: [],
    },
    ...{ nonLinearity: 'tanh', u: empty, s: empty, gradientOfS: empty, gradientOfX: empty },
  });
  const packed = new Uint8Array(size - vectors.length).map((_, k) => (k * 7919) >> 3);
  // Whole: the room sends one message a picture.
  return withWeights(vectors, { number: 1, keyframe: 1, weights: { grids: [], packed } });
}

async function product(): Promise<void> {
  const sinks: TrainerSink[] = [];
  const scripted = scriptedTrainers();
  const trainers: TrainerFactory = (request, sink, within) => {
    sinks.push(sink);
    return scripted.factory(request, sink, within);
  };
  const server = await startServer({}, '/nowhere', undefined, { trainers });
  const { code, secret } = await server.createRoom();
  const driver = await server.join({ room: code, secret });
  await driver.command({ type: 'run' });
  setInterval(() => {
    const bytes = picture();
    new DataView(bytes.buffer).setFloat64(STAMP_AT, Math.floor(now() * 1000), true);
    sinks[0].frame(bytes);
  }, INTERVAL_MS);
  told({ url: `${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, room: code });
}

/** Raw ws with the same bytes, or JSON of as many float32s as the bytes would be, made for each viewer. */
async function peer(isJson: boolean): Promise<void> {
  const httpServer = createServer();
  const wss = new WebSocketServer({ server: httpServer, perMessageDeflate: false });
  httpServer.listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  const values = Array.from(new Float32Array(picture().buffer.slice(0, 4 * Math.floor(size / 4))), (_, k) =>
    Math.fround(Math.sin(k)),
  );
  setInterval(() => {
    const bytes = Buffer.from(picture());
    bytes.writeDoubleLE(Math.floor(now() * 1000), STAMP_AT);
    for (const client of wss.clients) {
      if (isJson) client.send(JSON.stringify({ sent: Math.floor(now() * 1000), values }));
      else client.send(bytes);
    }
  }, INTERVAL_MS);
  told({ url: `ws://127.0.0.1:${(httpServer.address() as AddressInfo).port}/`, room: null });
}

process.on('disconnect', () => process.exit(0));
process.stdin.on('end', () => process.exit(0)).resume();
await (kind === 'product' ? product() : peer(kind === 'json'));
