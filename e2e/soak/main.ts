/**
 * npm run soak -- --minutes 30 --viewers 200 --json: a server in a process of its own, a class that runs, pauses and steps, of whose viewers
 * a tenth comes back every minute (SPEC SK1). Every ten seconds its memory, and how long pictures and acknowledgements take; at the end the
 * straight lines through them, after the first tenth. `--chart FILE` draws it.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { probed } from '../probed.ts';
import { startServer } from '../server.ts';
import { slopeOf, type Slope } from '../slope.ts';
import { chart } from './chart.ts';
import type { ClassSample } from './class.ts';
import { bucketsOf, quantileBetween } from './histogram.ts';

const CLASS = fileURLToPath(new URL('class.ts', import.meta.url));
const EVERY_MS = 10_000;
/** Samples between two looks at what stays after a collection, which itself takes the server's time. */
const COLLECTED_EVERY = 6;
const WARM_SHARE = 0.1;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    viewers: { type: 'string', default: '200' },
    json: { type: 'boolean', default: false },
    chart: { type: 'string' },
  },
});
const [minutes, viewers] = [Number(values.minutes), Number(values.viewers)];

const { start, memory } = probed();
const server = await startServer(start);
const class_ = fork(CLASS, [], { execArgv: ['--import', 'tsx'] });
class_.send({ url: server.url, viewers });
await once(class_, 'message');

const buckets = async () =>
  bucketsOf(await (await fetch(`${server.url}/metrics`)).text(), 'deltaboard_acknowledgement_seconds');
const resident = (): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024;

type Points = (readonly [number, number])[];
const [rss, heap, pictures50, pictures99, answers50, answers99]: readonly Points[] = [[], [], [], [], [], []];
const faults: string[] = [];
let [returns, seen, least] = [0, 0, viewers];
const begun = performance.now();
let before = await buckets();
for (let k = 1; k * EVERY_MS <= minutes * 60_000; k++) {
  await setTimeout(Math.max(0, begun + k * EVERY_MS - performance.now()));
  const minute = (performance.now() - begun) / 60_000;
  class_.send('sample');
  const [sample] = (await once(class_, 'message')) as [ClassSample];
  const after = await buckets();
  rss.push([minute, resident()]);
  answers50.push([minute, sample.acknowledged.p50]);
  answers99.push([minute, sample.acknowledged.p99]);
  for (const [into, share] of [
    [pictures50, 0.5],
    [pictures99, 0.99],
  ] as const) {
    const age = 1000 * quantileBetween(before, after, share);
    if (Number.isFinite(age)) into.push([minute, age]);
  }
  before = after;
  if (k % COLLECTED_EVERY === 0) {
    const { heapUsed, external } = await memory();
    heap.push([minute, (heapUsed + external) / 1e6]);
  }
  faults.push(...sample.faults);
  returns += sample.returns;
  seen += sample.pictures;
  least = Math.min(least, sample.here);
  const [, age] = pictures99.at(-1) ?? [];
  console.error(
    `${minute.toFixed(1)} min  ${resident().toFixed(0)} MB  pictures p99 ${age?.toFixed(0) ?? '-'} ms  acknowledged p50 ${sample.acknowledged.p50.toFixed(1)} p99 ${sample.acknowledged.p99.toFixed(0)} ms  ${sample.here} here, ${sample.returns} came back`,
  );
}
class_.kill();
const ended = await server.end('SIGTERM');

const warm = (points: Points): Points => points.filter(([minute]) => minute > WARM_SHARE * minutes);
const none: Slope = { slope: NaN, error: NaN };
const of = (points: Points): Slope => (warm(points).length < 3 ? none : slopeOf(warm(points)));
const middle = (points: Points): number =>
  points.map(([, value]) => value).toSorted((a, b) => a - b)[Math.floor(points.length / 2)];
const measured = {
  rss: { points: rss, unit: 'MB', much: 0.5 },
  heap: { points: heap, unit: 'MB', much: 0.1 },
  pictures50: { points: pictures50, unit: 'ms', much: 1 },
  pictures99: { points: pictures99, unit: 'ms', much: 1 },
  answers50: { points: answers50, unit: 'ms', much: 1 },
  answers99: { points: answers99, unit: 'ms', much: 1 },
};
const slopes = Object.fromEntries(
  Object.entries(measured).map(([name, { points }]) => [name, { ...of(points), median: middle(points) }]),
);
/** What grows is more than chance, and more than nobody notices in an hour. */
const grows = Object.entries(measured).filter(([, { points, much }]) => {
  const { slope, error } = of(points);
  return slope > much && slope > 2 * error;
});
const holds = faults.length === 0 && grows.length === 0 && ended === 0;
if (!holds) process.exitCode = 1;
if (values.chart !== undefined) {
  const line = (name: string, colour: string, points: Points) => ({
    name,
    colour,
    points,
    slope: of(points),
  });
  const panels = [
    {
      ...{ title: 'Memory of the server', unit: 'MB' },
      lines: [line('resident', '#1b5e9e', rss), line('kept after a collection', '#b3541e', heap)],
    },
    {
      ...{ title: 'Time', unit: 'ms' },
      lines: [
        line('picture drawn, p99', '#1b5e9e', pictures99),
        line('picture drawn, p50', '#6aa7dc', pictures50),
        line('acknowledged, p99', '#b3541e', answers99),
        line('acknowledged, p50', '#e0a070', answers50),
      ],
    },
  ];
  writeFileSync(values.chart, chart(panels, minutes, `${minutes} minutes with ${viewers} viewers`));
}
const report = {
  minutes,
  viewers,
  pictures: seen,
  returns,
  leastHere: least,
  faults: faults.slice(0, 20),
  slopes,
  holds,
};
console.log(
  values.json
    ? JSON.stringify(report)
    : `${holds ? 'holds' : 'FAILS'}  ${seen} pictures, ${returns} came back, ${faults.length} faults\n${Object.entries(
        slopes,
      )
        .map(
          ([name, { slope, error, median }]) =>
            `  ${name}: median ${median.toFixed(1)}, ${slope.toFixed(3)} ± ${error.toFixed(3)} a minute`,
        )
        .join('\n')}`,
);
process.exit();
