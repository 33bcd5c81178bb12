/** What whoever runs a server sees of it, over HTTP, by the host key. */

export interface AdminClass {
  readonly code: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** When something last happened in it. */
  readonly last: number;
  /** Somebody is in it, or was a moment ago; otherwise it sleeps. */
  readonly open: boolean;
  readonly running: boolean;
  /** Who are in it now. */
  readonly here: number;
  /** Who have ever been in it; null: it sleeps, and was not woken for this. */
  readonly members: number | null;
}

/** 0: nothing is given up for the running lessons; 1: pictures, 2: evaluations too, 3: new rooms too (SPEC DG2). */
export type PressureLevel = 0 | 1 | 2 | 3;

/** Shares of their limits. */
export interface PressureReading {
  /** How long what comes waits for the event loop. */
  readonly loopDelay: number;
  /** Of the process, or of its heap: the greater. */
  readonly memory: number;
  /** Threads that wait for each slot. */
  readonly slotQueue: number;
}

/** GET /api/admin */
export interface AdminReply {
  readonly classes: readonly AdminClass[];
  readonly load: {
    /** Cores that were busy since somebody last looked. */
    readonly cores: number;
    /** Bytes. */
    readonly memory: number;
    /** Seconds. */
    readonly uptime: number;
  };
  readonly pressure: { readonly level: PressureLevel; readonly reading: PressureReading };
  /** Bytes; null where classes are kept in memory. */
  readonly storage: { readonly used: number; readonly free: number } | null;
}

/** POST /api/admin/close and /api/admin/delete, answered by 204. */
export interface AdminRequest {
  readonly code: string;
}
