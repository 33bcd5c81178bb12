/** Data of somebody's own as the page and the server speak of them, over HTTP (SPEC DA1). */

export const dataKinds = ['text', 'vectors'] as const;
export type DataKind = (typeof dataKinds)[number];

export interface LibraryEntry {
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
  readonly kind: DataKind;
  readonly name: string;
  readonly bytes: number;
  /** Of word vectors: d. */
  readonly dimensions: number | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether exports and links may carry it. */
  readonly isPassedOn: boolean;
}

export interface Library {
  readonly entries: readonly LibraryEntry[];
  /** Bytes that all of them have, and may have. */
  readonly bytes: number;
  readonly limit: number;
}

/** Bytes of an upload that go in one request. */
export const PIECE_BYTES = 1_000_000;
export const DATA_NAME_LIMIT = 200;

/** So many bytes have come; the hash once all have. */
export interface UploadReply {
  readonly received: number;
  readonly hash: string | null;
}
