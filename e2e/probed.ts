/** A server whose memory can be asked for. */
import { mkdtempSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Start } from './server.ts';

const PROBE = new URL('heap-probe.mjs', import.meta.url).href;

export interface Probed {
  /** What the server is started with. */
  readonly start: Pick<Start, 'env' | 'nodeFlags'>;
  /** Bytes, once what nobody needs has been collected. */
  memory(): Promise<NodeJS.MemoryUsage>;
}

export function probed(): Probed {
  const path = join(mkdtempSync(join(tmpdir(), 'deltaboard-probe-')), 'heap');
  return {
    start: { env: { HEAP_PROBE: path }, nodeFlags: ['--expose-gc', '--import', PROBE] },
    memory: () =>
      new Promise((resolve, reject) => {
        let text = '';
        const socket = connect(path);
        socket.setEncoding('utf8');
        socket.on('data', (part: string) => (text += part));
        socket.on('error', reject);
        socket.on('end', () => resolve(JSON.parse(text) as NodeJS.MemoryUsage));
      }),
  };
}
