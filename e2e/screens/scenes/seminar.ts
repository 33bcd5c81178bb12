/** A seminar: the pages that a student turns by themselves, with a question before and after the answer (SPEC LE23, LE24). */
import type { Page } from '@playwright/test';
import type { Classroom } from '../classroom.ts';
import type { Language } from '../sizes.ts';
import type { Stage } from './scene.ts';

const named = {
  en: { next: 'Next page', send: 'Send' },
  ko: { next: '다음 페이지', send: '보내기' },
} as const;

/** Of the lesson that is open: its pages are four, and the third asks something. */
export function seminar(language: Language): readonly Stage[] {
  const t = named[language];
  // Opened again it is as it was.
  const set = (room: Classroom): Promise<void> => room.drive({ type: 'open-seminar' });
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
  return [
    { name: 'a seminar: the class', roles: ['driver', 'projector'], set },
    { name: 'a seminar: beside the board', roles: ['student', 'phone'], set, open: turnTo(2) },
    { name: 'a seminar: a question', roles: ['student', 'phone'], quick: true, set, open: turnTo(3) },
    {
      name: 'a seminar: answered',
      roles: ['student', 'phone'],
      set,
      async open(page) {
        await turnTo(3)(page);
        const send = page.getByRole('button', { name: t.send });
        if (!(await send.isVisible())) return;
        await page.getByRole('radio').first().check({ force: true });
        await send.click();
        await send.waitFor({ state: 'detached' });
      },
    },
  ];
}
