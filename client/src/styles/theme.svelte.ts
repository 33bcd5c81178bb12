/** Light or dark: what the viewer chose, or what the system asks for. The pictures have a palette of their own in each. */
import { recall, remember } from '../browser/storage.ts';

export const themeChoices = ['auto', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];
export type ThemeName = 'light' | 'dark';

const isChoice = (value: unknown): value is ThemeChoice => themeChoices.some((choice) => choice === value);

class Theme {
  #choice = $state<ThemeChoice>('auto');
  #system = $state<ThemeName>('light');
  /** What this page is told to show, whatever the viewer chose and the system asks for. */
  #told = $state<ThemeName | null>(null);

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
    return this.#told ?? (this.#choice === 'auto' ? this.#system : this.#choice);
  }

  choose(choice: ThemeChoice): void {
    this.#choice = choice;
    remember('theme', choice);
    this.#show();
  }

  /** Without remembering it; null: what the viewer chose again. */
  tell(name: ThemeName | null): void {
    this.#told = name;
    this.#show();
  }

  #show(): void {
    document.documentElement.dataset.theme = this.name;
  }
}

export const theme = new Theme();
