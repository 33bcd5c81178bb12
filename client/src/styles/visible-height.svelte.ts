/** The part of the page that can be seen: an open keyboard takes from it where a browser does not shrink the page itself. */
export class VisibleHeight {
  #height = $state<number | null>(null);
  #top = $state(0);

  /** Call in a component: it follows until that is gone. */
  constructor() {
    $effect(() => {
      const viewport = window.visualViewport;
      if (!viewport) return;
      const follow = (): void => {
        // Pinched larger it shows a part of the page, which stays as high as it is.
        if (viewport.scale > 1.01) return;
        this.#height = viewport.height;
        this.#top = viewport.offsetTop;
      };
      follow();
      viewport.addEventListener('resize', follow);
      viewport.addEventListener('scroll', follow);
      return () => {
        viewport.removeEventListener('resize', follow);
        viewport.removeEventListener('scroll', follow);
      };
    });
  }

  /** In CSS pixels; null before it is known. */
  get height(): number | null {
    return this.#height;
  }

  /** How far the page has been pushed up under it. */
  get top(): number {
    return this.#top;
  }
}
