/** npm run chaos -- --kills N --seed S --json: the last line is the verdict, and the exit code says whether it holds. */
import { parseArgs } from 'node:util';
import { chaos } from './chaos.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const say = values.json ? () => undefined : (line: string): void => console.log(line);
const { faults, acknowledged, compared, ...report } = await chaos({
  kills: Number(values.kills),
  seed: Number(values.seed),
  say,
});
for (const fault of faults) console.error(fault);
console.log(`${acknowledged} commands acknowledged, θ compared ${compared} times, seed ${values.seed}`);
console.log(JSON.stringify(report));
const { lost, doubled, differences } = report;
process.exitCode = faults.length + lost + doubled + differences > 0 || report.slowestReturnMs > 5000 ? 1 : 0;
