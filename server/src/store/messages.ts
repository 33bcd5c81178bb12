/** What the server and the process that keeps its classes say to each other. Calls carry an id, and are done in their order. */
import type { DataKind } from '@deltaboard/shared/protocol/library.ts';
import type { HeldData, Made, OwnData } from './data-store.ts';
import type { ClassEntry } from './store.ts';
import type { RowLine, Written } from './written.ts';

export interface FoundClass {
  readonly term: number;
  /** Its events, as `parsed` reads them. */
  readonly parts: readonly string[];
  readonly rows: readonly RowLine[];
}

/** What is answered for one: its events have gone ahead in parts. */
export type FoundHead = Omit<FoundClass, 'parts'>;

export interface Calls {
  create(code: string, write: Written): void;
  take(code: string): FoundClass | null;
  read(code: string): FoundClass | null;
  append(code: string, term: number, after: number, write: Written): void;
  corpus(hash: string): string | null;
  list(): readonly ClassEntry[];
  delete(code: string): void;
  cache(code: string, key: string, bytes: Uint8Array | null): void;
  visit(code: string, at: number): void;
  sleep(code: string): void;
  visited(code: string): number;
  cached(code: string): readonly (readonly [string, Uint8Array])[];
  beginData(owner: string, kind: DataKind, name: string): number;
  addPiece(data: number, piece: number, bytes: Uint8Array): void;
  endData(data: number, made: Made): void;
  dropData(data: number): void;
  ownData(owner: string): readonly OwnData[];
  dataBytes(): number;
  giveData(owner: string, hash: string, code: string): boolean;
  claimData(code: string, hash: string): void;
  passData(owner: string, hash: string, isPassedOn: boolean): boolean;
  deleteData(owner: string, hash: string): readonly string[] | null;
  ownedData(owner: string, hash: string): HeldData | null;
  heldData(code: string, hash: string): HeldData | null;
  dataPiece(data: number, piece: number): Uint8Array | null;
}

export type CallName = keyof Calls;

/** These change nothing: they are answered also when what was asked beside them could not be written. */
const reads: readonly CallName[] = [
  ...(['read', 'corpus', 'list', 'visited', 'cached'] as const),
  ...(['ownData', 'dataBytes', 'ownedData', 'heldData', 'dataPiece'] as const),
];
export const isRead = (name: CallName): boolean => reads.includes(name);

export interface Call<N extends CallName = CallName> {
  readonly id: number;
  readonly name: N;
  readonly values: Parameters<Calls[N]>;
}

export type Failure =
  | { readonly type: 'fenced'; readonly detail: string }
  | { readonly type: 'code-taken' }
  /** `code` is SQLite's, such as SQLITE_FULL. */
  | { readonly type: 'other'; readonly message: string; readonly code: string };

export type Outcome = { readonly value: unknown } | { readonly failure: Failure };

export type Answer = Outcome & { readonly id: number };

export type ToKeeper =
  | { readonly type: 'calls'; readonly calls: readonly Call[] }
  /** Answered when nothing that was erased before is left in a file. */
  | { readonly type: 'settle'; readonly id: number }
  | { readonly type: 'close' };

export type FromKeeper =
  | { readonly type: 'opened' }
  | { readonly type: 'refused'; readonly message: string }
  /** Events of an answer that is to come, a part of them: a long class does not keep the server's thread for long at a time. */
  | { readonly type: 'part'; readonly id: number; readonly events: string }
  | { readonly type: 'answers'; readonly answers: readonly Answer[] }
  /** The files are closed, and the process ends. */
  | { readonly type: 'closed' };
