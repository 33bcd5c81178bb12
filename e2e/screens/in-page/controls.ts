/** What on a page can be operated. */
import { isSeen, nameOf } from './visible.ts';

const OPERABLE =
  'button, a[href], input, select, textarea, summary, [role=button], [role=slider], [role=menuitem], [role=tab], [tabindex]:not([tabindex="-1"])';
/** Several from which one is chosen count as one. */
const CHOICE = '[role=group], [role=radiogroup], [role=tablist], fieldset, nav';

/** A radio or a checkbox is seen as its label. */
const seenAs = (element: Element): Element =>
  element instanceof HTMLInputElement && /radio|checkbox/.test(element.type)
    ? (element.closest('label') ?? element)
    : element;

export const operable = (roots: readonly Element[]): Element[] =>
  roots
    .flatMap((root) => [...root.querySelectorAll(OPERABLE)])
    .filter((element) => !element.closest('[inert]') && !(element as HTMLButtonElement).disabled)
    // A picture that is read with the keyboard.
    .filter((element) => !element.matches('[role=application]'))
    .map(seenAs)
    .filter((element) => isSeen(element) && element.getBoundingClientRect().width > 1 && isOnTop(element));

/** What is, or looks like, something to press, also where it is disabled, inert or covered. */
export const pressableOf = (root: Element): string[] =>
  [...root.querySelectorAll(OPERABLE)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .map((element) => `${nameOf(element)} ${element.textContent.trim().slice(0, 30)}`.trim());

export function controlsOf(root: Element): string[] {
  const found = new Map<Element, string>();
  for (const element of operable([root])) {
    // The board is read: also where a layer of it is pressed open (SPEC SZ4).
    if (element.closest('[role=application]')) continue;
    const among = element.closest(CHOICE);
    found.set(
      among ?? element,
      `${nameOf(among ?? element)} ${(among ? '' : element.textContent).trim().slice(0, 30)}`,
    );
  }
  return [...found.values()];
}

/** Not under what has been opened over it. */
function isOnTop(element: Element): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return !hit || hit.contains(element) || element.contains(hit);
}
