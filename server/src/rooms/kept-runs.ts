/**
 * What is kept of a class's runs beside its log, so that they are back soon: what the trainer has (training/run-cache) with the curve and
 * the scores that the class was told until then. A cache: losing it loses nothing (SPEC RN16).
 */
import type { Branch } from '@deltaboard/shared/training/run.ts';
import type { Cancel, Clock } from '../clock.ts';
import type { ClassStore } from '../store/store.ts';
import type { OpenRun } from './open-run.ts';
import { upTo, type History, type KeptRun } from './run-history.ts';

/** Milliseconds between two savings of a run that is under way. */
export const SAVE_EVERY_MS = 10_000;
/** Milliseconds after what it is saved for: whoever waits for a pause to be on the disk does not wait for megabytes of a cache. */
export const SAVE_AFTER_MS = 1000;
/** Runs of a class that are kept: those that were looked at last. */
const KEPT_RUNS = 4;

interface Told extends History {
  readonly branch: number;
  /** Commands that the branch had: one that has joined it since makes anew what came after it. */
  readonly commands: number;
}

export interface KeptRunsParts {
  readonly store: ClassStore;
  readonly clock: Clock;
  readonly code: string;
  /** Of a run, as the class knows them now. */
  readonly branchesOf: (run: number) => readonly Branch[];
  readonly failed: (error: unknown) => void;
}

export class KeptRuns {
  readonly #parts: KeptRunsParts;
  /** When each was saved last, in elapsed milliseconds; the one that was saved last at the end. */
  readonly #saved = new Map<number, number>();
  /** To be saved, by number, and when, in elapsed milliseconds. */
  readonly #waiting = new Map<number, { readonly run: OpenRun; readonly due: number }>();
  #due: Cancel | null = null;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(parts: KeptRunsParts) {
    this.#parts = parts;
  }

  /** Soon, and not more often than every ten seconds. */
  save(run: OpenRun): void {
    const { number } = run.plan;
    const known = this.#waiting.get(number);
    const last = this.#saved.get(number) ?? -Infinity;
    const due = known?.due ?? Math.max(this.#parts.clock.elapsed() + SAVE_AFTER_MS, last + SAVE_EVERY_MS);
    this.#waiting.set(number, { run, due });
    if (!known) this.#wait();
  }

  /** What waits to be saved of these is not. */
  drop(is: (run: OpenRun) => boolean): void {
    for (const [number, { run }] of this.#waiting) if (is(run)) this.#waiting.delete(number);
    this.#wait();
  }

  /** Resolves when everything that was to be saved is. */
  async close(): Promise<void> {
    this.#due?.();
    this.#saveNow([...this.#waiting.keys()]);
    await this.#saving;
  }

  /** For the first that is due. */
  #wait(): void {
    const { clock } = this.#parts;
    this.#due?.();
    this.#due = null;
    if (this.#waiting.size === 0) return;
    const first = Math.min(...[...this.#waiting.values()].map(({ due }) => due));
    this.#due = clock.after(Math.max(0, first - clock.elapsed()), () => {
      const now = clock.elapsed();
      this.#saveNow([...this.#waiting].flatMap(([number, { due }]) => (due <= now ? [number] : [])));
      this.#wait();
    });
  }

  #saveNow(due: readonly number[]): void {
    const { store, clock, code, branchesOf, failed } = this.#parts;
    const written = due.map(async (number) => {
      const waiting = this.#waiting.get(number);
      if (!waiting) return;
      this.#waiting.delete(number);
      this.#saved.delete(number);
      this.#saved.set(number, clock.elapsed());
      await store.cache(code, keyOf(number), packed(waiting.run, branchesOf(number)));
    });
    const dropped = [...this.#saved.keys()].slice(0, -KEPT_RUNS);
    for (const old of dropped) this.#saved.delete(old);
    const erased = dropped.map((old) => store.cache(code, keyOf(old), null));
    this.#saving = Promise.all([this.#saving, ...written, ...erased]).catch(failed);
  }

  /** Null where nothing is kept of the run, or it cannot be read. */
  async load(number: number, branches: readonly Branch[]): Promise<KeptRun | null> {
    try {
      const cached = await this.#parts.store.cached(this.#parts.code);
      for (const key of cached.keys()) {
        const known = Number(key.slice(PREFIX.length));
        if (!this.#saved.has(known)) this.#saved.set(known, -Infinity);
      }
      const bytes = cached.get(keyOf(number));
      return bytes ? unpacked(bytes, branches) : null;
    } catch (error) {
      this.#parts.failed(error);
      return null;
    }
  }
}

const PREFIX = 'run ';
const keyOf = (run: number): string => `${PREFIX}${run}`;

/** The length of the told part in JSON, the told part, and the trainer's. */
function packed({ histories, trainer }: OpenRun, branches: readonly Branch[]): Uint8Array {
  // Of a class that another server has taken, branches may be gone again.
  const known = [...histories].filter(([branch]) => branch < branches.length);
  const told = known.map(([branch, history]): Told => ({
    branch,
    commands: branches[branch].commands.length,
    ...history,
  }));
  const json = Buffer.from(JSON.stringify(told));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, trainer.cache()]);
}

function unpacked(bytes: Uint8Array, branches: readonly Branch[]): KeptRun {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = 4 + buffer.readUInt32LE(0);
  const told = JSON.parse(buffer.toString('utf8', 4, end)) as readonly Told[];
  const histories = told.map(({ branch, commands, series, evaluations }): [number, History] => {
    const joined = branches[branch].commands.slice(commands).map(({ afterStep }) => afterStep);
    return [branch, upTo({ series, evaluations }, Math.min(Infinity, ...joined))];
  });
  return { trainer: new Uint8Array(buffer.subarray(end)), histories: new Map(histories) };
}
