import { isGone, outdated } from './outdated.svelte.ts';

/** Milliseconds before what could not be loaded is asked for again. */
const AGAIN_AFTER = 1500;

/**
 * A part of the page that is loaded when it is needed. A lost connection or a server that starts anew only delays it; one
 * that is gone from the server never comes, and the page says that it is too old.
 */
export async function lazily<Part>(
  load: () => Promise<Part>,
  gone: (error: unknown) => Promise<boolean> = isGone,
): Promise<Part> {
  /** The styles without which an attempt failed. */
  let styles: readonly HTMLLinkElement[] = [];
  for (;;) {
    try {
      await againStyles(styles);
      return await load();
    } catch (error) {
      styles = [...lost];
      lost.clear();
      if (await gone(error)) {
        outdated.found();
        return new Promise(() => {});
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
    }
  }
}

/** The styles that did not come, of parts that have not yet been told so. */
const lost = new Set<HTMLLinkElement>();
addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') lost.add(target);
  },
  true,
);

/**
 * Once more: the build's own loader never asks for a style again, and the part would come without it. Rejects where one does not come this
 * time either.
 */
async function againStyles(links: readonly HTMLLinkElement[]): Promise<void> {
  await Promise.all(
    links.map(
      (link) =>
        new Promise((resolve, reject) => {
          const again = link.cloneNode() as HTMLLinkElement;
          again.addEventListener('load', resolve);
          again.addEventListener('error', () => reject(new Error(`cannot be loaded: ${again.href}`)));
          link.replaceWith(again);
        }),
    ),
  );
}
