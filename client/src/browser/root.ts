/**
 * Where the first page is, of which all other addresses are told from: `/`, or behind a proxy any path (SPEC DR6). The page finds it in its own
 * address, so that the server need not know it.
 */
export const rootOf = (pathname: string): string =>
  pathname.replace(/(^|\/)(r\/[^/]*|privacy|admin)\/?$/, '$1').replace(/[^/]*$/, '');

/** Ends in a slash. */
export const root = rootOf(location.pathname);
