/**
 * What is kept of a run beside its log, so that a class is back soon after a restart (SPEC RN16): some of its checkpoints, and
 * how far each branch was computed and evaluated, with the losses of its first and last steps. All of it could be made again:
 * what is damaged, of another version, or not of this run is ignored as a whole.
 *
 * One byte of version, SHA-256 of everything after it, the length of a header in JSON, the header, and what it counts: per branch
 * float64 losses, then the float32 snapshots.
 */
import { createHash } from 'node:crypto';
import type { Branch, Run } from '@deltaboard/shared/training/run.ts';
import type { KeptRecord } from './branch-record.ts';
import { checkpointsOn } from './checkpoints.ts';
import type { RunMemory } from './run-memory.ts';
import type { RunCache } from './trainer.ts';

const VERSION = 1;
/** Bytes of snapshots and of losses in a cache at the most: with its header it stays below 3 MB. */
const SNAPSHOT_BYTES = 2_000_000;
const LOSS_BYTES = 800_000;
const HASH = 32;
const HEAD = 1 + HASH + 4;

interface Header {
  /** Of the configuration; and float32s of a snapshot. */
  readonly run: string;
  readonly length: number;
  readonly branches: readonly KeptBranch[];
  readonly checkpoints: readonly { readonly branch: number; readonly step: number }[];
}

interface KeptBranch {
  readonly branch: number;
  /** How many commands it had, and the hash of these and of where it left its parent. */
  readonly commands: number;
  readonly hash: string;
  readonly last: number;
  readonly evaluated: number;
  /** Losses of the first steps, and of the last. */
  readonly first: number;
  readonly recent: number;
}

/**
 * @param order the branches that are known, what is to be kept first at the beginning
 * @param upTo the last step of a branch that its class was told of: what comes after it is not kept
 */
export function packRun(
  run: Run,
  memory: RunMemory,
  order: readonly number[],
  upTo: (branch: number) => number,
): RunCache {
  const branches: KeptBranch[] = [];
  const records: KeptRecord[] = [];
  let losses = 0;
  for (const branch of order) {
    const record = memory.record(run, branch).kept(upTo(branch));
    losses += record.first.byteLength + record.recent.byteLength;
    if (losses > LOSS_BYTES) break;
    const { commands } = run.branches[branch];
    records.push(record);
    branches.push({
      branch,
      commands: commands.length,
      hash: hashOf(run.branches[branch], commands.length),
      last: record.last,
      evaluated: record.evaluated,
      first: record.first.length,
      recent: record.recent.length,
    });
  }
  const kept = checkpointsOn(memory.checkpoints, memory.snapshot);
  const room = Math.floor(SNAPSHOT_BYTES / (4 * memory.snapshot));
  const wanted = inTurn(
    branches.map(({ branch, last }) =>
      thinned(kept.of(branch).filter((step) => step <= last)).map((step) => ({ branch, step })),
    ),
  ).slice(0, room);
  const snapshots = wanted.flatMap(({ branch, step }) => {
    const found = kept.nearest([{ branch, upTo: step }], step);
    // A thread may have given its place away meanwhile.
    return found?.updates === step ? [{ branch, step, snapshot: found.snapshot }] : [];
  });
  const header: Header = {
    run: configurationHash(run),
    length: memory.snapshot,
    branches,
    checkpoints: snapshots.map(({ branch, step }) => ({ branch, step })),
  };
  return sealed([
    ...framed(header),
    ...records.flatMap(({ first, recent }) => [bytesOf(first), bytesOf(recent)]),
    ...snapshots.map(({ snapshot }) => bytesOf(snapshot)),
  ]);
}

/** Fills the memory of a run that has just been made. False, and nothing done, where the cache is not to be trusted. */
export function unpackRun(cache: Uint8Array, run: Run, memory: RunMemory): boolean {
  const header = trusted(cache);
  if (header?.run !== configurationHash(run) || header.length !== memory.snapshot) return false;
  const isOfRun = ({ branch, commands, hash }: KeptBranch): boolean =>
    branch < run.branches.length && hashOf(run.branches[branch], commands) === hash;
  if (!header.branches.every(isOfRun)) return false;
  const read = reader(cache);
  for (const { branch, commands, first, recent, last, evaluated } of header.branches) {
    const record = memory.record(run, branch);
    record.restore({ last, evaluated, first: read.float64s(first), recent: read.float64s(recent) });
    // A command that has joined the branch since makes anew what came after it.
    record.cutAt(joinedAt(run, branch, commands));
  }
  const kept = checkpointsOn(memory.checkpoints, memory.snapshot);
  for (const { branch, step } of header.checkpoints) {
    const snapshot = read.float32s(header.length);
    if (step <= memory.record(run, branch).last) kept.keep([{ branch, upTo: Infinity }], step, snapshot);
  }
  return true;
}

const joinedAt = (run: Run, branch: number, commands: number): number =>
  run.branches[branch].commands
    .slice(commands)
    .reduce((least, { afterStep }) => Math.min(least, afterStep), Infinity);

/** The newest; then of the older ones those at distances that double; then the others, the newest first. */
function thinned(ascending: readonly number[]): readonly number[] {
  const newestFirst = ascending.toReversed();
  const doubling = newestFirst.filter((_, place) => (place & (place - 1)) === 0);
  return [...new Set([...doubling, ...newestFirst])];
}

/** The first of each list, then the second of each, and so on. */
function inTurn<Item>(lists: readonly (readonly Item[])[]): readonly Item[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, place) =>
    lists.flatMap((list) => (place < list.length ? [list[place]] : [])),
  ).flat();
}

function framed(header: Header): readonly Uint8Array[] {
  const json = new TextEncoder().encode(JSON.stringify(header));
  return [bytesOf(Uint32Array.of(json.length)), json];
}

function sealed(parts: readonly Uint8Array[]): RunCache {
  const body = Buffer.concat(parts);
  const cache = new Uint8Array(1 + HASH + body.length);
  cache[0] = VERSION;
  cache.set(sha256(body), 1);
  cache.set(body, 1 + HASH);
  return cache;
}

function trusted(cache: Uint8Array): Header | null {
  if (cache.length < HEAD || cache[0] !== VERSION) return null;
  const body = cache.subarray(1 + HASH);
  if (Buffer.compare(sha256(body), cache.subarray(1, 1 + HASH)) !== 0) return null;
  return JSON.parse(Buffer.from(cache.subarray(HEAD, HEAD + headerLength(cache))).toString('utf8'));
}

const headerLength = (cache: Uint8Array): number =>
  new DataView(cache.buffer, cache.byteOffset).getUint32(1 + HASH, true);

/** What comes after the header, piece by piece. */
function reader(cache: Uint8Array) {
  let at = HEAD + headerLength(cache);
  const next = (bytes: number): ArrayBuffer => {
    const piece = cache.slice(at, (at += bytes));
    return piece.buffer as ArrayBuffer;
  };
  return {
    float64s: (count: number) => new Float64Array(next(8 * count)),
    float32s: (count: number) => new Float32Array(next(4 * count)),
  };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest();
const digest = (value: unknown): string => sha256(JSON.stringify(value, inOrder)).toString('base64');
const configurationHash = ({ configuration }: Run): string => digest(configuration);
const hashOf = ({ from, commands }: Branch, count: number): string =>
  digest([from, count, commands.slice(0, count)]);

/** Whoever wrote an object may have named its parts in another order. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;
