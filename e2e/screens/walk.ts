/** Walks a class through a lesson and measures every screen at every stage. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { measured } from '../measured.ts';
import { openClassroom, type Classroom } from './classroom.ts';
import type { Fault, Measured } from './finding.ts';
import { attending, isMobile, nameOf, type Language, type Role, type Screen } from './sizes.ts';
import { lesson } from './scenes/lesson.ts';
import type { Stage } from './scenes/scene.ts';

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
  const open = (language: Language): Promise<Classroom> => {
    const present = [...new Set(options.screensOf(language).map(({ role }) => role))];
    return openClassroom(options.browser, options.url, language, options.dark, present);
  };
  // All at once: while one is walked through the other stands.
  const rooms = await Promise.all(
    options.languages.map(async (language) => ({ language, room: await open(language) })),
  );
  try {
    for (const { language, room } of rooms) {
      yield* walkThrough(room, language, options);
      await room.close();
    }
  } finally {
    for (const { room } of rooms) await room.close();
  }
}

async function* walkThrough(room: Classroom, language: Language, options: WalkOptions): AsyncGenerator<Look> {
  /** Of each screen the board's height at the first stage of a pass. */
  const heights = new Map<string, number>();
  const screens = options.screensOf(language);
  let number = 0;
  for (const { stages, enter, leave } of lesson(language)) {
    const numbered = stages.map((stage) => ({ ...stage, number: ++number }));
    const wanted = numbered.filter(
      (stage) =>
        (!options.quick || stage.quick) &&
        options.only?.test(stage.name) !== false &&
        screens.some((screen) => isFor(stage, screen)),
    );
    if (wanted.length === 0) continue;
    await enter?.(room);
    for (const stage of wanted) {
      await stage.set?.(room);
      await room.told();
      const here = screens.filter((screen) => isFor(stage, screen));
      const looks = [...new Set(here.map(({ role }) => role))].map((role) =>
        lookAt({
          room,
          language,
          options,
          heights,
          stage,
          role,
          screens: here.filter((one) => one.role === role),
        }),
      );
      for (const look of await Promise.all(looks)) yield* look;
    }
    await leave?.(room);
  }
}

const isFor = ({ roles, on }: Stage, screen: Screen): boolean =>
  (roles ?? attending).includes(screen.role) && on?.includes(nameOf(screen)) !== false;

interface Sitting {
  readonly room: Classroom;
  readonly language: Language;
  readonly options: WalkOptions;
  readonly heights: Map<string, number>;
  readonly stage: Stage & { readonly number: number };
  readonly role: Role;
  /** Of this role. */
  readonly screens: readonly Screen[];
}

/** One page at a stage, on one screen after the other. */
async function lookAt({ room, language, options, heights, stage, role, screens }: Sitting): Promise<Look[]> {
  const page = room.pages[role];
  const looks: Look[] = [];
  /** What the first of the driver's screens says: the others say it too. */
  let said: readonly string[] | null = null;
  if (stage.live) await room.hold(role);
  // What is opened belongs to the layout that it is opened in.
  await sit(page, screens[0]);
  await room.stands(role);
  await stage.open?.(page);
  for (const screen of screens) {
    await sit(page, screen);
    await room.stands(role);
    const found = await measured(page, screen.limits);
    const name = nameOf(screen);
    const faults = [...found.faults, ...judged(stage, screen, found, heights)];
    if (role === 'driver' && !stage.paged) {
      said ??= found.said;
      faults.push(...missing(said, found.said));
    }
    looks.push({
      screen,
      language,
      stage: stage.name,
      measured: found,
      findings: faults.map((fault) => ({ screen: name, language, stage: stage.name, ...fault })),
      picture: options.folder && (await pictured(page, options.folder, `${name} ${language}`, stage)),
    });
  }
  await stage.close?.(page);
  if (stage.live) room.release(role);
  return looks;
}

/** Returns the picture's file. */
async function pictured(page: Page, folder: string, name: string, stage: Sitting['stage']): Promise<string> {
  const place = join(folder, name.replaceAll(' ', '-'));
  await mkdir(place, { recursive: true });
  const path = join(place, `${String(stage.number).padStart(3, '0')} ${stage.name}.png`.replaceAll(' ', '-'));
  await page.screenshot({ path });
  return path;
}

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
