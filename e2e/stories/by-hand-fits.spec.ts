/** By hand has the gradient lane's place: whatever it shows, at every size it is measured to lie within it. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { isLong } from '../long.ts';
import type { RoomPage } from '../room-page.ts';

const byHand = ({ page }: RoomPage): Locator => page.getByRole('region', { name: /^(By hand|손으로 풀기)$/ });

/** On the board: an opened factor is drawn after it, and may have the same name. */
const drawn = (person: RoomPage, name: string): Locator => person.tensor(name).first();

/** What of By hand is not where it may be. */
const misplaced = (person: RoomPage): Promise<readonly string[]> =>
  byHand(person).evaluate((hand) => {
    const found: string[] = [];
    const place = hand.getBoundingClientRect();
    const lies = (
      name: string,
      inner: DOMRect,
      outer: Pick<DOMRect, 'top' | 'bottom' | 'left' | 'right'>,
    ) => {
      const out = [
        outer.top - inner.top,
        inner.bottom - outer.bottom,
        outer.left - inner.left,
        inner.right - outer.right,
      ];
      if (Math.max(...out) > 1) found.push(`${name}: ${out.map(Math.round).join(' ')}`);
    };
    lies('window', place, { top: 0, left: 0, bottom: innerHeight, right: innerWidth });
    const bar = document.querySelector('[role=contentinfo], footer')?.getBoundingClientRect();
    if (bar && bar.height > 0 && place.bottom > bar.top + 1) found.push('lies over the bar');
    for (const part of [hand, ...hand.querySelectorAll('*')]) {
      if (part.closest('.katex, select, .visually-hidden')) continue;
      const { overflowY, display } = getComputedStyle(part);
      if (display === 'inline' || part.clientHeight === 0) continue;
      if (overflowY === 'auto' || overflowY === 'scroll') found.push(`scrolls: ${part.className}`);
      if (part.scrollHeight > part.clientHeight + 2 && part.matches('section, section > *, .picture, li'))
        found.push(`higher than its place: ${part.className} ${part.scrollHeight} ${part.clientHeight}`);
    }
    const walker = document.createTreeWalker(hand, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.textContent?.trim() || !element) continue;
      if (element.closest('.katex-mathml, .own, .visually-hidden, option')) continue;
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      lies(`text ${node.textContent.trim()}`, range.getBoundingClientRect(), place);
    }
    for (const picture of hand.querySelectorAll('canvas, button, [role=img]'))
      lies(`picture ${picture.className.toString()}`, picture.getBoundingClientRect(), place);
    return found;
  });

/** Where what must not move is, and how high the board is. */
const places = async (person: RoomPage): Promise<unknown> => ({
  board: await person.page.getByRole('region', { name: 'The board: values above' }).boundingBox(),
  W: await drawn(person, 'W').boundingBox(),
  x: await drawn(person, 'x').boundingBox(),
  h: await drawn(person, 'h').boundingBox(),
  gradient: await drawn(person, '∂J/∂W').boundingBox(),
});

/** In the lower lane: under the values' pictures, and over all of the gradients'. */
async function expectInLane(person: RoomPage): Promise<void> {
  const hand = await byHand(person).boundingBox();
  const [W, ofW, ofX] = await Promise.all(
    ['W', '∂J/∂W', '∂J/∂x'].map((name) => drawn(person, name).boundingBox()),
  );
  if (!hand || !W || !ofW || !ofX) throw new Error('not on the board');
  expect(hand.y).toBeGreaterThanOrEqual(W.y + W.height);
  expect(hand.y).toBeLessThanOrEqual(ofW.y);
  expect(hand.y + hand.height).toBeGreaterThanOrEqual(ofX.y + ofX.height);
}

/** What both show of By hand: what is chosen, what is drawn, and which shapes are written. */
const said = (person: RoomPage): Promise<unknown> =>
  byHand(person).evaluate((hand) => [
    [...hand.querySelectorAll('[aria-pressed=true], [aria-current=true]')].map(
      ({ textContent }) => textContent,
    ),
    [...hand.querySelectorAll('canvas')].map((canvas) => canvas.parentElement?.getAttribute('aria-label')),
    [...hand.querySelectorAll('.shape, .reshaped, data, .numbers')].map(({ textContent }) => textContent),
  ]);

const sizes = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 1366, height: 768 },
  { width: 1440, height: 900 },
];

for (const size of isLong ? sizes : sizes.slice(0, 1)) {
  test(`UI26 By hand fits into the gradient lane at ${size.width}×${size.height}, and nothing else moves`, async ({
    school,
  }) => {
    const instructor = await school.start({ context: { viewport: size } });
    const screen = async (locale: string) => {
      const one = await school.screen(instructor.code, { context: { viewport: size, locale } });
      await expect(one.board).toBeVisible();
      return one;
    };
    const projector = await screen('en-US');
    const korean = await screen('ko-KR');
    const people = [instructor, projector];
    await instructor.step();
    for (const { state } of people) await expect(state).toHaveText('Paused after step 1');
    const before = await Promise.all(people.map((person) => places(person)));

    const look = async (name: string): Promise<void> => {
      // Both are read anew: either may be behind.
      await expect(async () => expect(await said(projector)).toEqual(await said(instructor))).toPass();
      for (const [k, person] of people.entries()) {
        await expect
          .poll(() => misplaced(person), { message: `${name}, ${k === 0 ? 'driver' : 'projector'}` })
          .toEqual([]);
        await expectInLane(person);
        expect(await places(person)).toEqual(before[k]);
      }
      await expect.poll(() => misplaced(korean), { message: `${name}, in Korean` }).toEqual([]);
    };
    await instructor.page.getByRole('button', { name: 'By hand', exact: true }).click();
    const stages = byHand(instructor).getByRole('group', { name: 'By hand', exact: true });
    for (const stage of ['symbols', 'shapes', 'numbers']) {
      await stages.getByRole('button', { name: stage }).click();
      await look(stage);
    }
    const pages = byHand(instructor).getByRole('group', { name: 'Part', exact: true }).getByRole('button');
    for (const [target, of] of [
      ['W', 4],
      ['z (δ)', 4],
      ['x', 4],
      ['u', 3],
    ] as const) {
      await byHand(instructor).getByRole('button', { name: target, exact: true }).click();
      await expect(pages).toHaveCount(of);
      for (let k = 0; k < of; k++) {
        await pages.nth(k).click();
        await look(`${target}, page ${k + 1}`);
        if (k === 0) {
          const factors = byHand(instructor).getByRole('button', { name: /^Show / });
          await factors.last().click();
          await look(`${target}, the product opened`);
          await byHand(instructor).getByRole('button', { name: 'Chain', exact: true }).click();
        }
      }
    }
    // With the other width of the page.
    await instructor.page.getByRole('button', { name: 'Side panel' }).click();
    await byHand(instructor).getByRole('button', { name: 'W', exact: true }).click();
    for (let k = 0; k < 4; k++) {
      await pages.nth(k).click();
      await expect.poll(() => misplaced(instructor), { message: `panel, page ${k + 1}` }).toEqual([]);
    }
    await instructor.page.getByRole('button', { name: 'Side panel' }).click();

    await instructor.page.getByRole('button', { name: 'Close By hand' }).click();
    for (const person of people) await expect(byHand(person)).toHaveCount(0);
    expect(await Promise.all(people.map((person) => places(person)))).toEqual(before);

    // Elsewhere there is no gradient lane.
    for (const elsewhere of ['Graph', 'Laboratory']) {
      await instructor.page.getByRole('button', { name: elsewhere, exact: true }).click();
      await expect(instructor.page.getByRole('button', { name: 'By hand', exact: true })).toHaveCount(0);
    }
  });
}
