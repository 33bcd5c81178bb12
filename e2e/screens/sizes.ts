/** Who looks at what: every screen that a real classroom has (SPEC SZ1). */
import type { Limits } from './finding.ts';

/** `remote`: the driver's own phone. */
export const roles = ['driver', 'student', 'projector', 'phone', 'remote', 'visitor'] as const;
export type Role = (typeof roles)[number];
/** Who has the class before them at every stage. */
export const attending: readonly Role[] = ['driver', 'student', 'projector', 'phone'];
export const isMobile = (role: Role): boolean => role === 'phone' || role === 'remote';

export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

export interface Screen {
  readonly role: Role;
  readonly width: number;
  readonly height: number;
  readonly limits: Limits;
  /** CSS pixels of the main text, as a reader has set it in the browser; null: as it comes. */
  readonly text: number | null;
  /** CSS pixels that header and bar may take together; null: a sixth of the height. */
  readonly chrome: readonly [header: number, bar: number] | null;
  /** Also with --quick, in this language. */
  readonly quick: Language | null;
}

/** What may be on a phone: of a line what lies behind a rim is less than a letter's bearing, for there it is all that is read. */
export const PHONE: Limits = { type: 12, mayScroll: false, rim: 3 };

const screen = (
  role: Role,
  [width, height]: readonly [number, number],
  { type, quick = null }: { readonly type: number; readonly quick?: Language | null },
): Screen => ({
  role,
  width,
  height,
  limits: { type, mayScroll: false },
  text: null,
  chrome: null,
  quick,
});

const phone = (
  width: number,
  height: number,
  { role = 'phone', mayScroll = false, text = null, quick = null }: Partial<Screen & Limits> = {},
): Screen => ({
  role,
  width,
  height,
  limits: { ...PHONE, mayScroll },
  text,
  // Bars of large type are as high as it is.
  chrome: [48, 52].map((most) => (most * (text ?? 16)) / 16) as [number, number],
  quick,
});

/** The least type of a projector follows its height: 22 px at 1080. */
export const projected = (height: number): number => (22 * height) / 1080;

export const screens: readonly Screen[] = [
  screen('driver', [1440, 900], { type: 12, quick: 'en' }),
  screen('driver', [1280, 720], { type: 12, quick: 'ko' }),
  screen('driver', [1366, 768], { type: 12 }),
  screen('driver', [1920, 1080], { type: 12 }),
  screen('driver', [820, 1180], { type: 12 }),
  screen('student', [1366, 768], { type: 12 }),
  screen('projector', [1920, 1080], { type: projected(1080), quick: 'ko' }),
  screen('projector', [1280, 720], { type: projected(720) }),
  screen('projector', [3840, 2160], { type: projected(2160) }),
  phone(360, 640, { quick: 'en' }),
  phone(390, 844),
  phone(320, 568, { mayScroll: true }),
  phone(844, 390, { mayScroll: true }),
  phone(390, 844, { mayScroll: true, text: 24 }),
  phone(360, 640, { role: 'remote' }),
  phone(390, 844, { role: 'remote' }),
  screen('visitor', [1280, 720], { type: 12, quick: 'en' }),
  screen('visitor', [1440, 900], { type: 12 }),
  screen('visitor', [1920, 1080], { type: 12 }),
  screen('visitor', [390, 844], { type: 12 }),
  screen('visitor', [360, 640], { type: 12, quick: 'ko' }),
];

export const nameOf = ({ role, width, height, text }: Screen): string =>
  `${role} ${width}×${height}${text === null ? '' : ` text of ${text}`}`;
