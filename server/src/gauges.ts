/** What the pressure is read from: the event loop, memory and the queue for slots, each as a share of its limit (SPEC DG1). */
import { totalmem } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Limits } from './limits.ts';
import type { Gauges } from './pressure.ts';
import { slotsOn, type SlotMemory } from './training/slots.ts';

/** Milliseconds between two looks at the event loop. */
const TICK = 20;
const NANOSECONDS = 1e6;
const MEGABYTE = 1e6;

/** Of this process, with all its threads. */
export function gaugesOf(
  memory: SlotMemory,
  limits: Pick<Limits, 'memory' | 'loopDelay' | 'slotQueue'>,
): Gauges {
  const slots = slotsOn(memory);
  const delay = loopDelay();
  const most = Math.min(MEGABYTE * limits.memory, availableMemory());
  return {
    read() {
      const { used_heap_size: heap, heap_size_limit: heapLimit } = getHeapStatistics();
      return {
        loopDelay: delay() / limits.loopDelay,
        memory: Math.max(process.memoryUsage.rss() / most, heap / heapLimit),
        slotQueue: slots.waiting / limits.slotQueue,
      };
    },
    tell: (level) => slots.degrade(level),
  };
}

/** Bytes that the machine, or its container, has for it. */
function availableMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/**
 * Milliseconds that what comes at any moment waits for the event loop, on average since the last call. Of distances d between two ticks that is
 * E[d²] / 2E[d]: one long stop counts for all that come while it lasts.
 */
function loopDelay(): () => number {
  // Never reset: that would lose the stop under way.
  const histogram = monitorEventLoopDelay({ resolution: TICK });
  histogram.enable();
  let before = { sum: 0, squares: 0 };
  return () => {
    const { count, mean, stddev } = histogram;
    if (count === 0) return 0;
    const now = { sum: count * mean, squares: count * (mean * mean + stddev * stddev) };
    const [sum, squares] = [now.sum - before.sum, now.squares - before.squares];
    before = now;
    return sum > 0 ? Math.max(0, squares / sum / 2 / NANOSECONDS - TICK / 2) : 0;
  };
}
