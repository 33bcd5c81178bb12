// A training thread that hangs in a slice, or takes memory without end, when it is told of a probe that is none. Plain JavaScript: Node 20
// cannot start a .ts worker.
import { parentPort } from 'node:worker_threads';

await import('../worker-bootstrap.mjs');
parentPort.on('message', ({ type, probe }) => {
  if (type !== 'probe') return;
  // Its clock stands: no slice of it ever ends.
  if (probe === -1) Object.defineProperty(performance, 'now', { value: () => 0 });
  const kept = [];
  while (probe === -2) kept.push(new Array(10_000).fill(kept.length));
});
