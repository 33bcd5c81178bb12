/** The size of the main text and of a pixel, for what is laid out in numbers; both follow the window. */

/** CSS pixels across from which on a window is read from the back of a room. */
const LARGE = 1800;
/** Narrower ones are a phone's, also where the page only shows. */
const PHONE = 760;

class Type {
  #rem = $state(14);
  #pixelRatio = $state(1);
  #large = $state(false);
  #isScreen = false;
  #isDesk = false;
  #print: number | null = null;

  constructor() {
    window.addEventListener('resize', () => this.#measure());
    // Where the style sheet has not come yet, it comes before the next picture.
    requestAnimationFrame(() => this.#measure());
    this.#measure();
  }

  get rem(): number {
    return this.#rem;
  }

  /** CSS pixels of a line, the style sheets' `--line`. */
  get line(): number {
    return Math.max(1, this.#rem / 22);
  }

  get pixelRatio(): number {
    return this.#pixelRatio;
  }

  /** Whether the page has a projector's arrangement: it is read from afar, and heads hide its bottom. Style sheets: `data-large`. */
  get large(): boolean {
    return this.#large;
  }

  /** This page only shows: type and arrangement are a projector's at every size of its window (SPEC UI50). */
  asScreen(): void {
    this.#isScreen = true;
    document.documentElement.dataset.screen = '';
    this.#measure();
  }

  /** This page is read at a desk, however wide its window is. */
  atDesk(): void {
    this.#isDesk = true;
    document.documentElement.dataset.desk = '';
    this.#measure();
  }

  /**
   * The page is drawn for paper, whatever its window is.
   * @param sharpness pixels of a canvas per CSS pixel; null: for its screen again
   */
  asPrint(sharpness: number | null): void {
    this.#print = sharpness;
    document.documentElement.toggleAttribute('data-print', sharpness !== null);
    this.#measure();
  }

  #measure(): void {
    const root = document.documentElement;
    this.#large =
      this.#print !== null
        ? false
        : this.#isScreen
          ? window.innerWidth > PHONE
          : !this.#isDesk && window.innerWidth >= LARGE;
    root.toggleAttribute('data-large', this.#large);
    this.#rem = parseFloat(getComputedStyle(root).fontSize) || 14;
    this.#pixelRatio = this.#print ?? (window.devicePixelRatio || 1);
  }
}

export const type = new Type();
