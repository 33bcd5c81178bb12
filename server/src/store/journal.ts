/**
 * A room's way into the log: run commands at once and awaited (SPEC ST1); class events buffered and committed with the
 * next run command, when something must be acknowledged, or after a second (SPEC ST2).
 */
import type { Cancel, Clock } from '../rooms/clock.ts';
import type { ClassEvent, ClassEventRecord, LogRecord, LogStore } from './log.ts';

export const GROUP_COMMIT_MS = 1000;

export class Journal {
  readonly #log: LogStore;
  readonly #room: string;
  readonly #clock: Clock;
  readonly #failed: (error: unknown) => void;
  #buffer: LogRecord[] = [];
  #last: Promise<void> = Promise.resolve();
  #cancel: Cancel | null = null;

  /** `failed` hears of group commits that the store refused; their records are tried again with the next one. */
  constructor(log: LogStore, room: string, clock: Clock, failed: (error: unknown) => void) {
    this.#log = log;
    this.#room = room;
    this.#clock = clock;
    this.#failed = failed;
  }

  /** Buffers a class event, and returns its record. */
  note(event: ClassEvent): ClassEventRecord {
    const record: ClassEventRecord = { kind: 'class-event', at: this.#clock.now(), event };
    this.#buffer.push(record);
    this.#cancel ??= this.#clock.after(GROUP_COMMIT_MS, () => {
      this.flush().catch(this.#failed);
    });
    return record;
  }

  /** Commits the record behind what is buffered. Rejects when the store did; the record is then not in the log. */
  commit(record: LogRecord): Promise<void> {
    return this.#append([record]);
  }

  /** Commits what is buffered. */
  flush(): Promise<void> {
    return this.#append([]);
  }

  /** One append at a time, so that events keep their order also when the store refuses some. */
  #append(commanded: readonly LogRecord[]): Promise<void> {
    const appended = this.#last.then(async () => {
      this.#cancel?.();
      this.#cancel = null;
      const buffered = this.#buffer;
      const records = [...buffered, ...commanded];
      if (records.length === 0) return;
      this.#buffer = [];
      try {
        await this.#log.append(this.#room, records);
      } catch (error) {
        this.#buffer = [...buffered, ...this.#buffer];
        throw error;
      }
    });
    this.#last = appended.catch(() => undefined);
    return appended;
  }
}
