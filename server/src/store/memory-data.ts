/** Somebody's data in this process, as long as it lasts. */
import type { DataStore, HeldData, OwnData } from './data-store.ts';

interface Kept extends Omit<OwnData, 'hash' | 'isPassedOn' | 'bytes' | 'dimensions' | 'at'> {
  readonly owner: string;
  readonly pieces: Map<number, Uint8Array>;
  readonly classes: Set<string>;
  hash: string | null;
  isPassedOn: boolean;
  bytes: number;
  dimensions: number | null;
  at: number;
}

export interface MemoryData extends DataStore {
  /** A class is deleted. */
  forget(code: string): void;
}

/**
 * @param asked what is thrown is a rejection
 * @param hasClass whether there is a class of this code
 * @param uncache drops what is cached of a class
 */
export function createMemoryData(
  asked: <T>(answer: () => T) => Promise<T>,
  hasClass: (code: string) => boolean,
  uncache: (code: string) => void,
): MemoryData {
  const all = new Map<number, Kept>();
  let last = 0;
  const find = (owner: string, hash: string): [number, Kept] | undefined =>
    [...all].find(([, kept]) => kept.owner === owner && kept.hash === hash);
  const held = (data: number, { kind, bytes, isPassedOn, pieces }: Kept): HeldData => ({
    ...{ data, kind, bytes, isPassedOn, pieces: pieces.size },
  });
  return {
    beginData: (owner, kind, name) =>
      asked(() => {
        const begun = { owner, kind, name, hash: null, bytes: 0, dimensions: null, at: 0, isPassedOn: false };
        all.set(++last, { ...begun, pieces: new Map(), classes: new Set() });
        return last;
      }),
    addPiece: (data, piece, bytes) =>
      asked(() => {
        const kept = all.get(data);
        if (!kept || kept.pieces.has(piece)) throw new Error(`no data ${data} waits for piece ${piece}`);
        kept.pieces.set(piece, bytes.slice());
        kept.bytes += bytes.length;
      }),
    endData: (data, made) =>
      asked(() => {
        const kept = all.get(data);
        if (!kept || kept.hash !== null) throw new Error(`no data ${data} has begun`);
        if (find(kept.owner, made.hash)) all.delete(data);
        else Object.assign(kept, made);
      }),
    dropData: (data) =>
      asked(() => {
        if (all.get(data)?.hash === null) all.delete(data);
      }),
    ownData: (owner) =>
      asked(() =>
        [...all.values()].flatMap(({ owner: of, hash, kind, name, bytes, dimensions, at, isPassedOn }) =>
          of === owner && hash !== null ? [{ hash, kind, name, bytes, dimensions, at, isPassedOn }] : [],
        ),
      ),
    dataBytes: () => asked(() => [...all.values()].reduce((sum, { bytes }) => sum + bytes, 0)),
    giveData: (owner, hash, code) =>
      asked(() => {
        const found = find(owner, hash);
        if (!found || !hasClass(code)) return false;
        found[1].classes.add(code);
        return true;
      }),
    claimData: (code, hash) =>
      asked(() => {
        for (const kept of all.values())
          if (kept.hash === hash && kept.isPassedOn && hasClass(code)) kept.classes.add(code);
      }),
    passData: (owner, hash, isPassedOn) =>
      asked(() => {
        const found = find(owner, hash);
        if (found) found[1].isPassedOn = isPassedOn;
        return found !== undefined;
      }),
    deleteData: (owner, hash) =>
      asked(() => {
        const found = find(owner, hash);
        if (!found) return null;
        const [data, { classes }] = found;
        all.delete(data);
        classes.forEach(uncache);
        return [...classes];
      }),
    ownedData: (owner, hash) =>
      asked(() => {
        const found = find(owner, hash);
        return found ? held(...found) : null;
      }),
    heldData: (code, hash) =>
      asked(() => {
        const found = [...all].find(([, kept]) => kept.hash === hash && kept.classes.has(code));
        return found ? held(...found) : null;
      }),
    dataPiece: (data, piece) => asked(() => all.get(data)?.pieces.get(piece)?.slice() ?? null),
    forget: (code) => {
      for (const { classes } of all.values()) classes.delete(code);
    },
  };
}
