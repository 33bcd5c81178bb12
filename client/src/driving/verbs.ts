/** The driver's verbs as commands: the same ones in the bar, on the remote and in a phone's bar. */
import type { PlaybackCommand } from '@deltaboard/shared/training/playback.ts';
import type { Session } from '../session/session.svelte.ts';

export interface Verbs {
  readonly running: boolean;
  readonly home: PlaybackCommand;
  readonly back: PlaybackCommand;
  /** Run or pause. */
  readonly toggle: PlaybackCommand;
  readonly forward: PlaybackCommand;
}

export function verbsOf({ view, granularity }: Pick<Session, 'view' | 'granularity'>): Verbs {
  const running = view?.state.playback.status === 'running';
  return {
    running,
    home: { type: 'seek', step: 1, operation: 0 },
    back: { type: 'move', granularity, direction: -1 },
    toggle: { type: running ? 'pause' : 'run' },
    forward: { type: 'move', granularity, direction: 1 },
  };
}
