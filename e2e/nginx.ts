/** Debian's nginx with the project's own configuration, on ports of this test. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificate, configured, freePort, isThere, listening, type Proxy } from './proxy.ts';

const CONFIGURATION = new URL('../ops/nginx.conf', import.meta.url);

/** Why it cannot be tested here; null: it can. */
export const missing = (): string | null =>
  !isThere('nginx', '-v')
    ? 'nginx (apt-get install -y nginx)'
    : !isThere('openssl', 'version')
      ? 'openssl'
      : null;

/** Resolves once it takes connections. */
export async function startNginx(serverPort: number): Promise<Proxy> {
  const folder = await mkdtemp(join(tmpdir(), 'deltaboard-nginx-'));
  const port = await freePort();
  const { cert, key } = certificate(folder);
  const site = await configured(CONFIGURATION, [
    ['/etc/ssl/certs/class.example.org.pem', cert],
    ['/etc/ssl/private/class.example.org.key', key],
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    ['server_name class.example.org;', 'server_name localhost;'],
    ['http://127.0.0.1:3000/', `http://127.0.0.1:${serverPort}/`],
  ]);
  await writeFile(join(folder, 'site.conf'), site);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const whole = `
    daemon off;
    worker_processes 1;
    pid ${join(folder, 'nginx.pid')};
    error_log stderr warn;
    events { worker_connections 256; }
    http {
      access_log off;
      ${temporary.map((name) => `${name}_temp_path ${join(folder, name)};`).join('\n')}
      include ${join(folder, 'site.conf')};
    }`;
  const file = join(folder, 'nginx.conf');
  await writeFile(file, whole);
  const child = spawn('nginx', ['-p', folder, '-c', file, '-e', 'stderr'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const exited = once(child, 'exit');
  await listening(
    port,
    exited.then(() => {
      throw new Error('nginx has ended');
    }),
  );
  return {
    url: `https://localhost:${port}/deltaboard`,
    async end() {
      child.kill('SIGQUIT');
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}
