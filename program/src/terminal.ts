/** What the program says: results on its output, progress and warnings on its error output (SPEC PG3). */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface Terminal {
  /** One JSON object a line instead of sentences and bars. */
  readonly json: boolean;
  /** A result: as a sentence, or as its object. */
  say(text: string, object: Readonly<Record<string, Json>>): void;
  /** What is no result: never on the output. */
  warn(text: string): void;
  /** How far it is; `note` stands behind the bar. Drawn on a terminal, at most ten times a second, and at its end. */
  progress(what: string, done: number, of: number, note?: string): void;
}

interface Streams {
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly now: () => number;
}

const REDRAW_MS = 100;
const BAR = 24;

export function createTerminal({ out, err, now }: Streams, json: boolean): Terminal {
  let drawnAt = -Infinity;
  let isOpen = false;
  const clear = (): void => {
    if (isOpen) err.write('\r\u001B[K');
    isOpen = false;
  };
  return {
    json,
    say(text, object) {
      clear();
      out.write(`${json ? JSON.stringify(object) : text}\n`);
    },
    warn(text) {
      clear();
      err.write(`${text}\n`);
    },
    progress(what, done, of, note = '') {
      const isDone = done >= of;
      if (json || !err.isTTY || (!isDone && now() - drawnAt < REDRAW_MS)) return;
      drawnAt = now();
      const line = `${what} ${bar(of === 0 ? 1 : done / of)} ${note}`.slice(0, (err.columns ?? 80) - 1);
      err.write(`\r\u001B[K${line}`);
      isOpen = true;
      if (isDone) clear();
    },
  };
}

function bar(share: number): string {
  const filled = Math.round(Math.min(1, share) * BAR);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${String(Math.floor(100 * share)).padStart(3)} %`;
}

/** A share as people read it. */
export const percent = (share: number): string => (100 * share).toFixed(1).padStart(5);

/** Rows of the same columns, the first to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => [...row[column]].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
