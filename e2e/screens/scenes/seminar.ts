/** A seminar: the pages that a student turns by themselves, with a question before and after the answer; and what who leads sees of it. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Language } from '../sizes.ts';
import type { Scene } from './scene.ts';

const text = readFileSync(new URL('../../../lessons/samples/first-look.json', import.meta.url), 'utf8');
const named = {
  en: { next: 'Next page', send: 'Send' },
  ko: { next: '다음 페이지', send: '보내기' },
} as const;

export const seminar = (language: Language): Scene => {
  const t = named[language];
  const turnTo =
    (number: number) =>
    async (page: Page): Promise<void> => {
      const at = page.getByText(/^\d+ \/ 4$/);
      await at.first().waitFor();
      for (let k = Number((await at.first().innerText())[0]); k < number; k++) {
        await page.getByRole('button', { name: t.next }).click();
        await page.getByText(`${k + 1} / 4`, { exact: true }).waitFor();
      }
    };
  return {
    async enter(room) {
      await room.drive({ type: 'lesson', text });
      await room.drive({ type: 'open-seminar' });
    },
    stages: [
      { name: 'a seminar: its first page', quick: true },
      { name: 'a seminar: beside the board', roles: ['student', 'phone'], open: turnTo(2) },
      { name: 'a seminar: a question', roles: ['student', 'phone'], quick: true, open: turnTo(3) },
      {
        name: 'a seminar: answered',
        roles: ['student', 'phone'],
        async open(page) {
          await turnTo(3)(page);
          const send = page.getByRole('button', { name: t.send });
          if (!(await send.isVisible())) return;
          await page.getByRole('radio').first().check({ force: true });
          await send.click();
          await send.waitFor({ state: 'detached' });
        },
      },
    ],
    async leave(room) {
      await room.drive({ type: 'close-lesson' });
      await room.drive({ type: 'point', pointer: null });
      await room.drive({
        type: 'view',
        view: { workbench: 'closed', convention: 'shape', handPage: 'chain' },
      });
      await room.drive({ type: 'open', run: 0, branch: 0, step: 1, operation: 5 });
    },
  };
};
