/**
 * Does something once the browser has painted what is due: what may come a frame later must not hold up the board.
 * Returns what cancels it.
 */
export function afterPaint(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => (timer = setTimeout(work)));
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** Milliseconds after which it is done also on a page that is never idle. */
const IDLE_WITHIN = 1500;

/** Once the browser has nothing more urgent to do. Safari has no such callback: after the next paint. */
export function whenIdle(task: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(task, { timeout: IDLE_WITHIN });
  else requestAnimationFrame(() => setTimeout(task));
}
