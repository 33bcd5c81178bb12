import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { httpTimeouts } from './timeouts.ts';

test.each(['', 'GET / HTT', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf'])(
  'LM9 who sends nothing, or half a request, is cut: %j',
  async (half) => {
    // A hundred times sooner.
    const sooner = Object.fromEntries(
      Object.entries(httpTimeouts).map(([name, milliseconds]) => [name, Number(milliseconds) / 100]),
    );
    const server = createServer(sooner, (request) => void request.resume());
    onTestFinished(() => void server.close());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const clients = Array.from({ length: 200 }, () => {
      const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
      client.on('error', () => undefined);
      client.resume();
      client.write(half);
      return client;
    });
    await Promise.all(clients.map((client) => once(client, 'close')));
    const open = new Promise((resolve) => {
      server.getConnections((_, count) => {
        resolve(count);
      });
    });
    expect(await open).toBe(0);
  },
);
