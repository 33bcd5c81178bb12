/** What the server can be told from outside: flags first, then the environment. */
import { parseArgs } from 'node:util';
import { readLimits, type Limits } from './limits.ts';
import { addressReader } from './transport/address.ts';

export interface Options {
  readonly port: number;
  readonly host: string;
  readonly logLevel: string;
  /** The folder in which classes are kept. */
  readonly dataDir: string;
  /** Classes last as long as the process, and no folder is used. */
  readonly memory: boolean;
  /** Names under which the server may be asked, beside the machine's own (SPEC DR1). */
  readonly allowedHosts: readonly string[];
  /** Origins whose pages may frame a class's board (SPEC EM1); none: nothing is ever framed. */
  readonly embedOrigins: readonly string[];
  /** Only who has it may start a class and administer; null: everybody starts classes, nobody administers (SPEC DR8). */
  readonly hostKey: string | null;
  /** Whose server it is, in their own words; null: not said. */
  readonly operator: string | null;
  /** Files of a certificate chain and its key, PEM; null: plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Days for which a class is kept that nobody comes to. */
  readonly keepDays: number;
  /** Proxies whose X-Forwarded-For counts, as `addressReader` takes them. */
  readonly trustProxy: readonly string[];
  /** The table of limits.ts, with those that were chosen. */
  readonly limits: Limits;
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Throws Error with one line for the terminal. */
export function readOptions(
  flags: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Options {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      'log-level': { type: 'string' },
      'data-dir': { type: 'string' },
      memory: { type: 'boolean' },
      'keep-days': { type: 'string' },
      'allowed-hosts': { type: 'string' },
      'embed-origins': { type: 'string' },
      cert: { type: 'string' },
      key: { type: 'string' },
      'trust-proxy': { type: 'string' },
      limit: { type: 'string', multiple: true },
    },
  });
  const port = values.port ?? environment['PORT'] ?? '3000';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
    throw new Error(`The port must be a number from 0 to 65535, not "${port}".`);
  }
  const logLevel = values['log-level'] ?? environment['LOG_LEVEL'] ?? 'warn';
  if (!levels.includes(logLevel)) {
    throw new Error(`The log level must be one of ${levels.join(', ')}, not "${logLevel}".`);
  }
  const memory = values.memory ?? false;
  if (memory && values['data-dir'] !== undefined) {
    throw new Error('Either --memory or --data-dir: what is in memory is in no folder.');
  }
  const keepDays = values['keep-days'] ?? environment['KEEP_DAYS'] ?? '30';
  if (!/^[1-9]\d{0,3}$/.test(keepDays)) {
    throw new Error(`Classes are kept for 1 to 9999 days, not "${keepDays}".`);
  }
  return {
    port: Number(port),
    host: values.host ?? environment['HOST'] ?? '0.0.0.0',
    logLevel,
    dataDir: readDataDir(values['data-dir'], environment),
    memory,
    keepDays: Number(keepDays),
    allowedHosts: readHosts(values['allowed-hosts'] ?? environment['ALLOWED_HOSTS'] ?? ''),
    embedOrigins: readOrigins(values['embed-origins'] ?? environment['EMBED_ORIGINS'] ?? ''),
    operator: (environment['OPERATOR'] ?? '').trim().slice(0, 300) || null,
    hostKey: readHostKey(environment['HOST_KEY']),
    tls: readTls(values.cert ?? environment['TLS_CERT'], values.key ?? environment['TLS_KEY']),
    trustProxy: readProxies(values['trust-proxy'] ?? environment['TRUST_PROXY'] ?? ''),
    limits: readLimits(values.limit ?? [], environment),
  };
}

/** Names as they stand in an address, without scheme and port. */
function readHosts(text: string): readonly string[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== '');
  for (const name of names) {
    if (!/^(\*|\.?[\w-]+(\.[\w-]+)*|[\da-f:]+)$/i.test(name)) {
      throw new Error(
        `A host is a name such as class.example.org, .example.org for all under it, not "${name}".`,
      );
    }
  }
  return names;
}

/** Whole origins: whatever else a policy could say (a scheme alone, *, a path) would let in more than it seems to, or nobody. */
function readOrigins(text: string): readonly string[] {
  const origins = text.split(/[\s,]+/).filter((origin) => origin !== '');
  for (const origin of origins) {
    const isOne = /^https?:\/\/[\w.:[\]-]+$/i.test(origin) && URL.canParse(origin);
    if (!isOne || new URL(origin).origin !== origin.toLowerCase()) {
      throw new Error(
        `An origin whose pages may frame a board is as in its address, such as https://slides.example.org, not "${origin}".`,
      );
    }
  }
  return origins;
}

/** From the environment alone: everybody on the machine can read the flags of a process. */
function readHostKey(key: string | undefined): string | null {
  if (key === undefined || key === '') return null;
  if (!/^[\x21-\x7e]{16,200}$/.test(key))
    throw new Error('HOST_KEY has 16 to 200 characters, letters, digits and signs: openssl rand -base64 24');
  return key;
}

function readTls(cert: string | undefined, key: string | undefined): Options['tls'] {
  if (cert === undefined && key === undefined) return null;
  if (cert === undefined || key === undefined) {
    throw new Error('A certificate needs its key: --cert FILE --key FILE, both or neither.');
  }
  return { cert, key };
}

/** With commas between them. */
function readProxies(text: string): readonly string[] {
  const proxies = text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  addressReader(proxies);
  return proxies;
}

/** Of the server, of its backups, and of what is restored. */
export function readDataDir(
  flag: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const dataDir = flag ?? environment['DATA_DIR'] ?? './data';
  if (dataDir.trim() === '') throw new Error('The data folder must have a name.');
  return dataDir;
}
