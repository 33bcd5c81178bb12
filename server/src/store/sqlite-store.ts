/**
 * Classes on disk, in one SQLite file of a folder (SPEC ST3 to ST14). A process of its own does the work: the binding brings its process
 * down when a thread that uses it is ended (`bench/store-soak.ts`), and this way the server goes on and asks the next one.
 */
import { resolve } from 'node:path';
import { KeeperProcess } from './keeper-process.ts';
import { closed } from './store-error.ts';
import type { ClassStore } from './store.ts';
import { written } from './written.ts';

export interface SqliteStore extends ClassStore {
  /** Resolves when what was erased before is on no page of any file of the folder any more: by itself, a second or so after it was. */
  settled(): Promise<void>;
  /** Of the process that keeps the classes. */
  pid(): Promise<number>;
}

/** Rejects with an Error whose message is for the terminal: folder or file cannot be used, or another server uses them. */
export async function createSqliteStore(folder: string): Promise<SqliteStore> {
  const path = resolve(folder);
  let opened: Promise<KeeperProcess> | null = null;
  let closing: Promise<void> | null = null;

  /** The process; another one where it has died. */
  function keeper(): Promise<KeeperProcess> {
    if (closing) return Promise.reject(closed());
    if (opened) return opened;
    const opening = KeeperProcess.open(path);
    opened = opening;
    const forget = (): void => {
      if (opened === opening) opened = null;
    };
    opening.then(({ ended }) => ended.then(forget), forget);
    return opening;
  }

  async function close(): Promise<void> {
    const last = await opened?.catch(() => null);
    await last?.close();
  }

  /** What is asked is copied before anything is waited for. */
  const ask: KeeperProcess['ask'] = async (...call) => (await keeper()).ask(...call);

  await keeper();
  return {
    create: async (code, write) => ask('create', code, [code, written(0, write)]),
    take: async (code) => (await keeper()).askClass('take', code),
    read: async (code) => (await keeper()).askClass('read', code),
    append: async (code, term, after, write) =>
      ask('append', code, [code, term, after, written(after, write)]),
    corpus: (hash) => ask('corpus', '', [hash]),
    list: () => ask('list', '', []),
    delete: (code) => ask('delete', code, [code]),
    cache: async (code, key, bytes) => ask('cache', code, [code, key, bytes && bytes.slice()]),
    visit: (code, at) => ask('visit', code, [code, at]),
    sleep: (code) => ask('sleep', code, [code]),
    visited: (code) => ask('visited', code, [code]),
    cached: async (code) => new Map(await ask('cached', code, [code])),
    beginData: (owner, kind, name) => ask('beginData', '', [owner, kind, name]),
    addPiece: async (data, piece, bytes) => ask('addPiece', '', [data, piece, bytes.slice()]),
    endData: (data, made) => ask('endData', '', [data, made]),
    dropData: (data) => ask('dropData', '', [data]),
    ownData: (owner) => ask('ownData', '', [owner]),
    dataBytes: () => ask('dataBytes', '', []),
    giveData: (owner, hash, code) => ask('giveData', code, [owner, hash, code]),
    claimData: (code, hash) => ask('claimData', code, [code, hash]),
    passData: (owner, hash, isPassedOn) => ask('passData', '', [owner, hash, isPassedOn]),
    deleteData: (owner, hash) => ask('deleteData', '', [owner, hash]),
    ownedData: (owner, hash) => ask('ownedData', '', [owner, hash]),
    heldData: (code, hash) => ask('heldData', code, [code, hash]),
    dataPiece: (data, piece) => ask('dataPiece', '', [data, piece]),
    settled: async () => (await keeper()).settled(),
    pid: async () => (await keeper()).pid,
    close: () => (closing ??= close()),
  };
}
