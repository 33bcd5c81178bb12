/** Light or dark: what the viewer chose, or what the system asks for. The pictures have a palette of their own in each. */
import { recall, remember } from '../browser/storage.ts';

export const themeChoices = ['auto', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];
export type ThemeName = 'light' | 'dark';

const isChoice = (value: unknown): value is ThemeChoice => themeChoices.some((choice) => choice === value);

class Theme {
  #choice = $state<ThemeChoice>('auto');
  #system = $state<ThemeName>('light');

  constructor() {
    const remembered = recall('theme');
    if (isChoice(remembered)) this.#choice = remembered;
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => {
      this.#system = dark.matches ? 'dark' : 'light';
      this.#show();
    };
    dark.addEventListener('change', follow);
    follow();
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  /** The palette in force. */
  get name(): ThemeName {
    return this.#choice === 'auto' ? this.#system : this.#choice;
  }

  choose(choice: ThemeChoice): void {
    this.#choice = choice;
    remember('theme', choice);
    this.#show();
  }

  #show(): void {
    document.documentElement.dataset.theme = this.name;
  }
}

export const theme = new Theme();
