/**
 * The server's log (SPEC OB1): one JSON line an event, to standard error. Whoever reads it is not of the class: codes are shortened, and whatever
 * looks like a secret or a token is left out, also in the words of an error.
 */
import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';

/** A class's code and an identity's secret or token, wherever they stand. */
const CODE = /\b([2-9B-HJ-NP-TV-Z]{2})[2-9B-HJ-NP-TV-Z]{2}-[2-9B-HJ-NP-TV-Z]{2,4}\b/gi;
const TOKEN = /(?<![\w-])[\w-]{22}(?![\w-])/g;

/** Enough to tell two classes of one log from each other, and not enough to find one. */
export const shortened = (code: unknown): string => `${String(code).slice(0, 2)}…`;

const scrubbed = (text: string): string => text.replace(CODE, '$1…').replace(TOKEN, '…');

/** The same, in every text of a value that can be logged. */
function scrub(value: unknown): unknown {
  if (typeof value === 'string') return scrubbed(value);
  if (Array.isArray(value)) return value.map(scrub);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, scrub(one)]));
}

export const createLogger = (level: string, to: DestinationStream = pino.destination(2)): Logger =>
  pino(
    {
      level,
      serializers: {
        room: shortened,
        err: (error: Error) => scrub(stdSerializers.err(error)),
      },
      formatters: { log: (line) => ('err' in line ? line : (scrub(line) as Record<string, unknown>)) },
    },
    to,
  );
