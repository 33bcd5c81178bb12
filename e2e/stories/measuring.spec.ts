/** The measuring that stories and `npm run screens` have in common finds what is wrong, and only that. */
import { expect, test } from '@playwright/test';
import { faultsOf, measured } from '../measured.ts';
import type { Limits } from '../screens/finding.ts';

const limits: Limits = { type: 12, mayScroll: false };

/** Each with what is found of it, by its beginning; at 400×300. */
const pages: readonly (readonly [name: string, body: string, found: readonly RegExp[], limits?: Limits])[] = [
  ['nothing', '<p style="width:200px">All of it is here</p>', []],
  [
    'a text that its own element cuts',
    '<p style="width:30px;overflow:hidden;white-space:nowrap">Museums</p>',
    [/^cut: Museums by p/],
  ],
  [
    'with an ellipsis',
    '<p style="width:40px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">Museums in Paris</p>',
    [/^cut: Museums in Paris by p/],
  ],
  [
    'a text behind a rim',
    '<div style="height:8px;overflow:hidden"><p>Museums</p></div>',
    [/^cut: Museums by div/],
  ],
  [
    'beside the page',
    '<p style="position:absolute;left:380px;white-space:nowrap">Museums</p>',
    [/^cut: Museums/, /^scrolls: html/],
  ],
  [
    'below the fold',
    '<p style="position:absolute;top:295px">Museums</p>',
    [/^below-the-fold: Museums/, /^scrolls: html/],
  ],
  [
    'two texts over each other',
    '<p>Museums</p><p style="position:relative;top:-10px">in Paris</p>',
    [/^overlap: Museums × in Paris/],
  ],
  [
    'also within a block',
    '<p><span>Museums</span><span style="position:relative;left:-30px">in Paris</span></p>',
    [/^overlap: Museums × in Paris/],
  ],
  ['two lines of a text', '<p style="width:40px;line-height:1">Museums in Paris</p>', []],
  ['too small', '<p style="font-size:11.9px">Museums</p>', [/^small: Museums \(11.90 < 12\)/]],
  [
    'a text that is scaled',
    '<svg width="60" height="20" viewBox="0 0 120 40"><text y="20" font-size="20">Paris</text></svg>',
    [/^small: Paris \(10.00 < 12\)/],
  ],
  [
    'under something',
    '<p style="width:60px">Museums</p><div style="position:absolute;top:0;left:0;width:30px;height:80px;background:#fff"></div>',
    [/^covered: Museums by div/],
  ],
  [
    'what scrolls',
    '<div style="height:20px;overflow:auto"><p>Museums</p><p>in Paris</p></div>',
    [/^cut: in Paris by div/, /^scrolls: div/],
  ],
  [
    'what has given way',
    '<div style="position:relative;height:60px;overflow:hidden"><p>Museums</p><p style="position:absolute;top:90px">in Paris</p></div>',
    [],
  ],
  [
    'where nothing gives way',
    '<div style="position:relative;height:60px;overflow:hidden"><p>Museums</p><p style="position:absolute;top:90px">in Paris</p></div>',
    [/^cut: in Paris by div/],
    { ...limits, whole: true },
  ],
  [
    'where the page may be longer',
    '<main style="height:20px;overflow:auto"><p>Museums</p><p>in Paris</p></main>',
    [],
    { ...limits, mayScroll: true, whole: true },
  ],
  [
    'and never wider',
    '<main style="width:80px;height:20px;overflow:auto"><p style="width:200px">Museums</p><p>in Paris</p></main>',
    [/^scrolls: main/],
    { ...limits, mayScroll: true, whole: true },
  ],
  [
    'on a phone',
    '<div style="height:18px;overflow:hidden"><p style="margin-top:-4px;line-height:22px">Museums</p></div>',
    [/^cut: Museums by div/],
    { ...limits, rim: 1 },
  ],
  ['a part that is not there', '<p>Museums</p>', [/^missing: .board/], { ...limits, within: '.board' }],
  [
    'a part of a page',
    '<p class="board">Museums</p><p style="font-size:9px">in Paris</p>',
    [],
    { ...limits, within: '.board' },
  ],
  [
    'what is chosen, in a field that is too short for it',
    '<select style="width:60px"><option>Museums in Paris</option></select>',
    [/^cut: Museums in Paris in select/],
  ],
  ['in one that is long enough', '<select><option>Museums in Paris</option></select>', []],
  [
    'a control that is cut',
    '<div style="width:40px;overflow:hidden"><button style="width:80px;font-size:0">.</button></div>',
    [/^cut: button by div/],
  ],
];

test.use({ viewport: { width: 400, height: 300 } });

for (const [name, body, found, given = limits] of pages) {
  test(`SZ11 ${name}`, async ({ page }) => {
    await page.setContent(
      `<!doctype html><style>body { font: 16px sans-serif } p { margin: 0 }</style>${body}`,
    );
    const faults = await faultsOf(page, given);
    expect(faults.filter((fault) => !found.some((one) => one.test(fault)))).toEqual([]);
    for (const one of found) expect(faults).toContainEqual(expect.stringMatching(one));
  });
}

test('SZ11 UI51 what looks like something to press is found, also where it is disabled or inert', async ({
  page,
}) => {
  await page.setContent(
    '<button disabled>Run</button><div inert><span tabindex="0">Paris</span></div><p>x</p>',
  );
  const { pressable, controls } = await measured(page, limits);
  expect(pressable).toHaveLength(2);
  expect(controls).toEqual([]);
});
