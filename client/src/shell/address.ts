/** The product's addresses: `/` and `/r/CODE`, with `#secret` for the instructor. */

/** The code of a room's address, as it is written there; null on any other page. */
export function roomCodeOf(pathname: string): string | null {
  const match = /^\/r\/([^/]+)\/?$/.exec(pathname);
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

export const roomPath = (code: string, secret?: string): string =>
  `/r/${encodeURIComponent(code)}${secret === undefined ? '' : `#${secret}`}`;

/** Only this computer can open such an address. */
export const isLocalOnly = (hostname: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
