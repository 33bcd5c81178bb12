/** The process that keeps the classes: takes calls as they come, and does what waits as one group. */
import { systemClock } from '../clock.ts';
import { openKeeper, type Keeper } from './keeper.ts';
import type { Answer, Call, FoundClass, FoundHead, FromKeeper, ToKeeper } from './messages.ts';
import { reasonOf } from './folder.ts';
import { Sweeper } from './sweeper.ts';

// What people wrote is nobody else's on this machine.
process.umask(0o077);
// A terminal's Ctrl-C and a supervisor's stop reach this process too: it ends when its server has, and not before.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
// The server is gone, however it went: the folder is free at once for the next one.
process.on('disconnect', end);

const say = (message: FromKeeper, then?: () => void): void => void process.send?.(message, () => then?.());

try {
  serve(openKeeper(process.argv[2]));
} catch (error) {
  say({ type: 'refused', message: reasonOf(error) }, end);
}

function serve(keeper: Keeper): void {
  const sweeper = new Sweeper(systemClock, keeper.empty);
  // What the last server erased, and did not live to empty.
  if (!keeper.empty()) sweeper.note();
  let waiting: Call[] = [];
  let isTurnDue = false;

  /** Runs behind everything that had arrived by then. */
  function turn(): void {
    isTurnDue = false;
    const calls = waiting;
    waiting = [];
    if (calls.length === 0) return;
    const { outcomes, hasErased } = keeper.group(calls);
    if (hasErased) sweeper.note();
    say({
      type: 'answers',
      answers: calls.map(({ id, name }, index): Answer => {
        const outcome = outcomes[index];
        const isLong = 'value' in outcome && (name === 'take' || name === 'read');
        return { id, ...(isLong ? { value: sentAhead(id, outcome.value as FoundClass | null) } : outcome) };
      }),
    });
  }

  process.on('message', (message: ToKeeper) => {
    switch (message.type) {
      case 'calls':
        waiting.push(...message.calls);
        if (!isTurnDue) setImmediate(turn);
        isTurnDue = true;
        return;
      case 'settle':
        turn();
        sweeper.settled(() => {
          say({ type: 'answers', answers: [{ id: message.id, value: null }] });
        });
        return;
      case 'close':
        turn();
        sweeper.finish();
        keeper.close();
        say({ type: 'closed' }, end);
    }
  });
  say({ type: 'opened' });
}

/** Sends the events, and gives what is left to answer. */
function sentAhead(id: number, found: FoundClass | null): FoundHead | null {
  if (!found) return null;
  const { parts, ...head } = found;
  for (const events of parts) say({ type: 'part', id, events });
  return head;
}

/** Without any teardown: what is committed is in the file, and a native library that is torn down may still crash, or write. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}
