/**
 * What a crowd costs the run that it watches: steps a second of Judge at full speed with 300 viewers, beside the same run while another
 * process feeds the same viewers the same bytes as often: the machine's load is the same, and only the product's own work differs.
 */
import { once } from 'node:events';
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { FanoutServer } from './fanout-protocol.ts';
import { command, join, startBuiltServer } from './live-server.ts';
import { end, line, start } from './program.ts';
import type { Row } from './row.ts';
import { quantile } from './spread.ts';

const VIEWERS = 300;
/** Bytes of a picture of Judge in the mean. */
const PICTURE = 3150;
const GOAL = 0.97;

export async function isolation(isQuick: boolean): Promise<readonly Row[]> {
  const [pairs, reports] = isQuick ? [2, 3] : [10, 8];
  const server = await startBuiltServer();
  const { code, secret } = await server.createRoom();
  const driver = await join(server.url, { room: code, secret });
  driver.on('pulse', (pulse) => driver.emit('pulsed', pulse));
  // 50 epochs would be over before it is measured.
  const configuration = { ...presets.judge, epochLimit: 10_000 };
  await command(driver, { type: 'configure', preset: null, configuration });
  await command(driver, { type: 'speed', speed: 'max' });
  await command(driver, { type: 'run' });

  /** Between the first of the next reports and the last. */
  async function stepsPerSecond(): Promise<number> {
    const heard: { readonly step: number; readonly at: number }[] = [];
    while (heard.length <= reports) {
      const [{ event }] = await once(driver as never, 'event');
      if (event.type === 'progressed') heard.push({ step: event.step, at: performance.now() });
    }
    const [first, last] = [heard[0], heard[heard.length - 1]];
    return (1000 * (last.step - first.step)) / (last.at - first.at);
  }

  async function watched(): Promise<number> {
    const url = `${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    const crowd = start('fanout-viewers.ts', [url, code, String(VIEWERS)]);
    await line(crowd);
    const pace = await stepsPerSecond();
    await end(crowd);
    return pace;
  }

  async function apart(): Promise<number> {
    const feeder = start('fanout-server.ts', ['ws', String(PICTURE)]);
    const { url } = JSON.parse(await line(feeder)) as FanoutServer;
    const crowd = start('fanout-viewers.ts', [url, '-', String(VIEWERS)]);
    await line(crowd);
    const pace = await stepsPerSecond();
    await Promise.all([end(crowd), end(feeder)]);
    return pace;
  }

  const paces: number[] = [];
  const ratios: number[] = [];
  for (let k = 0; k < pairs; k++) {
    // Now the one first, now the other: what the machine does meanwhile meets both.
    const control = k % 2 === 0 ? await apart() : null;
    const pace = await watched();
    paces.push(pace);
    ratios.push(pace / (control ?? (await apart())));
  }
  driver.disconnect();
  await server.close();
  const ratio = quantile(ratios, 0.5);
  return [
    {
      name: `isolation: Judge, ${VIEWERS} viewers`,
      value: quantile(paces, 0.5),
      unit: 'steps/s',
      peer: 'another process feeds them',
      ratio,
      spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
      goal: GOAL,
      holds: ratio >= GOAL,
    },
  ];
}
