/** Beside the board, and what it leads to. */
import type { Page } from '@playwright/test';
import type { Language } from '../sizes.ts';
import { endStep, press, type Scene, type Stage } from './scene.ts';

const toggle = (page: Page): Promise<void> => page.locator('.panel-toggle').click();

async function sentence(page: Page): Promise<void> {
  await toggle(page);
  await page.locator('#tab-yourSentence').click();
}

const driver: Pick<Stage, 'roles'> = { roles: ['driver'] };

export const beside = (language: Language): Scene => ({
  enter: endStep,
  stages: [
    { ...driver, name: 'side panel', open: toggle, close: toggle, paged: true },
    { ...driver, name: 'side panel, a sentence', open: sentence, close: toggle },
    {
      ...driver,
      name: 'export',
      quick: true,
      paged: true,
      async open(page) {
        await toggle(page);
        await press(language === 'en' ? /^Export…$/ : /^내보내기…$/)(page);
      },
      async close(page) {
        await page.keyboard.press('Escape');
        await toggle(page);
      },
    },
  ],
});
