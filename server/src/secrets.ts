/**
 * Room codes and secrets (SPEC RM1, RM2). A code is read aloud and typed on phones: no 0 O, 1 I L, no vowels (no words),
 * XXXX-XXXX. Codes find a room and protect nothing but against guessing (docs/reliability.md); secrets do.
 */
import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

export const CODE_ALPHABET = '23456789BCDFGHJKMNPQRSTVWXYZ';
export const CODE_LENGTH = 8;
/** Classes that were opened before codes had eight characters keep theirs: XXXX-XX. */
export const OLD_CODE_LENGTH = 6;
const CODE_DASH = 4;
const SECRET_BYTES = 16;
const ID_BYTES = 9;

const dashed = (letters: string): string => `${letters.slice(0, CODE_DASH)}-${letters.slice(CODE_DASH)}`;

export function randomCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]);
  return dashed(letters.join(''));
}

/** The code that was meant, of either length: whatever its case, dashes and spaces. */
export const readCode = (text: string): string => dashed(text.toUpperCase().replace(/[\s-]/g, ''));

/** 128 random bits, safe in a URL. */
export const randomSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** Secrets are kept only as their SHA-256, in hexadecimal. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Whether the secret has this hash; takes as long when it has not. */
export function matchesSecret(secret: string, hash: string): boolean {
  const [shown, kept] = [hashSecret(secret), hash].map((hex) => Buffer.from(hex, 'hex'));
  return shown.length === kept.length && timingSafeEqual(shown, kept);
}

/** Ids of members, 72 random bits; everybody who leads the class may see them. */
export const randomId = (): string => randomBytes(ID_BYTES).toString('base64url');

const shapes = { id: /^[\w-]{12}$/, token: /^[\w-]{22}$/ };
/** Whether it has the form of a secret. */
export const isSecret = (text: string): boolean => shapes.token.test(text);

/** Whether it is one that a server of ours has given. */
export const isIdentity = ({ id, token }: { readonly id: string; readonly token: string }): boolean =>
  shapes.id.test(id) && shapes.token.test(token);
