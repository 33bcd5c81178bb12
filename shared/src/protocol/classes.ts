/** The classes whose secret a browser holds, over HTTP: whoever has the secret may list, rename and delete its class. */

export interface ClassKey {
  readonly code: string;
  readonly secret: string;
}

/** Times are milliseconds since 1970. */
export interface KeptClass {
  readonly code: string;
  /** Null: it has none. */
  readonly name: string | null;
  readonly created: number;
  /** When something last happened in it. */
  readonly last: number;
  /** Who have ever been in it. */
  readonly members: number;
  /** Where it stands. */
  readonly step: number;
  /** It is kept until then. */
  readonly until: number;
  /** Who are in it now. */
  readonly here: number;
}

/** A browser remembers so many, and asks for no more. */
export const CLASSES_LIMIT = 50;
/** Characters of a class's name. */
export const CLASS_NAME_LIMIT = 60;

/** POST /api/classes/mine */
export interface MineRequest {
  readonly classes: readonly ClassKey[];
}
/** What does not exist, or has another secret, is missing in both. */
export interface MineReply {
  readonly classes: readonly KeptClass[];
  /** Codes of those that are there, and cannot be read: whether this is their secret is not known either. */
  readonly unreadable: readonly string[];
}

/** POST /api/classes/rename, answered by 204. An empty name is none. */
export interface RenameRequest extends ClassKey {
  readonly name: string;
}

/**
 * POST /api/classes/secret, answered by 204: `next`, 128 bits that the page has drawn, is the class's secret from then on. It may be asked again:
 * where it is the secret already, nothing happens.
 */
export interface SecretRequest extends ClassKey {
  readonly next: string;
}

/** POST /api/classes/delete, answered by 204. */
export type DeleteRequest = ClassKey;
