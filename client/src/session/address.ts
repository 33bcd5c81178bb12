/**
 * The product's addresses, from its root on: `/` and `/r/CODE`, with `#secret` for the instructor,
 * `#secret~memberId` for the instructor's own second device or window, `?screen` for a projector, `?embed` for a board in somebody else's page, and `?presenter` for what only those who lead the class see.
 */
import { root } from '../browser/root.ts';

/** How somebody comes into a room. */
export interface Entry {
  readonly code: string;
  /** From the address, or as this browser keeps it: once it is kept the address loses it (SPEC DR5). */
  readonly secret: string | null;
  /** The instructor whose second device this is. */
  readonly as: string | null;
  /** It only shows. */
  readonly screen: boolean;
  /** In a page of somebody else's, such as slides. */
  readonly embed: boolean;
  readonly presenter: boolean;
}

/** Null on any page that is no room. An unreadable secret is a wrong one. */
export function entryOf({
  pathname,
  search,
  hash,
}: Pick<Location, 'pathname' | 'search' | 'hash'>): Entry | null {
  const code = roomCodeOf(pathname);
  if (code === null) return null;
  const written = hash.replace(/^#/, '');
  const [secret, as] = (decoded(written) ?? written).split('~', 2);
  const asked = new URLSearchParams(search);
  const embed = asked.has('embed');
  const screen = embed || asked.has('screen');
  return {
    code,
    secret: secret || null,
    as: as || null,
    screen,
    embed,
    presenter: asked.has('presenter') && !screen,
  };
}

/** The code of a room's address, as it is written there; null on any other page. */
export function roomCodeOf(pathname: string): string | null {
  const match = /\/r\/([^/]+)\/?$/.exec(pathname);
  if (!match) return null;
  const code = decoded(match[1]);
  // Left as it is written, so that no room has it.
  return code === null ? match[1] : normaliseCode(code);
}

/** What %-escapes stand for; null where they are malformed. */
export function decoded(escaped: string): string | null {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return null;
  }
}

/** As a code is shown: capitals, a dash after the fourth; whatever was typed in between is left out. */
export function normaliseCode(typed: string): string {
  const characters = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return characters.length > 4 ? `${characters.slice(0, 4)}-${characters.slice(4)}` : characters;
}

export const roomPath = (code: string, secret: string | null = null): string =>
  `${root}r/${encodeURIComponent(code)}${secret === null ? '' : `#${secret}`}`;

/** For a second device of the instructor who is this member. */
export const remotePath = (code: string, secret: string, member: string): string =>
  roomPath(code, `${secret}~${member}`);

/**
 * Beside the page of a member who leads the class. Its browser knows the member; where it remembers nothing, the secret comes along as
 * to a phone.
 */
export const presenterPath = (code: string, secret: string | null, member: string | null): string =>
  `${roomPath(code)}?presenter${secret === null ? '' : `#${secret}${member === null ? '' : `~${member}`}`}`;

/** It needs no secret, but of a rehearsal, which lets nobody in without. */
export const screenPath = (code: string, secret: string | null = null): string =>
  `${roomPath(code)}?screen${secret === null ? '' : `#${secret}`}`;

/** What is kept of whoever takes part. */
export const privacyPath = `${root}privacy`;

/** Only this computer can open such an address. */
export const isLocalOnly = (hostname: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
