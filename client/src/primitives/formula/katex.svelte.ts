/** KaTeX, fetched when the first formula is shown and the board is drawn; until then a formula is its plain text. */
import { whenIdle } from '../../browser/after-paint.ts';
import { lazily } from '../../browser/lazily.ts';
import type katex from 'katex';

type Katex = typeof katex;

class Typesetter {
  #katex = $state.raw<Katex | null>(null);
  #asked = false;

  /** Null until it is there: reading it follows its arrival. */
  get katex(): Katex | null {
    this.#ask();
    return this.#katex;
  }

  #ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    whenIdle(() => this.#fetch());
  }

  #fetch(): void {
    // Until then, and offline, plain text is readable too.
    void lazily(() => Promise.all([import('katex'), import('katex/dist/katex.min.css')])).then(
      ([{ default: loaded }]) => (this.#katex = loaded),
    );
  }
}

const typesetter = new Typesetter();

/** An attachment that typesets `tex` into its element, or leaves the element's own text while it cannot. */
export function typeset(tex: string, display = false) {
  return (element: HTMLElement): void => {
    const { katex } = typesetter;
    if (!katex) return;
    try {
      katex.render(tex, element, {
        displayMode: display,
        output: 'htmlAndMathml',
        throwOnError: true,
        strict: 'ignore',
        trust: false,
      });
    } catch {
      // A word that TeX cannot set: its plain text stays.
    }
  };
}
