/**
 * Loaded before the server by whoever measures it (`node --expose-gc --import`): says what its memory is to whoever connects, after what
 * nobody needs has been collected. Nothing of the server is another for it.
 */
import { createServer } from 'node:net';

const path = process.env['HEAP_PROBE'];
// The server's threads and its store's process load it too.
if (path !== undefined && process.send === undefined) {
  const probe = createServer((socket) => {
    globalThis.gc?.();
    globalThis.gc?.();
    socket.end(JSON.stringify(process.memoryUsage()));
  });
  probe.on('error', () => undefined);
  probe.listen(path);
  probe.unref();
}
