/** One part of a page on every screen of a classroom: what of it is not where it may be, or not as large as it must be. */
import { isLong } from '../long.ts';
import { faultsOf, settled } from '../measured.ts';
import type { Classroom } from './classroom.ts';
import type { Role } from './sizes.ts';

export interface Seat {
  readonly role: Role;
  readonly width: number;
  readonly height: number;
}

const seat = (role: Role, width: number, height: number): Seat => ({ role, width, height });

const all: readonly Seat[] = [
  seat('driver', 1280, 720),
  seat('driver', 1366, 768),
  seat('driver', 1440, 900),
  seat('driver', 1920, 1080),
  seat('driver', 820, 1180),
  seat('projector', 1280, 720),
  seat('projector', 1920, 1080),
  seat('projector', 3840, 2160),
  seat('phone', 390, 844),
  seat('phone', 360, 640),
];
const short = ['driver 1280', 'projector 1920'];

export const seats = all.filter(({ role, width }) => isLong || short.includes(`${role} ${width}`));

/** CSS pixels that somebody who sits before it can read. */
const NEAR = 12;

/** Each with the screen and what it shows. A projector's least type is the style sheet's, which follows its window (SPEC SZ3). */
export async function misplaced(
  room: Classroom,
  { role, width, height }: Seat,
  within: string,
  name: string,
): Promise<readonly string[]> {
  const page = room.pages[role];
  await page.setViewportSize({ width, height });
  await page.locator(within).first().waitFor();
  // Where there is room for both it is open at first.
  const panel = page.getByRole('complementary');
  if (await panel.isVisible()) {
    await page.locator('header [aria-expanded=true]').click();
    await panel.waitFor({ state: 'hidden' });
  }
  await settled(page);
  const least = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('div'));
    probe.style.fontSize = 'var(--least)';
    const size = parseFloat(getComputedStyle(probe).fontSize);
    probe.remove();
    return size;
  });
  const limits = { type: Math.max(NEAR, least), mayScroll: false, within };
  const faults = await faultsOf(page, limits);
  return faults.map((fault) => `${role} ${width}×${height} ${name}: ${fault}`);
}
