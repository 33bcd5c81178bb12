/** Milliseconds before what could not be loaded is asked for again. */
const AGAIN_AFTER = 1500;

/** A part of the page that is loaded when it is needed. A lost connection or a server that starts anew only delays it. */
export async function lazily<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
    }
  }
}
