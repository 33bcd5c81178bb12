/** Bytes of a file that the page opens. */
export const LARGEST_FILE = 20_000_000;
