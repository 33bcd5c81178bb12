/**
 * Room codes and secrets (SPEC RM1, RM2). A code is read aloud and typed on phones: no 0 O, 1 I L, no vowels (no words),
 * XXXX-XX. Codes find a room and protect nothing; secrets do.
 */
import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

export const CODE_ALPHABET = '23456789BCDFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 6;
const CODE_DASH = 4;
const SECRET_BYTES = 16;

const dashed = (letters: string): string => `${letters.slice(0, CODE_DASH)}-${letters.slice(CODE_DASH)}`;

export function randomCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]);
  return dashed(letters.join(''));
}

/** The code that was meant: whatever its case, dashes and spaces. */
export const readCode = (text: string): string => dashed(text.toUpperCase().replace(/[\s-]/g, ''));

/** 128 random bits, safe in a URL. */
export const randomSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** Secrets are kept only as their SHA-256. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Whether the secret has this hash; takes as long when it has not. */
export const matchesSecret = (secret: string, hash: Buffer): boolean =>
  timingSafeEqual(hashSecret(secret), hash);
