/** The viewer's language: switched without a reload, remembered, and told to assistive technology by <html lang>. */
import { lazily } from '../browser/lazily.ts';
import { remember, recall } from '../browser/storage.ts';
import type { Catalogue } from './en/index.ts';

export const languages = ['en', 'ko'] as const;
export type LanguageName = (typeof languages)[number];

/** A viewer needs one of them: the other comes when it is asked for. */
const sources: Readonly<Record<LanguageName, () => Promise<Catalogue>>> = {
  en: async () => (await import('./en/index.ts')).en,
  ko: async () => (await import('./ko/index.ts')).ko,
};
const catalogues: Partial<Record<LanguageName, Catalogue>> = {};

const isLanguage = (name: unknown): name is LanguageName => languages.some((language) => language === name);

/** The remembered language, else the first that the browser asks for and that there is, else English. */
function preferred(): LanguageName {
  const remembered = recall('language');
  if (isLanguage(remembered)) return remembered;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

class Language {
  #name = $state<LanguageName>(preferred());
  #asked = this.#name;

  get name(): LanguageName {
    return this.#name;
  }

  /** The messages. Read it as `language.t.board.notYet` inside markup or $derived, so that a switch is followed. */
  get t(): Catalogue {
    const catalogue = catalogues[this.#name];
    if (!catalogue) throw new Error(`the messages of ${this.#name} are not loaded`);
    return catalogue;
  }

  /** Before the page is drawn, and before a language is used. */
  async load(name: LanguageName = this.#name): Promise<void> {
    catalogues[name] ??= await lazily(sources[name]);
  }

  /** Of messages that are loaded with their part of the page, those of this language. */
  of<Messages>(each: Readonly<Record<LanguageName, Messages>>): Messages {
    return each[this.#name];
  }

  /** At once where its messages are there, otherwise as soon as they are. */
  use(name: LanguageName): void {
    remember('language', name);
    this.show(name);
  }

  /** Without remembering it: what a page is told to speak; null: what this browser asks for. */
  show(asked: LanguageName | null): void {
    const name = asked ?? preferred();
    this.#asked = name;
    if (catalogues[name]) return this.#speak(name);
    // Another may be asked for meanwhile.
    void this.load(name).then(() => {
      if (this.#asked === name) this.#speak(name);
    });
  }

  #speak(name: LanguageName): void {
    if (name === this.#name) return;
    this.#name = name;
    dress(name);
  }
}

/** The page in its language: for assistive technology, for hyphenation, and with letters for it. */
function dress(name: LanguageName): void {
  document.documentElement.lang = name;
  if (name === 'ko') void lazily(() => import('@fontsource-variable/noto-sans-kr/wght.css'));
}

export const language = new Language();
dress(language.name);
