/** A link between viewers and a server: to each so many bits a second, and so long a way in both directions. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

/** What is under way on the link at the most before the sender is held up, bytes: a modest router's buffer. */
const BUFFER = 64 * 1024;

export interface Link {
  readonly url: string;
  /** From now on it is what it was made as; until then it is as quick as this machine. */
  narrow(): void;
  close(): void;
}

export async function shapedLink(target: string, bitsPerSecond: number, delayMs: number): Promise<Link> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let isNarrow = false;
  const delay = (): number => (isNarrow ? delayMs : 0);
  const server = createServer((viewer) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [viewer, upstream]) {
      socket.setNoDelay(true);
      open.add(socket);
      socket.on('error', () => {}).on('close', () => (viewer.destroy(), upstream.destroy()));
    }
    viewer.on('data', (bytes) => void setTimeout(() => upstream.writable && upstream.write(bytes), delay()));
    let queued = 0;
    /** When the last byte that came so far will have been sent. */
    let free = 0;
    upstream.on('data', (bytes) => {
      queued += bytes.length;
      if (queued > BUFFER) upstream.pause();
      const now = performance.now();
      free = Math.max(free, now) + (isNarrow ? (8000 * bytes.length) / bitsPerSecond : 0);
      setTimeout(
        () => {
          queued -= bytes.length;
          if (queued <= BUFFER) upstream.resume();
          if (viewer.writable) viewer.write(bytes);
        },
        free - now + delay(),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    narrow: () => void (isNarrow = true),
    close() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
