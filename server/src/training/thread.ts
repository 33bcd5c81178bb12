/** The messages between a room's side and its training thread. */
import type { Evaluation } from '@deltaboard/shared/protocol/state.ts';
import type { Speed } from '@deltaboard/shared/training/speed.ts';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import type { PauseReason } from '@deltaboard/shared/training/playback.ts';
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import type { LoopOptions } from './loop-face.ts';
import type { BranchMemory } from './run-memory.ts';
import type { SlotHolder } from './slots.ts';
import type { RawMoment, Halt } from './halt.ts';
import type { SetBreakpoint } from './watch.ts';

export type ThreadData = Omit<LoopOptions, 'now' | 'shouldPark' | 'level'> & SlotHolder;

/** Requests carry an id and are answered by `stood`, a seek that is given up by `gave-up`; orders are not answered. */
export type ToThread =
  | { readonly type: 'park'; readonly id: number }
  | { readonly type: 'seek'; readonly id: number; readonly step: number; readonly operation: number }
  | { readonly type: 'start' | 'speed'; readonly speed: Speed }
  | { readonly type: 'probe'; readonly probe: number }
  | { readonly type: 'breakpoints'; readonly breakpoints: readonly SetBreakpoint[] }
  | { readonly type: 'follow'; readonly branch: BranchMemory; readonly common: number }
  | { readonly type: 'cancel' | 'close' };

export type FromThread =
  | { readonly type: 'stood'; readonly id: number; readonly standing: Halt }
  | {
      readonly type: 'gave-up';
      readonly id: number;
      /** Where it stands; the points are those of the branch that was gone on. */
      readonly standing: Halt;
      readonly branch: number;
    }
  | { readonly type: 'approached'; readonly made: number; readonly of: number }
  | { readonly type: 'frame'; readonly bytes: Uint8Array }
  | { readonly type: 'moment'; readonly moment: RawMoment; readonly points: readonly SeriesPoint[] }
  | { readonly type: 'progressed'; readonly updates: number; readonly points: readonly SeriesPoint[] }
  | { readonly type: 'evaluated'; readonly evaluation: Evaluation; readonly branch: number }
  | {
      readonly type: 'stopped';
      readonly because: PauseReason;
      readonly standing: Halt;
      readonly hit: Breakpoint | null;
    };
