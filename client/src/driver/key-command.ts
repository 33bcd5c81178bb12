/** Which key asks for what, and when a key belongs to something else. */
import type { PlaybackCommand } from '@deltaboard/shared/training/playback.ts';

export type KeyAction = PlaybackCommand | 'toggle' | 'help';

const actions: Readonly<Record<string, KeyAction>> = {
  ' ': 'toggle',
  ArrowRight: 'step',
  Home: 'home',
  '?': 'help',
};

/** What takes text, or the arrows, for itself. */
const FIELDS =
  'input, select, textarea, [contenteditable], [role="tab"], [role="radio"], [role="grid"], [role="slider"]';
/** What Space presses. */
const PRESSED_BY_SPACE = 'button, a, summary, [role="button"]';

/** What the key asks of the driver's bar; null when it asks nothing, or is somebody else's. */
export function actionOf(event: KeyboardEvent): KeyAction | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return null;
  const action = actions[event.key];
  if (!action) return null;
  const focused = event.target instanceof Element ? event.target : null;
  if (focused?.closest(FIELDS) || focused?.closest('dialog')) return null;
  if (event.key === ' ' && focused?.closest(PRESSED_BY_SPACE)) return null;
  return action;
}
