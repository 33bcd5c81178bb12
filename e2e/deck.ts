/** A deck of slides as a lecturer has one: reveal.js, served from an origin of its own. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';

export interface Deck {
  readonly origin: string;
  /** With an iframe on its second slide. */
  address(framed: string): string;
  close(): void;
}

const REVEAL = new URL('.', import.meta.resolve('reveal.js'));
const types: Readonly<Record<string, string>> = { '.mjs': 'text/javascript', '.css': 'text/css' };

const deckWith = (framed: string): string => `<!doctype html>
<html lang="en">
  <head>
    <title>Lecture 4</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/reveal/reveal.css" />
    <link rel="stylesheet" href="/reveal/theme/white.css" />
  </head>
  <body>
    <div class="reveal">
      <div class="slides">
        <section><h2>Backpropagation</h2></section>
        <section>
          <iframe title="The board" width="960" height="620" data-src="${framed.replaceAll('&', '&amp;')}"></iframe>
        </section>
        <section><h2>Thank you</h2></section>
      </div>
    </div>
    <script type="module">
      import Reveal from '/reveal/reveal.mjs';
      await new Reveal().initialize({ hash: false, transition: 'none' });
    </script>
  </body>
</html>`;

/** At 127.0.0.1, which to a browser is another site than localhost. */
export async function serveDeck(): Promise<Deck> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://deck');
    const answer = async (): Promise<void> => {
      if (pathname === '/') {
        response.setHeader('Content-Type', 'text/html').end(deckWith(searchParams.get('framed') ?? ''));
        return;
      }
      const file = new URL(pathname.replace('/reveal/', ''), REVEAL);
      response.setHeader('Content-Type', types[extname(pathname)] ?? 'application/octet-stream');
      response.end(await readFile(file));
    };
    answer().catch(() => response.writeHead(404).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    address: (framed) => `${origin}/?framed=${encodeURIComponent(framed)}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
