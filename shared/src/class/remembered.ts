/**
 * The ids of the commands performed last (SPEC CL6), oldest first and in chunks: one more costs a copy of the last chunk and not of all,
 * which was a third of folding a long log.
 */
export type Remembered = readonly (readonly string[])[];

const CHUNK = 32;
const CHUNKS = 17;

/** So many at least are known; the chunk that is being filled comes on top. */
export const COMMANDS_REMEMBERED = CHUNK * (CHUNKS - 1);

/** An id is that of whoever gave it. */
export const commandKey = (by: string | null, command: string): string => `${by} ${command}`;

/** A command may have made several events. */
export function remembering(known: Remembered, command: string): Remembered {
  const last = known.at(-1) ?? [];
  if (last.at(-1) === command) return known;
  if (last.length === 0 || last.length === CHUNK) return [...known.slice(1 - CHUNKS), [command]];
  return known.with(-1, [...last, command]);
}

export const isRemembered = (known: Remembered, command: string): boolean =>
  known.some((chunk) => chunk.includes(command));
