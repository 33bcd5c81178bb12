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
  for (;;) {
    try {
      return await load();
    } catch (error) {
      forgetStyle(error);
      if (await gone(error)) {
        outdated.found();
        return new Promise(() => {});
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
    }
  }
}

/** A style that could not be loaded keeps its place in the page, and the next attempt would take it for loaded: the part came without it. */
function forgetStyle(error: unknown): void {
  const [style] = /assets\/[\w.-]+\.css/.exec(String(error)) ?? [];
  if (style) document.querySelector(`link[rel="stylesheet"][href$="${style}"]`)?.remove();
}
