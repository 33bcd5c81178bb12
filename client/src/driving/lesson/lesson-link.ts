/** A lesson in a link: its file, compressed, behind the # (SPEC LE13). No server is sent it. */
import { LESSON_CHARACTERS } from '@deltaboard/shared/lesson/limits.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { LESSON_MARK } from './lesson-hash.ts';

/** Characters of such a link: more is cut by what it is sent with. */
export const LESSON_LINK_LIMIT = 32_000;

/** What stands behind the address of the first page; null: it would be too long. */
export async function hashOfLesson(text: string): Promise<string | null> {
  const packed = await through(
    new CompressionStream('deflate-raw'),
    new TextEncoder().encode(text),
    Infinity,
  );
  const base64 = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(''));
  const hash = LESSON_MARK + base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return hash.length > LESSON_LINK_LIMIT ? null : hash;
}

/** The text that it was made of, not yet read as a lesson. Throws Refusal 'lesson' where it was cut or changed. */
export async function lessonOfHash(hash: string): Promise<string> {
  const damaged = new Refusal('lesson', { path: '.', value: hash.slice(0, 20), reason: 'link' });
  let packed: Uint8Array;
  try {
    const base64 = decodeURIComponent(hash.slice(LESSON_MARK.length))
      .replaceAll('-', '+')
      .replaceAll('_', '/');
    packed = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    throw damaged;
  }
  try {
    // A few bytes can be unpacked into any number: no character of a lesson has more than three.
    const bytes = await through(new DecompressionStream('deflate-raw'), packed, 3 * LESSON_CHARACTERS);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw damaged;
  }
}

/** Rejects beyond so many bytes. */
async function through(
  { writable, readable }: CompressionStream | DecompressionStream,
  bytes: Uint8Array,
  limit: number,
): Promise<Uint8Array> {
  const writer = writable.getWriter();
  const written = writer.write(bytes as BufferSource).then(() => writer.close());
  // What is wrong with the bytes is said by the reader too.
  written.catch(() => undefined);
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = readable.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      throw new Error('it is too large');
    }
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
