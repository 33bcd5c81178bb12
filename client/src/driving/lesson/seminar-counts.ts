/** What those who lead see of a seminar (SPEC LE25). */
import type { PageCount } from '@deltaboard/shared/protocol/lesson.ts';

/** The page, from 0, on which most are, the first of them; null where nobody is on any. */
export function fullest(
  pages: readonly PageCount[],
): { readonly page: number; readonly here: number } | null {
  const here = Math.max(0, ...pages.map((page) => page.here));
  return here === 0 ? null : { page: pages.findIndex((page) => page.here === here), here };
}

export const walking = (pages: readonly PageCount[]): number =>
  pages.reduce((all, { here }) => all + here, 0);
