/** The size of the main text and of a pixel, for what is laid out in numbers; both follow the window. */
class Type {
  #rem = $state(14);
  #pixelRatio = $state(1);

  constructor() {
    window.addEventListener('resize', () => this.#measure());
    // Where the style sheet has not come yet, it comes before the next picture.
    requestAnimationFrame(() => this.#measure());
    this.#measure();
  }

  get rem(): number {
    return this.#rem;
  }

  get pixelRatio(): number {
    return this.#pixelRatio;
  }

  /** This page is read at a desk, however wide its window is. */
  atDesk(): void {
    document.documentElement.dataset.desk = '';
    this.#measure();
  }

  #measure(): void {
    this.#rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 14;
    this.#pixelRatio = window.devicePixelRatio || 1;
  }
}

export const type = new Type();
