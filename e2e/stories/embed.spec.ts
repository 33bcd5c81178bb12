/** The board of a class in slides that one already has: a real reveal.js deck of another site. */
import type { Page } from '@playwright/test';
import { serveDeck, type Deck } from '../deck.ts';
import { expect, test as base } from '../fixtures.ts';
import { startServer, type RunningServer } from '../server.ts';

/** Two decks, and a server that lets itself be framed by the first. */
const test = base.extend<{ decks: readonly [allowed: Deck, other: Deck]; embedding: RunningServer }>({
  decks: async ({}, use) => {
    const decks = [await serveDeck(), await serveDeck()] as const;
    await use(decks);
    for (const deck of decks) deck.close();
  },
  embedding: async ({ decks: [allowed] }, use) => {
    const server = await startServer({
      flags: [
        '--limit',
        'loop-delay=5000',
        '--embed-origins',
        `${allowed.origin},https://slides.example.org`,
      ],
    });
    await use(server);
    expect(await server.end('SIGTERM')).toBe(0);
  },
});

/** Opens the deck, and goes on to the slide with the iframe. */
async function present(page: Page, deck: Deck, framed: string): Promise<void> {
  await page.goto(deck.address(framed));
  await expect(page.getByRole('heading', { name: 'Backpropagation' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('iframe')).toBeVisible();
}

test('EM1 EM2 EM3 a slide shows the board and follows a step; nothing in it can be pressed, and nobody’s name is shown for it', async ({
  school,
  decks: [deck],
  embedding: { url },
  page,
}) => {
  const instructor = await school.start({ url });
  await present(page, deck, `${url}/r/${instructor.code}?embed`);
  const board = page.frameLocator('iframe');
  const state = board.locator('[role=status]').first();
  await expect(state).toHaveText('Paused inside step 1 · forward pass done');
  await expect(board.locator('main canvas').first()).toBeVisible();
  await instructor.step();
  await expect(state).toHaveText('Paused after step 1');
  const J = instructor.board.getByRole('img', { name: /^J / });
  const own = await J.getAttribute('aria-label');
  await expect(board.locator('[role=img][aria-label^="J "]')).toHaveAttribute('aria-label', own ?? '');

  // With the letters of its formulas, which its own server gives it.
  const fonts = (): Promise<readonly string[]> =>
    board.locator('body').evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family);
    });
  await expect.poll(fonts).toContain('KaTeX_Math');

  // It only shows.
  await expect(board.locator('#app > .room')).toHaveAttribute('inert');
  await expect(board.locator('header :is(button, a, input, select)')).toHaveCount(0);
  await expect(board.getByRole('textbox')).toHaveCount(0);

  // It is nobody, and no projector: what a mirrored page conceals stays concealed.
  await expect(instructor.page.getByText('1 connected')).toBeVisible();
  await instructor.controls.getByRole('button', { name: /^Class/ }).click();
  const dialog = instructor.page.getByRole('dialog', { name: 'The class' });
  await expect(dialog).toContainText('Names of students. Everyone who sees this screen will see them.');
  await dialog.getByRole('button', { name: 'Show here' }).click();
  const listed = dialog.getByRole('listitem').filter({ hasText: 'Embedded board, since' });
  await expect(listed).toHaveCount(1);

  // The deck's keys are the deck's.
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible();
});

test('EM1 from an origin that is not allowed it stays empty, and so does every other page on one that is', async ({
  school,
  server,
  decks: [allowed, other],
  embedding: { url },
  page,
}) => {
  const { code } = await school.start({ url });
  const elsewhere = await school.start();
  const refusals: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('frame-ancestors')) refusals.push(message.text());
  });
  const framed: readonly (readonly [Deck, string])[] = [
    [other, `${url}/r/${code}?embed`],
    [allowed, `${url}/r/${code}`],
    [allowed, `${url}/r/${code}?screen`],
    [allowed, `${url}/?embed`],
    // A server that was told nothing.
    [allowed, `${server.url}/r/${elsewhere.code}?embed`],
  ];
  for (const [deck, address] of framed) {
    const before = refusals.length;
    await present(page, deck, address);
    await expect.poll(() => refusals.length, address).toBeGreaterThan(before);
    await expect.poll(() => page.frames().at(-1)?.url(), address).toMatch(/^chrome-error:/);
    await expect(page.frameLocator('iframe').locator('main')).toHaveCount(0);
  }
});
