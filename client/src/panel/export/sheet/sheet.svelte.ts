/**
 * The sheet on its way to paper or to a file: mounted beside the page in the light palette and in print's own size of type, drawn, and taken
 * away again.
 */
import { flushSync, mount, unmount } from 'svelte';
import './sheet.css';
import type { Session } from '../../../session/session.svelte.ts';
import { theme } from '../../../styles/theme.svelte.ts';
import { type } from '../../../styles/type.svelte.ts';
import PrintSheet from './PrintSheet.svelte';

/** Frames in which nothing changes any more, and at most so many until then. */
const STILL = 4;
const MOST = 240;
/** Pixels of a canvas per CSS pixel: 96 dots per inch become 384. */
const SHARPNESS = 4;

/** What `work` makes of the sheet as it is drawn. The page is as it was behind it. */
export async function withSheet<T>(
  session: Session,
  work: (sheet: HTMLElement) => Promise<T> | T,
): Promise<T> {
  const target = document.createElement('div');
  target.className = 'print-sheet';
  target.inert = true;
  target.ariaHidden = 'true';
  document.body.append(target);
  theme.tell('light');
  type.asPrint(SHARPNESS);
  const sheet = mount(PrintSheet, { target, props: { session } });
  try {
    flushSync();
    const page = target.querySelector<HTMLElement>('[data-sheet]');
    if (!page) throw new Error('there is no run');
    await drawn(page);
    return await work(page);
  } finally {
    await unmount(sheet);
    target.remove();
    type.asPrint(null);
    theme.tell(null);
  }
}

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

/** The board lies where it is measured to lie, its formulas are set, and their letters are there. */
async function drawn(page: HTMLElement): Promise<void> {
  let last = '';
  let still = 0;
  for (let k = 0; k < MOST && still < STILL; k++) {
    await frame();
    await document.fonts.ready;
    const now = page.innerHTML;
    const isSet = page.querySelector('.formula') === null || page.querySelector('.katex') !== null;
    still = isSet && now === last ? still + 1 : 0;
    last = now;
  }
}

/** The browser's own dialog of printing, of the sheet alone. Resolves once it is closed. */
export const printSheet = (session: Session): Promise<void> =>
  withSheet(session, async () => {
    const closed = new Promise((resolve) => window.addEventListener('afterprint', resolve, { once: true }));
    window.print();
    await closed;
  });
