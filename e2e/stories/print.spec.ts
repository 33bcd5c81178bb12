/** The board and the curves at print size: as SVG, as PNG, and on one page of paper (SPEC PN1–PN4). */
import { readFile } from 'node:fs/promises';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { Page } from '@playwright/test';
import { desktop, phone } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

/** Behind the panel, which on a phone stands in the menu. */
const dialogOf = async ({ page }: RoomPage) => {
  if ((page.viewportSize()?.width ?? 0) < 760) {
    const panel = page.getByRole('button', { name: /· Your sentence$/ });
    if (!(await page.getByRole('button', { name: 'Export…' }).isVisible())) {
      await page.getByRole('button', { name: 'Menu' }).click();
      await panel.click();
    }
  }
  await page.getByRole('button', { name: 'Export…' }).click();
  return page.getByRole('dialog', { name: 'Export this run' });
};

async function taken(room: RoomPage, name: string): Promise<Buffer> {
  const dialog = await dialogOf(room);
  const [download] = await Promise.all([
    room.page.waitForEvent('download'),
    dialog.getByRole('button', { name, exact: true }).click(),
  ]);
  if (await dialog.isVisible()) await room.page.keyboard.press('Escape');
  return readFile(await download.path());
}

/** The file alone, as another program would show it: without the page's style sheets. */
async function shown(page: Page, svg: string): Promise<void> {
  await page.setContent(svg);
}

for (const [name, viewport, colorScheme] of [
  ['a laptop, in the dark palette', desktop, 'dark'],
  ['a phone', phone, 'light'],
] as const) {
  test(`PN1 PN2 the board as SVG and PNG, from ${name}`, async ({ school, browser }, info) => {
    const instructor = await school.start({ context: { viewport: desktop, colorScheme } });
    const { page } = instructor;
    await instructor.step();
    await instructor.button('Step').click();
    await expect(instructor.state).toContainText('step');
    const digits = await instructor.entries('h');

    await page.setViewportSize(viewport);
    const svg = (await taken(instructor, 'Board as SVG')).toString('utf8');
    expect(svg).not.toContain('foreignObject');
    expect(svg).not.toMatch(/(href|src)="?(?!data:|http:\/\/www\.w3\.org)[a-z./]/);
    expect(svg).toContain('KaTeX_Math');
    // Light, whatever the page is.
    expect(svg).not.toContain('rgb(27, 30, 35)');
    const alone = await (await browser.newContext({ viewport: { width: 1400, height: 1000 } })).newPage();
    await shown(alone, svg);
    const said = await alone.locator('svg text').allTextContents();
    for (const { text } of digits) expect(said).toContain(text);
    await alone.screenshot({ path: info.outputPath('board.png') });
    await alone.context().close();

    const png = await taken(instructor, 'Board as PNG');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(3508);
    expect(png.includes('pHYs')).toBe(true);
    await info.attach('board at 300 dpi', { body: png, contentType: 'image/png' });

    const loss = (await taken(instructor, 'Loss J as SVG')).toString('utf8');
    expect(loss).toContain('Loss J');
    expect((await taken(instructor, 'F1 as PNG')).readUInt32BE(16)).toBe(3508);
    // The page is as it was.
    await expect(page.locator('.print-sheet')).toHaveCount(0);
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
  });
}

const largest = {
  ...presets.judge,
  hidden: [100, 64, 32, 16],
  head: 'softmax',
  batch: 16,
  decay: 0.001,
} satisfies Configuration;

for (const [format, configuration] of [
  ['A4', presets.board],
  ['Letter', largest],
] as const) {
  test(`PN4 the board on one page of ${format}: what stands where, the configuration, the board, nothing to press`, async ({
    school,
  }, info) => {
    const instructor = await school.start({ context: { colorScheme: 'dark' } });
    const { page } = instructor;
    await page.evaluate(() => (window.print = () => undefined));
    if (configuration !== presets.board) {
      const driver = await school.raw({ ...(await instructor.hello()), member: await instructor.member() });
      await driver.command({ type: 'configure', preset: null, configuration });
      await expect(instructor.state).toContainText('step 1');
    }
    await instructor.step();
    await expect(instructor.state).toHaveText('Paused after step 1');
    // By the browser's own key, or from the export.
    if (format === 'Letter') await page.keyboard.press('Control+p');
    else await (await dialogOf(instructor)).getByRole('button', { name: 'Print the board…' }).click();
    const sheet = page.locator('.print-sheet [data-sheet]');
    await expect(sheet).toContainText('step 1');
    await expect(sheet).toContainText(`seed ${configuration.seed}`);
    await expect(sheet.locator('.katex').first()).toBeAttached();
    await page.emulateMedia({ media: 'print' });
    const cut = await sheet.evaluate((element) => {
      const { right, bottom } = element.getBoundingClientRect();
      const inner = [...element.querySelectorAll('canvas, .label, header p')];
      return inner.filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width > 0 && (box.right > right + 1 || box.bottom > bottom + 1 || box.left < -1);
      }).length;
    });
    expect(cut).toBe(0);
    await expect(page.locator('button:visible')).toHaveCount(0);
    await page.screenshot({ path: info.outputPath(`${format}.png`) });
    const pdf = await page.pdf({
      format,
      preferCSSPageSize: false,
      landscape: true,
      path: info.outputPath(`${format}.pdf`),
    });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    // Closed: the page is there again.
    await page.emulateMedia({ media: 'screen' });
    await expect(page.locator('.print-sheet')).toHaveCount(0);
    await expect(instructor.board).toBeVisible();
  });
}
