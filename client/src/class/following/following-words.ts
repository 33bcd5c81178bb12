/** What is said of whether one looks at what one is led to: by the driver, or in a seminar by a page of one's own. */
import type { Session } from '../../session/session.svelte.ts';
import type { following } from './following.en.ts';

export const followingWords = (
  { ownPace }: Pick<Session, 'ownPace'>,
  t: typeof following,
): {
  readonly state: string;
  readonly title: string;
  readonly resume: string;
  readonly resumeTitle: string;
} =>
  ownPace
    ? { state: t.ownPace, title: t.ownPaceTitle, resume: t.resumePage, resumeTitle: t.resumePage }
    : { state: t.following, title: t.followingTitle, resume: t.resume, resumeTitle: t.resumeTitle };
