/**
 * Not a test: a server's process with nothing but a store, for tests that kill it, or watch its system calls. It appends so often and
 * closes; −1: until it is killed; 0: it only holds the folder.
 */
import { createSqliteStore } from '../sqlite-store.ts';
import { event } from './writes.ts';

const [folder, code, count = '0'] = process.argv.slice(2);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

try {
  const store = await createSqliteStore(folder);
  const taken = await store.take(code);
  if (!taken) await store.create(code, { events: [] });
  const term = taken?.term ?? 1;
  let after = taken?.events.length ?? 0;
  say('open');
  for (let left = Number(count); left !== 0; left--) {
    await store.append(code, term, after, { events: [event(++after)] });
    say(`acknowledged ${after}`);
  }
  if (Number(count) === 0) setInterval(() => undefined, 60_000);
  else await store.close();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
}
