/** Text as lines: LF, CRLF and CR end one; a byte-order mark is no part of the first. */
export const linesOf = (text: string): string[] => text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);

/** Also a no-break space and the other spaces of Unicode; a zero-width one is none. */
export const SPACES = /\s+/u;
export const isBlank = (line: string): boolean => line.trim() === '';
