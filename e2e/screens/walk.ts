/** Walks a class through a lesson and measures every screen at every stage. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { measured, settled } from '../measured.ts';
import { openClassroom, type Classroom } from './classroom.ts';
import type { Fault, Measured } from './finding.ts';
import { attending, isMobile, nameOf, type Language, type Screen } from './sizes.ts';
import { stages, type Stage } from './stages.ts';

export interface Finding extends Fault {
  readonly screen: string;
  readonly language: Language;
  readonly stage: string;
}

export interface Look {
  readonly screen: Screen;
  readonly language: Language;
  readonly stage: string;
  readonly measured: Measured;
  readonly findings: readonly Finding[];
  /** Its file; null: none was taken. */
  readonly picture: string | null;
}

export interface WalkOptions {
  readonly browser: Browser;
  readonly url: string;
  readonly languages: readonly Language[];
  readonly screensOf: (language: Language) => readonly Screen[];
  /** Only the stages that --quick looks at. */
  readonly quick: boolean;
  readonly only: RegExp | null;
  readonly dark: boolean;
  /** Where the pictures go; null: none are taken. */
  readonly folder: string | null;
}

/** What a driver may have before them while nothing is opened (SPEC SZ4). */
export const CONTROLS_LIMIT = 20;
/** Of the height of a window, what header and bar may take. */
const CHROME_SHARE = 1 / 6;

export async function* walk(options: WalkOptions): AsyncGenerator<Look> {
  for (const language of options.languages) {
    const present = [...new Set(options.screensOf(language).map(({ role }) => role))];
    const room = await openClassroom(options.browser, options.url, language, options.dark, present);
    try {
      yield* walkThrough(room, language, options);
    } finally {
      await room.close();
    }
  }
}

async function* walkThrough(room: Classroom, language: Language, options: WalkOptions): AsyncGenerator<Look> {
  /** Of each screen the board's height at the first stage of a pass. */
  const heights = new Map<string, number>();
  /** What the first of the driver's screens says at a stage: the others say it too. */
  let said: readonly string[] | null = null;
  const screens = options.screensOf(language);
  let number = 0;
  for await (const stage of stages(room, language)) {
    number++;
    if ((options.quick && !stage.quick) || options.only?.test(stage.name) === false) continue;
    const here = screens.filter(({ role }) => (stage.roles ?? attending).includes(role));
    const roles = [...new Set(here.map(({ role }) => role))];
    said = null;
    for (const role of roles) {
      const page = room.pages[role];
      await settled(page);
      await stage.open?.(page);
      for (const screen of here.filter((one) => one.role === role)) {
        await sit(page, screen);
        await settled(page);
        const found = await measured(page, screen.limits);
        const name = nameOf(screen);
        const faults = [...found.faults, ...judged(stage, screen, found, heights)];
        if (role === 'driver' && !stage.paged) {
          const here = stage.live ? found.said.map(withoutNumber) : found.said;
          said ??= here;
          faults.push(...missing(said, here));
        }
        const file = options.folder && join(options.folder, `${name} ${language}`.replaceAll(' ', '-'));
        if (file) await mkdir(file, { recursive: true });
        const picture =
          file && join(file, `${String(number).padStart(3, '0')} ${stage.name}.png`.replaceAll(' ', '-'));
        if (picture) await page.screenshot({ path: picture });
        yield {
          screen,
          language,
          stage: stage.name,
          measured: found,
          findings: faults.map((fault) => ({ screen: name, language, stage: stage.name, ...fault })),
          picture,
        };
      }
      await stage.close?.(page);
    }
  }
}

const withoutNumber = (name: string): string => name.replace(/ [−\d].*/s, '');
/** Before this screen, with its size of text. */
async function sit(page: Page, screen: Screen): Promise<void> {
  await page.evaluate((text) => {
    const { style } = document.documentElement;
    style.fontSize = text === null ? '' : `${text}px`;
    // What is laid out in numbers follows the window.
    dispatchEvent(new Event('resize'));
  }, screen.text);
  await page.setViewportSize(screen);
}

const missing = (of: readonly string[], here: readonly string[]): Fault[] =>
  [...new Set(of)].filter((name) => !here.includes(name)).map((what) => ({ kind: 'missing', what, by: '' }));

/** What one page cannot know of itself. */
function judged(
  { pass, rests }: Stage,
  screen: Screen,
  { header, bar, board, controls, pressable }: Measured,
  heights: Map<string, number>,
): Fault[] {
  const faults: Fault[] = [];
  if (screen.chrome) {
    const [ofHeader, ofBar] = screen.chrome;
    if (header > ofHeader + 0.5)
      faults.push({ kind: 'chrome', what: 'header', by: `${header} > ${ofHeader}` });
    if (bar > ofBar + 0.5) faults.push({ kind: 'chrome', what: 'bar', by: `${bar} > ${ofBar}` });
  } else if (header + bar > CHROME_SHARE * screen.height) {
    faults.push({ kind: 'chrome', what: 'header and bar', by: `${header + bar} of ${screen.height}` });
  }
  if (rests && screen.role === 'driver' && controls.length > CONTROLS_LIMIT)
    faults.push({ kind: 'controls', what: 'at rest', by: `${controls.length} > ${CONTROLS_LIMIT}` });
  // What only shows has nothing that looks like something to press (SPEC UI51, SZ6).
  if (screen.role === 'projector')
    faults.push(...pressable.map((what): Fault => ({ kind: 'controls', what, by: 'on a projector' })));
  // A phone has a card an operation.
  if (pass && board !== null && !isMobile(screen.role)) {
    const key = `${nameOf(screen)} ${pass}`;
    const first = heights.get(key) ?? board;
    heights.set(key, first);
    if (Math.abs(board - first) > 0.5)
      faults.push({ kind: 'board-height', what: 'in a pass', by: `${first} → ${board}` });
  }
  return faults;
}
