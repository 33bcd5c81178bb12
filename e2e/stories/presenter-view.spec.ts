/** The instructor's second window: what comes next, who asks, who answers. The class and its projector see nothing of it. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

const textOf = (page: Page): Promise<string> => page.locator('body').innerText();

/** By the driver's own menu, in a window of its own. */
async function presenterOf({ page, controls }: RoomPage): Promise<Page> {
  const opened = page.context().waitForEvent('page');
  await controls.getByRole('button', { name: 'Menu', exact: true }).click();
  await controls.getByRole('menuitem', { name: 'Open the presenter view' }).click();
  const presenter = await opened;
  await expect(presenter.getByRole('heading', { name: 'Presenter view' })).toBeVisible();
  return presenter;
}

/** Its part of the page. */
const part = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

test('PV1 PV2 PV3 PV4 next and what it reveals, an answer, a step for the class; none of it reaches the projector', async ({
  school,
}) => {
  const instructor = await school.start();
  const { code } = instructor;
  const projector = await school.screen(code);
  const [ann, bob] = [await school.join(code), await school.join(code)];
  await expect(projector.board).toBeVisible();
  const presenter = await presenterOf(instructor);
  const controls = presenter.getByRole('contentinfo', { name: 'Class controls' });
  const next = part(presenter, 'Next');

  // The same numbers, one operation before the class has them.
  const reveal = async (title: string, tensor: string): Promise<void> => {
    await expect(next.getByRole('heading')).toHaveText(`Next ${title}`);
    const said = await next.locator('.reading strong').innerText();
    expect(await textOf(projector.page)).not.toContain(title);
    await controls.getByRole('button', { name: `Next ${title}` }).click();
    await expect(projector.page.getByRole('heading', { name: title })).toBeVisible();
    const [first] = await ann.entries(tensor);
    expect(first.text).toBe(said);
  };
  // A clicker's keys are the driver's here, too.
  for (let press = 0; press < 2; press++) await presenter.locator('body').press('PageDown');
  await expect(ann.state).toHaveText('Paused inside step 1 · operation 7 of 14');
  await reveal('Backward: gradient of u', '∂J/∂u');
  await reveal('Backward: through the score', '∂J/∂h');

  // A question: what is right is said here, and nowhere else.
  await controls.getByRole('button', { name: 'Ask…' }).click();
  const dialog = presenter.getByRole('dialog', { name: 'Ask the class' });
  await dialog.getByRole('radio', { name: /^The sign of δ/ }).check();
  await dialog.getByRole('button', { name: 'Ask this' }).click();
  await expect(dialog).toHaveCount(0);
  const answer = await next.locator('.answer strong').innerText();
  expect(answer).toMatch(/^(negative|positive|exactly zero)/);
  await expect(part(presenter, 'Question')).toContainText('0 of 2 answered');
  await ann.page.getByText(answer, { exact: true }).click();
  await ann.page.getByRole('button', { name: 'Send' }).click();
  await expect(part(presenter, 'Question')).toContainText('1 of 2 answered');
  const row = part(presenter, 'Question').getByRole('row').filter({ hasText: answer });
  await expect(row.getByRole('cell')).toHaveText('1');
  for (const { page } of [projector, bob]) {
    await expect(page.getByRole('table')).toHaveCount(0);
    expect(await textOf(page)).not.toContain('The answer');
  }
  await controls.getByRole('button', { name: /^Reveal/ }).click();
  await expect(projector.page.getByRole('row').filter({ hasText: 'correct' })).toContainText(answer);
  await expect(ann.state).toHaveText('Paused inside step 1 · operation 10 of 14');
});

test('CO1 CO2 CO3 PV1 a question of the room is voted for, a hand is raised and lowered; the projector shows no name and no text', async ({
  school,
}) => {
  const instructor = await school.start();
  const { code } = instructor;
  const projector = await school.screen(code);
  const [ann, bob] = [await school.join(code), await school.join(code)];
  const presenter = await presenterOf(instructor);
  const me = async ({ page }: RoomPage): Promise<Locator> => {
    await page.getByRole('button', { name: 'Me', exact: true }).click();
    return page.getByRole('dialog', { name: 'Me' });
  };

  const bobs = await me(bob);
  await bobs.getByRole('textbox', { name: 'Ask or write something' }).fill('Can f′ be negative?');
  await bobs.getByRole('button', { name: 'Send' }).click();
  const texts = part(presenter, 'Texts from the class');
  await expect(texts).toContainText('Can f′ be negative?');
  const anns = await me(ann);
  await expect(anns.getByText('Can f′ be negative?')).toHaveCount(0);
  await texts.getByRole('button', { name: 'Open for votes' }).click();
  for (const one of [anns, bobs]) await one.getByRole('button', { name: 'Votes' }).click();
  await anns.getByRole('button', { name: /^Vote for: Can f′ be negative\?/ }).click();
  await expect(texts).toContainText('1 vote');
  // Nobody votes for their own; everybody sees how many have.
  const own = bobs.getByRole('button', { name: 'Vote for: Can f′ be negative? (1 vote)' });
  await expect(own).toBeDisabled();

  await anns.getByRole('button', { name: 'Write' }).click();
  await anns.getByRole('button', { name: 'Raise your hand' }).click();
  const hands = part(presenter, 'Hands raised');
  const name = await anns.getByRole('textbox', { name: 'Your name in this class' }).inputValue();
  await expect(hands.getByRole('listitem')).toContainText(name);
  const shown = await textOf(projector.page);
  expect(shown).not.toContain(name);
  expect(shown).not.toContain('Can f′ be negative?');
  await hands.getByRole('button', { name: `Done: lower the hand of ${name}` }).click();
  await expect(anns.getByRole('button', { name: 'Raise your hand' })).toBeVisible();
  await expect(hands).toContainText('No hand is raised.');
});

test('PV1 a student who opens the address is told nothing, and sent to the class', async ({ school }) => {
  const instructor = await school.start();
  const member = await school.raw({ room: instructor.code });
  await member.command({ type: 'contribute', contribution: { kind: 'question', text: 'Why?' } });
  const student = await school.join(instructor.code);
  await student.page.goto(`${new URL(student.page.url()).origin}/r/${instructor.code}?presenter`);
  await expect(student.page.getByText('This page is for the instructor.')).toBeVisible();
  expect(await textOf(student.page)).not.toMatch(/Why\?|Next|Lesson/);
  await student.page.getByRole('link', { name: 'To the class' }).click();
  await expect(student.board).toBeVisible();
});

test('PV5 the lesson’s time goes on over a reload, and is started anew by a press', async ({ school }) => {
  const instructor = await school.start();
  const presenter = await presenterOf(instructor);
  const timer = presenter.getByRole('timer', { name: 'Lesson' });
  await expect(timer).not.toHaveText(/^0:0[0-2]$/);
  await presenter.reload();
  await expect(timer).not.toHaveText(/^0:0[0-2]$/);
  await presenter.getByRole('button', { name: 'Restart' }).click();
  await expect(timer).toHaveText(/^0:0[0-2]$/);
});

test('PV6 it fits every screen of an instructor without scrolling, in both languages, and a phone a part at a time', async ({
  school,
}) => {
  const instructor = await school.start();
  const members = await Promise.all(Array.from({ length: 12 }, () => school.raw({ room: instructor.code })));
  for (const [k, member] of members.entries()) {
    const text = `Question ${k}: ${'why is the sum over the rows, and not over the columns? '.repeat(1 + (k % 4))}`;
    await member.command({ type: 'contribute', contribution: { kind: 'question', text } });
    await member.command({ type: 'hand', raised: true });
  }
  const presenter = await presenterOf(instructor);
  await expect(part(presenter, 'Hands raised').getByRole('listitem')).toHaveCount(12);
  await presenter.getByRole('button', { name: 'Ask…' }).click();
  await presenter.getByRole('button', { name: 'Ask this' }).click();
  await expect(part(presenter, 'Question').getByRole('table')).toBeVisible();
  for (const language of ['EN', 'KO']) {
    await presenter.setViewportSize({ width: 1366, height: 768 });
    await presenter.getByRole('button', { name: language, exact: true }).click();
    for (const [width, height] of [
      [1280, 720],
      [1366, 768],
      [1440, 900],
      [1920, 1080],
    ]) {
      await presenter.setViewportSize({ width, height });
      await expect.poll(() => amiss(presenter), { message: `${language} ${width}×${height}` }).toEqual([]);
    }
    await presenter.setViewportSize({ width: 390, height: 844 });
    const parts = presenter.getByRole('main').getByRole('group').first().getByRole('button');
    for (let k = 0; k < 5; k++) {
      await parts.nth(k).click();
      await expect.poll(() => amiss(presenter), { message: `${language} phone, part ${k + 1}` }).toEqual([]);
    }
  }
});

/** What is scrolled, cut or outside of the page; pages of a list are beside each other on purpose. */
const amiss = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, scrollHeight } = document.documentElement;
    if (scrollWidth > innerWidth || scrollHeight > innerHeight)
      found.push(`page ${scrollWidth}×${scrollHeight}`);
    for (const element of document.querySelectorAll<HTMLElement>('main *, footer *, header *')) {
      if (element.closest('[inert], .visually-hidden, .ruler, .katex, .columns')) continue;
      const { overflowY } = getComputedStyle(element);
      const { clientHeight, clientWidth } = element;
      if (clientHeight === 0 || overflowY === 'visible' || element.classList.contains('math')) continue;
      if (element.scrollHeight > clientHeight + 1 || element.scrollWidth > clientWidth + 1)
        found.push(
          `${element.className}: ${element.scrollWidth}×${element.scrollHeight} in ${clientWidth}×${clientHeight}`,
        );
    }
    for (const entry of document.querySelectorAll<HTMLElement>('main .paged li')) {
      const room = entry.parentElement?.clientHeight ?? 0;
      if (entry.offsetHeight > room) found.push(`an entry of ${entry.offsetHeight} in ${room}`);
    }
    return found;
  });
