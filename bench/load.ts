/**
 * npm run load -- --viewers 200 --rooms 2 --seconds 30 --url http://host:port [--key HOST_KEY] [--json]: a crowd for any server of this
 * version (SPEC LD1). Each room runs as fast as it can; once a second its driver changes what the class sees, and each viewer says
 * when it has heard of it. CPU and memory are what the server's /metrics says, where it says it to this machine.
 */
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { frameNumber } from '@deltaboard/shared/protocol/frame-number.ts';
import type { RoomCreated } from '@deltaboard/shared/protocol/events.ts';
import { command, listen, type BenchSocket } from './live-server.ts';
import { Tally } from './load-tally.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    viewers: { type: 'string', default: '100' },
    rooms: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '30' },
    key: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

function fail(why: string): never {
  console.error(why);
  process.exit(2);
}

function whole(name: 'viewers' | 'rooms' | 'seconds', most: number): number {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 1 || value > most)
    fail(`--${name} ${values[name]}: a whole number from 1 to ${most}`);
  return value;
}

if (values.url === undefined || !URL.canParse(values.url))
  fail(`--url ${values.url ?? '(missing)'}: the server’s address, such as http://localhost:3000`);
const url = values.url.replace(/\/$/, '');
const [viewers, rooms, seconds] = [whole('viewers', 5000), whole('rooms', 100), whole('seconds', 86_400)];
const headers: Record<string, string> =
  values.key === undefined ? {} : { authorization: `Bearer ${values.key}` };

/** Seconds of CPU since it started, and bytes; null: the server does not tell this machine. */
async function usage(): Promise<{ readonly cpu: number; readonly memory: number } | null> {
  const response = await fetch(`${url}/metrics`, { headers });
  if (!response.ok) return null;
  const text = await response.text();
  const of = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
  return { cpu: of('process_cpu_seconds_total'), memory: of('process_resident_memory_bytes') };
}

async function createRoom(): Promise<RoomCreated> {
  const response = await fetch(`${url}/api/rooms`, { method: 'POST', headers });
  if (!response.ok) fail(`no class could be started there: ${response.status} ${await response.text()}`);
  return (await response.json()) as RoomCreated;
}

interface LoadedRoom {
  readonly driver: BenchSocket;
  readonly size: number;
  readonly code: string;
  readonly secret: string;
  /** When the class was last shown signs, and none: whoever hears of it late is measured against its own command. */
  readonly sent: Map<boolean, number>;
}

const tally = new Tally();
let isMeasured = false;

function watch(socket: BenchSocket, viewer: number, room: LoadedRoom): void {
  socket.on('pulse', (pulse) => socket.emit('pulsed', pulse));
  socket.on('frame', (bytes) => {
    if (isMeasured) tally.picture(viewer, frameNumber(bytes));
  });
  socket.on('event', ({ event }) => {
    if (event.type !== 'told') return;
    for (const [path, value] of event.changes) {
      const sent = path.at(-1) === 'signs' ? room.sent.get(value as boolean) : undefined;
      if (sent !== undefined) tally.heard(performance.now() - sent);
    }
  });
}

const all: LoadedRoom[] = [];
const sockets: BenchSocket[] = [];
for (let k = 0; k < rooms; k++) {
  const { code, secret } = await createRoom();
  const driver = await listen(url, { room: code, secret });
  driver.on('pulse', (pulse) => driver.emit('pulsed', pulse));
  const size = Math.floor(viewers / rooms) + (k < viewers % rooms ? 1 : 0);
  const room: LoadedRoom = { driver, size, code, secret, sent: new Map() };
  all.push(room);
  for (let at = 0; at < size; at += 20) {
    const some = Array.from({ length: Math.min(20, size - at) }, () => listen(url, { room: code }));
    for (const socket of await Promise.all(some)) watch(socket, sockets.push(socket), room);
    console.error(`${sockets.length} of ${viewers} viewers`);
  }
  await command(driver, { type: 'speed', speed: 'max' });
  await command(driver, { type: 'run' });
}

const before = await usage();
const begun = performance.now();
isMeasured = true;
for (let second = 1; second <= seconds; second++) {
  for (const room of all) {
    const signs = second % 2 === 1;
    room.sent.set(signs, performance.now());
    tally.told(room.size);
    await command(room.driver, { type: 'view', view: { signs } });
  }
  await setTimeout(Math.max(0, begun + 1000 * second - performance.now()));
  if (second % 5 === 0) console.error(`${second} of ${seconds} s`);
}
isMeasured = false;
const took = (performance.now() - begun) / 1000;
const after = await usage();
const heard = tally.of(viewers, took);
const used =
  before && after
    ? { cpu: (after.cpu - before.cpu) / took, megabytes: after.memory / 2 ** 20 }
    : { cpu: null, megabytes: null };

if (values.json) console.log(JSON.stringify({ viewers, rooms, seconds: took, ...heard, ...used }));
else {
  const { latency } = heard;
  console.log(`${viewers} viewers in ${rooms} rooms, ${took.toFixed(0)} s`);
  console.log(
    `pictures    ${heard.delivered.toFixed(2)} a second and viewer, ${(100 * heard.lost).toFixed(2)} % left out`,
  );
  console.log(
    latency
      ? `told        p50 ${latency.p50.toFixed(1)} ms  p95 ${latency.p95.toFixed(1)} ms  p99 ${latency.p99.toFixed(1)} ms, ${heard.unheard} never heard`
      : 'told        nothing was heard',
  );
  console.log(
    used.cpu === null
      ? 'server      does not tell this machine its CPU and memory (see docs/operate.md, /metrics)'
      : `server      ${(100 * used.cpu).toFixed(0)} % of a core, ${used.megabytes.toFixed(0)} MB`,
  );
}
for (const socket of [...sockets, ...all.map(({ driver }) => driver)]) socket.disconnect();
for (const { code, secret } of all) {
  const { ok, status } = await fetch(`${url}/api/classes/delete`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, secret }),
  });
  if (!ok) console.error(`the class ${code} stays: ${status}`);
}
