/** What a room is given, and who keeps it. */
import type { PressureLevel } from '@deltaboard/shared/protocol/admin.ts';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Limits } from '../limits.ts';
import type { ClassStore, Fenced } from '../store/store.ts';
import type { TrainerFactory } from '../training/trainer.ts';
import type { Lexicon } from './lexicon.ts';

/** What every room works with. */
export interface RoomMeans {
  readonly trainers: TrainerFactory;
  readonly lexicon: Lexicon;
  readonly store: ClassStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: Limits;
  /** What the server gives up at present (SPEC DG2). */
  readonly pressure: { readonly level: PressureLevel };
}

/** Whoever keeps the room. */
export interface RoomHost {
  /** Somebody else has the class. */
  readonly fenced: (error: Fenced) => void;
  /** Something of it has failed (SPEC CN1); it must be abandoned. */
  readonly broken: (error: unknown) => void;
  /** The class is a rehearsal (SPEC LE20). */
  readonly isRehearsal: boolean;
  /** Rooms of this server whose runs are under way. */
  readonly running: number;
}
