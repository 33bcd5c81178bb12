/**
 * A class of 200 (or of so many as are asked for): presence, following and a question through two rounds, with a run that goes as fast
 * as it can; every member decodes what it is told. Prints what was right, and the server's CPU and memory.
 */
import { readFileSync } from 'node:fs';
import type { Asked } from '@deltaboard/shared/questions/question.ts';
import type { Desk } from '@deltaboard/shared/protocol/participation.ts';
import type { RoomEventMessage } from '@deltaboard/shared/protocol/events.ts';
import {
  command,
  deskOf,
  join,
  orderOf,
  quantile,
  startBuiltServer,
  viewOf,
  type BenchSocket,
} from './live-server.ts';

/** Two bursts of answers each. */
const QUESTIONS = 10;
const MEMBERS = Number(process.argv[2] ?? 200);
const server = await startBuiltServer();
const { code: room, secret } = await server.createRoom();

/** Milliseconds of CPU that the server has used, and its resident memory in MB. */
function used(): { readonly cpu: number; readonly memory: number } {
  const fields = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(' ');
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  return { cpu: 10 * (Number(fields[13]) + Number(fields[14])), memory: kilobytes / 1024 };
}

async function phase(name: string, act: () => Promise<unknown>): Promise<void> {
  const [before, from] = [used(), performance.now()];
  await act();
  const [after, took] = [used(), performance.now() - from];
  console.log(
    `${name.padEnd(42)} ${took.toFixed(0).padStart(6)} ms  CPU ${((100 * (after.cpu - before.cpu)) / took).toFixed(0).padStart(4)} %  ${after.memory.toFixed(0)} MB`,
  );
}

const pulsing = (socket: BenchSocket): void =>
  void socket.on('pulse', (pulse) => socket.emit('pulsed', pulse));
const check = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`not so: ${what}`);
};
/** Resolves as soon as it holds; throws when it does not within so many seconds. */
async function within(seconds: number, holds: () => boolean, what: string): Promise<number> {
  const from = performance.now();
  while (!holds()) {
    if (performance.now() - from > 1000 * seconds) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return performance.now() - from;
}

const driver = await join(server.url, { room, secret });
pulsing(driver);
const told = (): Desk => deskOf(driver);
const members: BenchSocket[] = [];
const newest = new Map<BenchSocket, RoomEventMessage>();

await phase(`${MEMBERS} members join`, async () => {
  for (let at = 0; at < MEMBERS; at += 20) {
    const arriving = Array.from({ length: Math.min(20, MEMBERS - at) }, () => join(server.url, { room }));
    for (const member of await Promise.all(arriving)) {
      pulsing(member);
      member.on('event', (message) => {
        newest.set(member, message);
      });
      members.push(member);
    }
  }
  await within(5, () => told().people.length === MEMBERS + 1, 'everybody is listed');
});
console.log(`names distinct: ${new Set(told().people.map(({ name }) => name)).size === MEMBERS + 1}`);

await phase('standing still, 10 s', () => new Promise((resolve) => setTimeout(resolve, 10_000)));
await phase('a run as fast as it goes, 5 s', async () => {
  await command(driver, { type: 'speed', speed: 'max' });
  await command(driver, { type: 'run' });
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  await command(driver, { type: 'pause' });
});

await phase('a quarter leaves the driver’s page', async () => {
  const apart = members.filter((_, k) => k % 4 === 0);
  await Promise.all(apart.map((member) => command(member, { type: 'follow', following: false })));
  await within(5, () => told().following === MEMBERS - apart.length, 'so many follow');
});

await command(driver, { type: 'move', granularity: 'operation', direction: 1 });
/** The reveal moves on to δ: there it can be asked once. */
const sign: Asked = { kind: 'delta-sign', layer: 1, unit: 2 };
const free: Asked = { kind: 'free', prompt: 'Which?', options: ['up', 'down', 'neither'] };
const latencies: number[] = [];
const answerAll = async (question: number, round: 0 | 1): Promise<void> => {
  await Promise.all(
    members.map(async (member, k) => {
      const from = performance.now();
      await command(member, { type: 'answer', question, round, choice: (k + round) % 3 });
      latencies.push(performance.now() - from);
    }),
  );
  const answered = told().rounds[round]?.reduce((sum, count) => sum + count, 0) ?? 0;
  if (answered !== MEMBERS) {
    await within(
      5,
      () => told().rounds[round]?.reduce((sum, count) => sum + count, 0) === MEMBERS,
      'all answers are counted',
    );
  }
};
await phase(`${QUESTIONS} questions, two rounds, all at once`, async () => {
  for (let question = 0; question < QUESTIONS; question++) {
    await command(driver, { type: 'ask', asked: question === 0 ? sign : free });
    await answerAll(question, 0);
    const twice = await members[0].emitWithAck(
      'command',
      orderOf({ type: 'answer', question, round: 0, choice: 1 }),
    );
    check(!twice.ok && twice.error.code === 'already-answered', 'a second answer is refused');
    await command(driver, { type: 'ask-again' });
    await answerAll(question, 1);
    await command(driver, { type: 'reveal' });
  }
});
const results = (): readonly string[] =>
  members.map((member) => {
    return JSON.stringify(viewOf(member).state.question?.result);
  });
await within(
  5,
  () => new Set(results()).size === 1 && results()[0].includes('rounds'),
  'everybody has the same result',
);
const third = (round: number): number[] =>
  [0, 1, 2].map((choice) => members.filter((_, k) => (k + round) % 3 === choice).length);
const { rounds } = JSON.parse(results()[0]) as { readonly rounds: readonly number[][] };
check(
  JSON.stringify(rounds) === JSON.stringify([third(0), third(1)]),
  'both distributions are what was answered',
);
console.log(
  `answers acknowledged, ${2 * QUESTIONS} bursts: median ${quantile(latencies, 0.5).toFixed(0)} ms, p95 ${quantile(latencies, 0.95).toFixed(0)} ms (aim ≤ 50 ms)`,
);

await phase('half of them vanish', async () => {
  for (const member of members.splice(0, MEMBERS / 2)) member.disconnect();
  const gone = await within(
    5,
    () => told().people.filter(({ standing }) => standing === 'dropped').length === MEMBERS / 2,
    'they are listed as dropped',
  );
  console.log(`  told as dropped after ${gone.toFixed(0)} ms`);
});
await phase('and are no ghosts', () =>
  within(31, () => told().people.length === MEMBERS / 2 + 1, 'nobody is listed who is gone'),
);
const seqs = new Set(members.map((member) => newest.get(member)?.seq));
check(seqs.size === 1, 'everybody ends with the same event');
console.log(`all that are left stand at event ${[...seqs][0]}`);
for (const member of members) member.disconnect();
driver.disconnect();
await server.close();
process.exit(0);
