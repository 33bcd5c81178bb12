/** What the proxies of the stories have in common: a port, a certificate, a configuration of the project's own. */
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface Proxy {
  /** Of the first page, without the slash at its end. */
  readonly url: string;
  end(): Promise<void>;
}

export const isThere = (command: string, ...how: readonly string[]): boolean =>
  spawnSync(command, how, { stdio: 'ignore' }).status === 0;

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** For localhost, made there. */
export function certificate(folder: string): { readonly cert: string; readonly key: string } {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', ['req', '-x509', ...made, ...subject, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  return { cert, key };
}

/**
 * The project's own configuration with what is another on this machine. Throws Error where it has no such text: what is documented and what is
 * tested are one.
 */
export async function configured(
  file: URL,
  others: readonly (readonly [old: string, now: string])[],
): Promise<string> {
  const text = await readFile(file, 'utf8');
  return others.reduce((known, [old, now]) => {
    if (!known.includes(old)) throw new Error(`${file.pathname} has no "${old}"`);
    return known.replaceAll(old, now);
  }, text);
}

/** Resolves once it takes connections; rejects where `ended` does. */
export async function listening(port: number, ended: Promise<never>): Promise<void> {
  ended.catch(() => undefined);
  while (!(await Promise.race([connects(port), ended])));
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
