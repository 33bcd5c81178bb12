/** Who looks at what: every screen that a real classroom has (SPEC SZ1). */
import type { Limits } from './finding.ts';

export const roles = ['driver', 'student', 'projector', 'phone', 'visitor'] as const;
export type Role = (typeof roles)[number];

export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

export interface Screen {
  readonly role: Role;
  readonly width: number;
  readonly height: number;
  readonly limits: Limits;
  /** CSS pixels that header and bar may take together; null: a sixth of the height. */
  readonly chrome: readonly [header: number, bar: number] | null;
  /** Also with --quick, in this language. */
  readonly quick: Language | null;
}

const screen = (
  role: Role,
  [width, height]: readonly [number, number],
  { type, quick = null }: { readonly type: number; readonly quick?: Language | null },
  mayScroll = false,
): Screen => ({
  role,
  width,
  height,
  limits: { type, mayScroll },
  chrome: role === 'phone' ? [48, 52] : null,
  quick,
});

/** The least type of a projector follows its height: 22 px at 1080. */
const projected = (height: number): number => (22 * height) / 1080;

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
  screen('phone', [360, 640], { type: 12, quick: 'en' }),
  screen('phone', [390, 844], { type: 12 }),
  screen('phone', [320, 568], { type: 12 }, true),
  screen('phone', [844, 390], { type: 12 }, true),
  screen('visitor', [1280, 720], { type: 12, quick: 'en' }),
  screen('visitor', [1440, 900], { type: 12 }),
  screen('visitor', [1920, 1080], { type: 12 }),
  screen('visitor', [390, 844], { type: 12 }),
  screen('visitor', [360, 640], { type: 12, quick: 'ko' }),
];

export const nameOf = ({ role, width, height }: Screen): string => `${role} ${width}×${height}`;
