/**
 * The room's log: the truth from which every parameter of every run can be computed again (SPEC RN2). Two kinds of
 * record in one sequence. Run commands change θ and are committed before they are applied (SPEC ST1); class events
 * never change θ and are committed in groups (SPEC ST2).
 */
import type { ClassCommand } from '@deltaboard/shared/protocol/class-commands.ts';
import type { Speed, Scratch, Subject, View } from '@deltaboard/shared/protocol/state.ts';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { Cursor, Move } from '@deltaboard/shared/training/cursor.ts';
import type { PauseReason } from '@deltaboard/shared/training/playback.ts';
import type { PresetName } from '@deltaboard/shared/training/presets.ts';
import type { SettingChange } from '@deltaboard/shared/training/run.ts';

interface Timed {
  /** Wall time, milliseconds since 1970. */
  readonly at: number;
}

export interface RunStarted extends Timed {
  readonly kind: 'run-started';
  /** Index of the run in its room. */
  readonly run: number;
  readonly preset: PresetName | null;
  readonly configuration: Configuration;
}

export interface RunCommanded extends Timed {
  readonly kind: 'run-command';
  readonly run: number;
  /** The branch on which the class stood. */
  readonly from: number;
  /** The branch on which the change stands: another one when it was made behind the head. */
  readonly branch: number;
  readonly afterStep: number;
  readonly change: SettingChange;
}

export type ClassEvent =
  | { readonly type: 'run'; readonly cursor: Cursor }
  | { readonly type: 'pause'; readonly cursor: Cursor; readonly because: PauseReason }
  /** The pass that is walked is the run's, or where the subject is a probe and the granularity `operation`, the probe's. */
  | ({ readonly type: 'move'; readonly cursor: Cursor; readonly subject: Subject } & Move)
  /** A key was held for so many moves, and stood there when it ended. */
  | ({
      readonly type: 'hold';
      readonly moves: number;
      readonly cursor: Cursor;
      readonly subject: Subject;
    } & Move)
  | { readonly type: 'seek'; readonly cursor: Cursor }
  | { readonly type: 'open'; readonly cursor: Cursor }
  | { readonly type: 'speed'; readonly speed: Speed }
  | { readonly type: 'look'; readonly subject: Subject }
  | { readonly type: 'view'; readonly view: View }
  | { readonly type: 'scratch'; readonly scratch: Scratch }
  | { readonly type: 'breakpoints'; readonly breakpoints: readonly Breakpoint[] }
  /** The wheel has a holder by itself, or none: an instructor came, a driver was gone too long. */
  | { readonly type: 'wheel'; readonly member: string | null }
  /** What a member asked of the class; nobody's name stands in it. */
  | {
      readonly type: 'class';
      readonly member: string;
      readonly command: Exclude<ClassCommand, { type: 'name' | 'follow' }>;
    }
  /** What the step showed. */
  | { readonly type: 'revealed'; readonly question: number; readonly truth: number | null }
  /** So many updates have been made on the branch: where a class that lost its server comes back to. */
  | { readonly type: 'reached'; readonly run: number; readonly branch: number; readonly step: number };

export interface ClassEventRecord extends Timed {
  readonly kind: 'class-event';
  readonly event: ClassEvent;
}

export type LogRecord = RunStarted | RunCommanded | ClassEventRecord;

export interface LogStore {
  /** Durable, in order and all or none when it resolves. */
  append(room: string, records: readonly LogRecord[]): Promise<void>;
  /** Every record of the room, oldest first; none for an unknown room. */
  read(room: string): Promise<readonly LogRecord[]>;
  /** The room is closed for good: a log that lives in memory lets go of it, a durable one keeps it. */
  release(room: string): Promise<void>;
  /** Codes of the rooms that have a log. */
  rooms(): Promise<readonly string[]>;
}

/** The in-process default: it lasts as long as the process. */
export function createMemoryLog(): LogStore {
  const logs = new Map<string, LogRecord[]>();
  return {
    append(room, records) {
      const log = logs.get(room);
      if (log) log.push(...records);
      else logs.set(room, [...records]);
      return Promise.resolve();
    },
    read: (room) => Promise.resolve([...(logs.get(room) ?? [])]),
    release: (room) => Promise.resolve(void logs.delete(room)),
    rooms: () => Promise.resolve([...logs.keys()]),
  };
}
