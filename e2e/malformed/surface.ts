/** What takes something from outside, and what is sent to it that no page sends (SPEC MF1, MF3). */
import type { Random } from '@deltaboard/shared/random.ts';

/** In what way it is wrong. */
export const kinds = ['malformed', 'truncated', 'oversized', 'reordered', 'nested', 'mutated'] as const;
export type Kind = (typeof kinds)[number];

/** Where the server is, and a class whose members the senders may be. */
export interface Target {
  readonly port: number;
  readonly code: string;
  readonly secret: string;
}

/**
 * `untyped` where it is neither in the form {code, params} nor an HTTP status nor a code of RFC 6455, nor, of a decoder, its own error:
 * then `answer` says what came instead.
 */
export interface Outcome {
  readonly answer: string;
  readonly untyped?: boolean;
}

/** One who sends, one thing after the other. */
export interface Sender {
  send(kind: Kind, random: Random): Promise<Outcome>;
  close(): void;
}

export interface Surface {
  readonly name: string;
  /** Of a hundred things that are sent. */
  readonly share: number;
  /** How many send at a time. */
  readonly senders: number;
  open(target: Target, sender: number): Sender;
}

export const pick = <Item>(random: Random, items: readonly Item[]): Item => items[random.below(items.length)];

/** Rejects after so many milliseconds: whoever is not answered by then is not answered. */
export async function within<T>(milliseconds: number, awaited: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('nothing')), milliseconds);
  });
  try {
    return await Promise.race([awaited, late]);
  } finally {
    clearTimeout(timer);
  }
}
