/** What this browser remembers. Storage can be denied (private mode, policy): then nothing is remembered, and all works. */
import { root } from './root.ts';

/** Two servers behind one proxy share an origin, and know nothing of each other's classes. */
const PREFIX = root === '/' ? 'deltaboard:' : `deltaboard:${root}:`;

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Nothing to do: the session goes on without a memory.
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was remembered either.
  }
}

/** Null when nothing is remembered, or something that is not JSON. */
export function recallJson(key: string): unknown {
  const text = recall(key);
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
