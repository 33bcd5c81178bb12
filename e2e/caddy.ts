/** Debian's Caddy with the project's own configuration, on a port of this test and with a certificate of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificate, configured, freePort, isThere, listening, type Proxy } from './proxy.ts';

const CONFIGURATION = new URL('../ops/Caddyfile', import.meta.url);

/** Why it cannot be tested here; null: it can. */
export const missing = (): string | null =>
  !isThere('caddy', 'version')
    ? 'caddy (apt-get install -y caddy)'
    : !isThere('openssl', 'version')
      ? 'openssl'
      : null;

/** Resolves once it takes connections. */
export async function startCaddy(serverPort: number): Promise<Proxy> {
  const folder = await mkdtemp(join(tmpdir(), 'deltaboard-caddy-'));
  const port = await freePort();
  const { cert, key } = certificate(folder);
  const site = await configured(CONFIGURATION, [
    // A name that it could have a certificate for by itself needs the Internet.
    ['class.example.org {', `https://localhost:${port} {\n\tbind 127.0.0.1\n\ttls ${cert} ${key}`],
    ['127.0.0.1:3000', `127.0.0.1:${serverPort}`],
  ]);
  const file = join(folder, 'Caddyfile');
  await writeFile(
    file,
    `{\n\tadmin off\n\tauto_https disable_redirects\n\tlog {\n\t\tlevel ERROR\n\t}\n}\n${site}`,
  );
  const child = spawn('caddy', ['run', '--config', file, '--adapter', 'caddyfile'], {
    stdio: ['ignore', 'inherit', 'pipe'],
    // Whatever it keeps, it keeps there.
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const exited = once(child, 'exit');
  await listening(
    port,
    exited.then(() => {
      throw new Error(`Caddy has ended: ${said}`);
    }),
  );
  return {
    url: `https://localhost:${port}/deltaboard`,
    async end() {
      child.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}
