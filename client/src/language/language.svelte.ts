/** The viewer's language: switched without a reload, remembered, and told to assistive technology by <html lang>. */
import { remember, recall } from '../storage.ts';
import { en, type Catalogue } from './en/index.ts';
import { ko } from './ko/index.ts';

export const languages = ['en', 'ko'] as const;
export type LanguageName = (typeof languages)[number];

const catalogues: Readonly<Record<LanguageName, Catalogue>> = { en, ko };

const isLanguage = (name: unknown): name is LanguageName => languages.some((language) => language === name);

/** The remembered language, else the first that the browser asks for and that there is, else English. */
function preferred(): LanguageName {
  const remembered = recall('language');
  if (isLanguage(remembered)) return remembered;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

class Language {
  #name = $state<LanguageName>(preferred());

  get name(): LanguageName {
    return this.#name;
  }

  /** The messages. Read it as `language.t.board.notYet` inside markup or $derived, so that a switch is followed. */
  get t(): Catalogue {
    return catalogues[this.#name];
  }

  /** Of messages that are loaded with their part of the page, those of this language. */
  of<Messages>(each: Readonly<Record<LanguageName, Messages>>): Messages {
    return each[this.#name];
  }

  use(name: LanguageName): void {
    this.#name = name;
    remember('language', name);
    dress(name);
  }
}

/** The page in its language: for assistive technology, for hyphenation, and with letters for it. */
function dress(name: LanguageName): void {
  document.documentElement.lang = name;
  if (name === 'ko') void import('@fontsource-variable/noto-sans-kr/wght.css');
}

export const language = new Language();
dress(language.name);
