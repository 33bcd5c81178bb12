/** Which key asks for what, and when a key belongs to something else. */
import type { Direction } from '@deltaboard/shared/training/cursor.ts';

export type KeyAction =
  | { readonly type: 'toggle' | 'home' | 'help' | 'narration' | 'blank' }
  | { readonly type: 'click' | 'page'; readonly direction: Direction }
  /** One update where `update` says so, otherwise what the driver's bar moves by. */
  | { readonly type: 'move'; readonly direction: Direction; readonly update: boolean };

/** What takes text, or the arrows, for itself. */
const FIELDS =
  'input, select, textarea, [contenteditable], [role="tab"], [role="radio"], [role="grid"], [role="slider"]';
/** What Space and Enter press. */
const PRESSED = 'button, a, summary, [role="button"]';

/** Enter on what it presses. */
export const isPressed = ({ key, target }: KeyboardEvent): boolean =>
  key === 'Enter' && target instanceof Element && target.closest(PRESSED) !== null;

/** What a browser prints a page by. */
export const isPrint = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean =>
  (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'p';

/** What the key asks of the driver's bar, or of this page; null when it asks nothing, or is somebody else's. */
export function actionOf(event: KeyboardEvent): KeyAction | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return null;
  const action = asked(event);
  if (!action) return null;
  // What was closed this moment may still have the focus: keys are the page's again.
  const focused =
    event.target instanceof Element && !event.target.closest('dialog:not([open])') ? event.target : null;
  if (focused?.closest(FIELDS) || focused?.closest('dialog')) return null;
  if (event.key === ' ' && focused?.closest(PRESSED)) return null;
  return action;
}

function asked({ key, shiftKey }: KeyboardEvent): KeyAction | null {
  switch (key) {
    case ' ':
      return { type: 'toggle' };
    case 'ArrowRight':
      return { type: 'move', direction: 1, update: shiftKey };
    case 'ArrowLeft':
      return { type: 'move', direction: -1, update: shiftKey };
    // What a clicker sends.
    case 'PageDown':
      return { type: 'click', direction: 1 };
    case 'PageUp':
      return { type: 'click', direction: -1 };
    // The pages of a lesson.
    case ']':
      return { type: 'page', direction: 1 };
    case '[':
      return { type: 'page', direction: -1 };
    case 'b':
    case 'B':
      return { type: 'blank' };
    case 'Home':
      return { type: 'home' };
    case '?':
      return { type: 'help' };
    case 'n':
      return { type: 'narration' };
    default:
      return null;
  }
}
