/** Reads the options, builds the server, listens; and stops when told to. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { networkInterfaces } from 'node:os';
import { createApp } from './app.ts';
import { createComponents } from './components.ts';
import { httpTimeouts } from './transport/timeouts.ts';
import { readOptions, type Options } from './options.ts';

/** What is still under way then is cut. */
const STOP_WITHIN_MS = 9000;

const FAILED = 1;
const WRONG_USAGE = 2;

try {
  await start(asked());
} catch (error) {
  giveUp(error instanceof Error ? error.message : String(error));
}

function asked(): Options {
  try {
    return readOptions(process.argv.slice(2), process.env);
  } catch (error) {
    return giveUp(error instanceof Error ? error.message : String(error), WRONG_USAGE);
  }
}

async function start(options: Options): Promise<void> {
  const { port, host, tls } = options;
  const components = await createComponents(options);
  const server = tls ? secured(tls) : createServer(httpTimeouts);
  const app = createApp(server, components);

  server.on('error', (error: NodeJS.ErrnoException) => {
    giveUp(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is in use. Choose another one: PORT=${port + 1} npm start`
        : `Cannot listen on ${host}:${port}: ${error.message}`,
    );
  });
  server.listen(port, host, () => {
    const address = server.address();
    const actual = typeof address === 'object' && address ? address.port : port;
    console.log('Deltaboard is listening');
    for (const name of addresses(host)) console.log(`  ${tls ? 'https' : 'http'}://${name}:${actual}`);
  });

  const stop = (): void => {
    // An end that had to be forced is not a good one: what was not kept by then is lost.
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    const end = async (): Promise<void> => {
      const kept = await app.close();
      await components.store.close();
      if (kept === 'unsaved') giveUp('Not everything could be saved: what the classes did last is lost.');
      process.exit(0);
    };
    end().catch((error: unknown) => giveUp(error instanceof Error ? error.message : String(error)));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** A certificate that was renewed is taken up at SIGHUP: nobody is interrupted. Throws Error where a file cannot be read. */
function secured(files: NonNullable<Options['tls']>): Server {
  const read = (): { readonly cert: Buffer; readonly key: Buffer } => ({
    cert: readFileSync(files.cert),
    key: readFileSync(files.key),
  });
  const server = createTlsServer({ ...httpTimeouts, ...read() });
  process.on('SIGHUP', () => {
    try {
      server.setSecureContext(read());
    } catch (error) {
      console.error(
        `The certificate stays as it is: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  });
  return server;
}

/** Under which names the server can be reached: here, and from the class's machines. */
function addresses(host: string): readonly string[] {
  if (host !== '0.0.0.0' && host !== '::') return [host.includes(':') ? `[${host}]` : host];
  const lan = Object.values(networkInterfaces())
    .flatMap((interfaces) => interfaces ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  return ['localhost', ...lan];
}

function giveUp(message: string, code = FAILED): never {
  console.error(message);
  process.exit(code);
}
