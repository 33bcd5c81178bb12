/** The server, as `node server/dist/main.js` starts it. */
import type { Command } from '../command.ts';

export const command: Command = {
  summary: 'classes',
  help: `deltaboard serve: start the server, and print its local and its LAN address.

  --port N               3000 (PORT)
  --host ADDRESS         0.0.0.0, every network of this machine (HOST)
  --data-dir FOLDER      where classes are kept: ./data (DATA_DIR)
  --memory               keep them only as long as the server runs
  --keep-days N          days for which a class is kept that nobody comes to: 30 (KEEP_DAYS)
  --allowed-hosts NAMES  names under which it may be asked, beside this machine's own (ALLOWED_HOSTS)
  --cert FILE --key FILE TLS, PEM (TLS_CERT, TLS_KEY)
  --trust-proxy LIST     proxies whose X-Forwarded-For counts (TRUST_PROXY)
  --limit NAME=VALUE     one of the limits, as often as there are any (LIMIT_…)
  --log-level LEVEL      fatal, error, warn, info, debug, trace, silent: warn (LOG_LEVEL)

Examples
  npx deltaboard
  npx deltaboard serve --port 8080 --memory
  DATA_DIR=/var/lib/deltaboard HOST_KEY=… npx deltaboard

It runs until it is told to stop (Ctrl-C, SIGTERM); ends with 0 where everything was saved.
`,
  async run(args) {
    process.argv = [...process.argv.slice(0, 2), ...args];
    const bundled = import.meta.url.includes('/program/dist/');
    // A path that is put together: the server is a bundle of its own, with its threads beside it.
    const main = new URL(
      `../../${bundled ? '' : '../'}server/${bundled ? 'dist/main.js' : 'src/main.ts'}`,
      import.meta.url,
    );
    await import(main.href);
  },
};
