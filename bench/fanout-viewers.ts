/**
 * Viewers in a process of their own: Socket.IO's wire by hand over plain `ws`, so that many of them cost little, acknowledging as a page
 * does. `tsx bench/fanout-viewers.ts URL ROOM|- VIEWERS`; a line to its input begins a count of so many milliseconds.
 */
import { createInterface } from 'node:readline';
import { PROTOCOL_VERSION } from '@deltaboard/shared/protocol/events.ts';
import { frameNumber } from '@deltaboard/shared/protocol/frame-number.ts';
import { WebSocket } from 'ws';
import { encode } from '../server/src/transport/msgpack.ts';
import { STAMP_AT, type Delivered } from './fanout-protocol.ts';
import { quantile } from './spread.ts';

const [url, room, count] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const ACKNOWLEDGE_WITHIN = 230;
const FRAME = encode('frame');
const WELCOME = encode('welcome');
const PULSE = encode('pulse');

let ages: number[] | null = null;
let pictures = 0;

const now = (): number => performance.timeOrigin + performance.now();
function came(microseconds: number): void {
  if (!ages) return;
  pictures += 1;
  ages.push(now() - microseconds / 1000);
}

/** Where the packet's bytes begin: behind the name of its event and the head of a `bin`. */
function binaryBehind(packet: Buffer, name: Buffer): Buffer {
  const at = packet.indexOf(name) + name.length;
  const head = { 0xc4: 2, 0xc5: 3, 0xc6: 5 }[packet[at]] ?? 0;
  return packet.subarray(at + head);
}

const eventOf = (...data: readonly unknown[]): Buffer =>
  encode({ type: 2, data, options: { compress: true }, nsp: '/' });

function viewer(): Promise<void> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  if (room === '-') {
    socket.on('message', (data: Buffer, isBinary) =>
      came(isBinary ? data.readDoubleLE(STAMP_AT) : (JSON.parse(data.toString()) as { sent: number }).sent),
    );
    return new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  }
  let acknowledges = false;
  let newest = 0;
  return new Promise((resolve, reject) => {
    socket.once('error', reject).once('close', () => reject(new Error('closed')));
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) {
        const said = data.toString();
        if (said === '2') socket.send('3');
        if (said.startsWith('0'))
          socket.send(encode({ type: 0, data: { version: PROTOCOL_VERSION, room }, nsp: '/' }));
        return;
      }
      const head = data.subarray(0, 64);
      if (head.includes(FRAME)) {
        const bytes = binaryBehind(data, FRAME);
        came(bytes.readDoubleLE(STAMP_AT));
        newest = frameNumber(bytes);
        if (acknowledges) return;
        acknowledges = true;
        setTimeout(() => {
          acknowledges = false;
          socket.send(eventOf('seen', newest));
        }, ACKNOWLEDGE_WITHIN);
      } else if (head.includes(PULSE)) {
        const at = data.indexOf(PULSE) + PULSE.length;
        socket.send(eventOf('pulsed', data[at] < 0x80 ? data[at] : data.readUIntBE(at + 1, 1)));
      } else if (head.includes(WELCOME)) resolve();
    });
  });
}

for (let at = 0; at < count; at += 20)
  await Promise.all(Array.from({ length: Math.min(20, count - at) }, viewer));
console.log('ready');
createInterface(process.stdin)
  .on('line', (line) => {
    ages = [];
    pictures = 0;
    setTimeout(() => {
      const heard = ages ?? [];
      const at = (share: number): number => quantile(heard, share);
      const delivered: Delivered = { pictures, median: at(0.5), p99: at(0.99), worst: at(1) };
      ages = null;
      console.log(JSON.stringify(delivered));
    }, Number(line));
  })
  .on('close', () => process.exit(0));
