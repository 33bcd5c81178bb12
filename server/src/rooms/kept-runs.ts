/**
 * What is kept of a class's runs beside its log, so that they are back soon: what the trainer has (training/run-cache) with the curve and
 * the scores that the class was told until then. A cache: losing it loses nothing (SPEC RN16).
 */
import type { Branch } from '@deltaboard/shared/training/run.ts';
import type { Clock } from '../clock.ts';
import type { ClassStore } from '../store/store.ts';
import { upTo, type History, type OpenRun } from './open-run.ts';

/** Milliseconds between two savings of a run that is under way. */
const SAVE_EVERY_MS = 10_000;
/** Runs of a class that are kept: those that were looked at last. */
const KEPT_RUNS = 4;

export interface KeptRun {
  readonly trainer: Uint8Array;
  readonly histories: ReadonlyMap<number, History>;
}

interface Told extends History {
  readonly branch: number;
  /** Commands that the branch had: one that has joined it since makes anew what came after it. */
  readonly commands: number;
}

export class KeptRuns {
  readonly #store: ClassStore;
  readonly #clock: Clock;
  readonly #code: string;
  readonly #failed: (error: unknown) => void;
  /** When each was saved last, in elapsed milliseconds; the one that was saved last at the end. */
  readonly #saved = new Map<number, number>();
  #saving: Promise<void> = Promise.resolve();

  constructor(store: ClassStore, clock: Clock, code: string, failed: (error: unknown) => void) {
    this.#store = store;
    this.#clock = clock;
    this.#code = code;
    this.#failed = failed;
  }

  /** Not more often than every ten seconds, unless it is to be now. */
  save(run: OpenRun, branches: readonly Branch[], now = false): void {
    const { number } = run.plan;
    const last = this.#saved.get(number);
    const elapsed = this.#clock.elapsed();
    if (!now && last !== undefined && elapsed - last < SAVE_EVERY_MS) return;
    this.#saved.delete(number);
    this.#saved.set(number, elapsed);
    const bytes = packed(run, branches);
    const dropped = [...this.#saved.keys()].slice(0, -KEPT_RUNS);
    for (const old of dropped) this.#saved.delete(old);
    this.#saving = Promise.all([
      this.#store.cache(this.#code, keyOf(number), bytes),
      ...dropped.map((old) => this.#store.cache(this.#code, keyOf(old), null)),
    ]).then(() => undefined, this.#failed);
  }

  /** Null where nothing is kept of the run, or it cannot be read. */
  async load(number: number, branches: readonly Branch[]): Promise<KeptRun | null> {
    try {
      const cached = await this.#store.cached(this.#code);
      for (const key of cached.keys()) {
        const known = Number(key.slice(PREFIX.length));
        if (!this.#saved.has(known)) this.#saved.set(known, -Infinity);
      }
      const bytes = cached.get(keyOf(number));
      return bytes ? unpacked(bytes, branches) : null;
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  /** Resolves when what was to be saved is. */
  settled(): Promise<void> {
    return this.#saving;
  }
}

const PREFIX = 'run ';
const keyOf = (run: number): string => `${PREFIX}${run}`;

/** The length of the told part in JSON, the told part, and the trainer's. */
function packed({ histories, trainer }: OpenRun, branches: readonly Branch[]): Uint8Array {
  const told = [...histories].map(([branch, history]): Told => ({
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
