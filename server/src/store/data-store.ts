/**
 * Data that somebody has brought, under the hash of an owner's secret: nobody else finds them, and a class reads those that their owner has given
 * it (SPEC DA1 to DA3).
 */
import type { DataKind } from '@deltaboard/shared/protocol/library.ts';

export interface OwnData {
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly hash: string;
  readonly kind: DataKind;
  readonly name: string;
  readonly bytes: number;
  /** Of word vectors: d. */
  readonly dimensions: number | null;
  /** Wall time at which it was kept. */
  readonly at: number;
  /** Whether every class may have it that names its hash, as a link or an export does. */
  readonly isPassedOn: boolean;
}

/** What is known of it once it is whole. */
export type Made = Pick<OwnData, 'hash' | 'bytes' | 'dimensions' | 'at'>;

/** What a class, or its owner, may read. */
export interface HeldData extends Pick<OwnData, 'kind' | 'bytes' | 'isPassedOn'> {
  readonly data: number;
  readonly pieces: number;
}

export interface DataStore {
  /** Begins to keep something of an owner's; nobody finds it before `endData`. What it is called until then. */
  beginData(owner: string, kind: DataKind, name: string): Promise<number>;
  /** Its pieces, from 0 on. */
  addPiece(data: number, piece: number, bytes: Uint8Array): Promise<void>;
  /** It is whole. Of something that its owner has already the older one stays. */
  endData(data: number, made: Made): Promise<void>;
  /** It is given up before it was whole. */
  dropData(data: number): Promise<void>;
  /** What an owner has, the oldest first. */
  ownData(owner: string): Promise<readonly OwnData[]>;
  /** Bytes of all owners together, with what has only begun. */
  dataBytes(): Promise<number>;
  /** From now on the class may read it. Whether there is such a class and such data of this owner. */
  giveData(owner: string, hash: string, code: string): Promise<boolean>;
  /** What may be passed on is given to whatever class asks for it by its hash. */
  claimData(code: string, hash: string): Promise<void>;
  /** Whether there is such data. */
  passData(owner: string, hash: string, isPassedOn: boolean): Promise<boolean>;
  /**
   * It is erased as a row is, together with what is cached of every class that had it: checkpoints and trained vectors are made of it. The codes
   * of these classes; null where there is no such data.
   */
  deleteData(owner: string, hash: string): Promise<readonly string[] | null>;
  /** Null where its owner has no such thing. */
  ownedData(owner: string, hash: string): Promise<HeldData | null>;
  /** Null where this class was not given it, or it was deleted. */
  heldData(code: string, hash: string): Promise<HeldData | null>;
  /** Null where there is none. */
  dataPiece(data: number, piece: number): Promise<Uint8Array | null>;
}
