/** What could not be read or written, for another reason than that somebody else has the class. */
export class StoreError extends Error {
  /**
   * SQLite's name of it, such as SQLITE_FULL (the disk is full), SQLITE_IOERR… or SQLITE_CORRUPT; STORE_CLOSED after `close`; STORE_LOST
   * when the process that keeps the classes has died: whether the write was made is then only known by taking the class again. Empty: a
   * mistake in the call.
   */
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.name = 'StoreError';
    this.code = code;
  }
}

export const closed = (): StoreError => new StoreError('the store is closed', 'STORE_CLOSED');
