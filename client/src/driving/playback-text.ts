/** What the run does, in the viewer's words: the pill in the header and the viewers' line. */
import type { FrameHead } from '@deltaboard/shared/protocol/frame.ts';
import { stepPlan } from '@deltaboard/shared/training/configuration.ts';
import type { Cursor } from '@deltaboard/shared/training/cursor.ts';
import { forwardDone, operationsOf, type ObjectiveName } from '@deltaboard/shared/training/operations.ts';
import { fixed } from '../language/format.ts';
import type { playback as playbackTexts } from './playback.en.ts';
import type { RoomView } from '@deltaboard/shared/protocol/room-view.ts';

export interface PlaybackText {
  /** The state without colour: an icon of its own. */
  readonly icon: '…' | '⚠' | '❚❚' | '▶';
  readonly text: string;
  /** The same without its place in the pass, for where that stands elsewhere. */
  readonly brief: string;
  /** How fast it runs; it changes with every picture, so that it is not read out. */
  readonly rate: string;
}

export function playbackText(
  { state, run }: Pick<RoomView, 'state' | 'run'>,
  frame: Pick<FrameHead, 'stepsPerSecond'> | null,
  t: typeof playbackTexts,
): PlaybackText {
  const { playback, speed, beside } = state;
  switch (playback.status) {
    case 'preparing':
      if (playback.failure) return { icon: '⚠', text: t.noRun, brief: t.noRun, rate: '' };
      return {
        icon: '…',
        text: beside?.progress ? t.preparingAt(percentOf(beside.progress)) : t.preparing,
        brief: t.preparing,
        rate: '',
      };
    case 'running':
      return { icon: '▶', text: t.running, brief: t.running, rate: rateText(speed, frame, t) };
    case 'paused': {
      const { cursor } = playback;
      const text = pausedText(cursor, state.view.objective, run, t);
      return { icon: '❚❚', text, brief: cursor.operation === 0 ? text : t.inStep(cursor.step), rate: '' };
    }
  }
}

/** How much of long work has been done. */
export const percentOf = ({ made, of }: { readonly made: number; readonly of: number }): string =>
  fixed(of === 0 ? 0 : (100 * made) / of, 0);

function rateText(
  speed: RoomView['state']['speed'],
  frame: Pick<FrameHead, 'stepsPerSecond'> | null,
  t: typeof playbackTexts,
): string {
  if (frame && frame.stepsPerSecond >= 10) return t.rate(frame.stepsPerSecond);
  return speed === 'max' ? '' : t.slowRate(speed);
}

function pausedText(
  { step, operation }: Cursor,
  objective: ObjectiveName,
  run: RoomView['run'],
  t: typeof playbackTexts,
): string {
  if (operation === 0) return step === 1 ? t.atStart : t.after(step - 1);
  if (!run) return t.inside(step, operation, operation);
  const plan = stepPlan(run.configuration);
  if (plan.batch === 1 && operation === forwardDone(plan, objective)) return t.forwardDone(step);
  return t.inside(step, operation, operationsOf(plan, objective).length);
}

/** 1-based epoch of the newest step. */
export const epochOf = (updates: number, epochLength: number): number =>
  Math.floor(Math.max(0, updates - 1) / epochLength) + 1;
