/** Debian's nginx with the project's own configuration, on ports of this test. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CONFIGURATION = fileURLToPath(new URL('../ops/nginx.conf', import.meta.url));

export interface Proxy {
  /** Of the first page, without the slash at its end. */
  readonly url: string;
  end(): Promise<void>;
}

const isThere = (command: string, ...how: readonly string[]): boolean =>
  spawnSync(command, how, { stdio: 'ignore' }).status === 0;

/** Why it cannot be tested here; null: it can. */
export const missing = (): string | null =>
  !isThere('nginx', '-v')
    ? 'nginx (apt-get install -y nginx)'
    : !isThere('openssl', 'version')
      ? 'openssl'
      : null;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Throws Error where the configuration has no such text: what is documented and what is tested are one. */
function replaced(text: string, old: string, now: string): string {
  if (!text.includes(old)) throw new Error(`ops/nginx.conf has no "${old}"`);
  return text.replaceAll(old, now);
}

/** Resolves once it takes connections. */
export async function startNginx(serverPort: number): Promise<Proxy> {
  const folder = await mkdtemp(join(tmpdir(), 'deltaboard-nginx-'));
  const port = await freePort();
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', ['req', '-x509', ...made, ...subject, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  let site = await readFile(CONFIGURATION, 'utf8');
  site = replaced(site, '/etc/ssl/certs/class.example.org.pem', cert);
  site = replaced(site, '/etc/ssl/private/class.example.org.key', key);
  site = replaced(site, 'listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`);
  site = replaced(site, 'server_name class.example.org;', 'server_name localhost;');
  site = replaced(site, 'http://127.0.0.1:3000/', `http://127.0.0.1:${serverPort}/`);
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
  const ended = exited.then(() => {
    throw new Error('nginx has ended');
  });
  ended.catch(() => undefined);
  while (!(await Promise.race([connects(port), ended])));
  return {
    url: `https://localhost:${port}/deltaboard`,
    async end() {
      child.kill('SIGQUIT');
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}

const connects = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
