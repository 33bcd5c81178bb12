/**
 * Whether a room runs or stands, and which commands make sense then. Pure, and the same on both sides: the server
 * obeys it, the client uses it to know which buttons are live (SPEC RN4).
 */
import type { Cursor } from './cursor.ts';

export type PauseReason =
  | 'opened' // nobody has run it yet
  | 'driver'
  | 'empty' // nobody was here for 60 s
  | 'epoch-limit'
  | 'not-finite' // the loss is not a number any more
  | 'failed'; // the trainer died; the run stands at its last known step

export type Playback =
  /** A new run is being built: corpus, windows, θ at step 0. */
  | { readonly status: 'preparing' }
  | { readonly status: 'paused'; readonly cursor: Cursor; readonly because: PauseReason }
  | { readonly status: 'running'; readonly run: number; readonly branch: number };

export type PlaybackCommand = 'run' | 'pause' | 'step' | 'home';

/** Whether the command does something in this state. `home` while running pauses first. */
export function isLive(playback: Playback, command: PlaybackCommand): boolean {
  switch (playback.status) {
    case 'preparing':
      return false;
    case 'running':
      return command === 'pause' || command === 'home';
    case 'paused':
      switch (command) {
        case 'pause':
          return false;
        case 'home':
          return !(playback.cursor.step === 1 && playback.cursor.operation === 0);
        case 'run':
        case 'step':
          return playback.because !== 'not-finite';
      }
  }
}
