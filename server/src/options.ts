/** What the server can be told from outside: flags first, then the environment. */
import { parseArgs } from 'node:util';

export interface Options {
  readonly port: number;
  readonly host: string;
  readonly logLevel: string;
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Throws Error with one line for the terminal. */
export function readOptions(
  flags: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Options {
  const { values } = parseArgs({
    args: [...flags],
    options: { port: { type: 'string' }, host: { type: 'string' }, 'log-level': { type: 'string' } },
  });
  const port = values.port ?? environment['PORT'] ?? '3000';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
    throw new Error(`The port must be a number from 0 to 65535, not "${port}".`);
  }
  const logLevel = values['log-level'] ?? environment['LOG_LEVEL'] ?? 'warn';
  if (!levels.includes(logLevel)) {
    throw new Error(`The log level must be one of ${levels.join(', ')}, not "${logLevel}".`);
  }
  return { port: Number(port), host: values.host ?? environment['HOST'] ?? '0.0.0.0', logLevel };
}
