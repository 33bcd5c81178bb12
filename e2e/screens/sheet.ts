/** One sheet a size: all its pictures small, beside each other, each with its stage and what is wrong in it. */
import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Browser } from '@playwright/test';
import { nameOf } from './sizes.ts';
import type { Look } from './walk.ts';

/** CSS pixels of a sheet, and of a picture in it. */
const SHEET = 2400;
const widthOf = (width: number, height: number): number => (width > height ? 480 : 240);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Resolves with the sheets' files. */
export async function sheets(browser: Browser, looks: readonly Look[], folder: string): Promise<string[]> {
  const ofSize = new Map<string, Look[]>();
  for (const look of looks) {
    const key = `${nameOf(look.screen)} ${look.language}`;
    ofSize.set(key, [...(ofSize.get(key) ?? []), look]);
  }
  const files: string[] = [];
  const page = await browser.newPage({ viewport: { width: SHEET, height: 1000 } });
  for (const [name, all] of ofSize) {
    const { width, height } = all[0].screen;
    const figures = all.flatMap(({ picture, stage, findings }) =>
      picture
        ? `<figure style="width:${widthOf(width, height)}px"><img src="${escaped(relative(folder, picture))}" width="100%"><figcaption>${escaped(stage)}${findings.length > 0 ? ` <b>${findings.length}</b>` : ''}</figcaption></figure>`
        : [],
    );
    const html = join(folder, `${name.replaceAll(' ', '-')}.html`);
    await writeFile(
      html,
      `<!doctype html><meta charset="utf-8"><title>${escaped(name)}</title><style>body{font:14px sans-serif;display:flex;flex-wrap:wrap;gap:12px;margin:12px}figure{margin:0}img{border:1px solid #999}b{color:#b00}</style><h1 style="width:100%">${escaped(name)}</h1>${figures.join('')}`,
    );
    await page.goto(`file://${html}`);
    const file = html.replace(/html$/, 'png');
    await page.screenshot({ path: file, fullPage: true });
    files.push(file);
  }
  await page.close();
  return files;
}
