/** Frames without a change after which a page stands. */
const STILL = 4;
/** Milliseconds after which one that never stands is measured as it is. */
const PATIENCE = 3000;

/** Resolves once the fonts are there and nothing has changed for some frames. */
export async function settled(): Promise<void> {
  await document.fonts.ready;
  await new Promise<void>((resolve) => {
    let still = 0;
    const observer = new MutationObserver(() => (still = 0));
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    const end = performance.now() + PATIENCE;
    const look = (): void => {
      // It says itself that something is still to come.
      if (document.querySelector('[aria-busy=true]')) still = 0;
      if (++still < STILL && performance.now() < end) return void requestAnimationFrame(look);
      observer.disconnect();
      resolve();
    };
    requestAnimationFrame(look);
  });
}
