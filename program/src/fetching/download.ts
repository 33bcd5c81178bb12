/**
 * One file over HTTP, as far as it comes: what has arrived stays beside it as .part, and the next try asks for the rest (Range,
 * RFC 9110). It gets its name once its SHA-256 is right, so that a file under its name is whole.
 */
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { Failure, messageOf } from '../usage.ts';

export interface Wanted {
  readonly url: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** `kept`: it was there already. */
export type Arrived = 'kept' | 'fetched' | 'resumed';

/** Milliseconds without a byte after which nothing more is waited for. */
const SILENCE = 30_000;

/** @throws Failure that says what to do: try again, or by hand */
export async function download(wanted: Wanted, progressed: (bytes: number) => void): Promise<Arrived> {
  const { url, path, bytes, sha256 } = wanted;
  if (existsSync(path)) {
    if (hashOf(path) === sha256) return 'kept';
    throw new Failure(`${path} is there, and is not the published file (SHA-256 ${sha256}): move it away`);
  }
  const part = `${path}.part`;
  const before = lengthOf(part);
  if (before > bytes) rmSync(part);
  const from = before > bytes ? 0 : before;
  const resumed = from < bytes ? await receive(url, part, from, wanted, progressed) : true;
  const found = hashOf(part);
  if (found !== sha256) {
    // Whatever it is, the rest of it would not help.
    rmSync(part);
    throw new Failure(
      `${url} is not the published file: SHA-256 ${found}, expected ${sha256}.\n${byHand(wanted)}`,
    );
  }
  renameSync(part, path);
  return from > 0 && resumed ? 'resumed' : 'fetched';
}

/** @returns whether the server went on where it was left */
async function receive(
  url: string,
  part: string,
  from: number,
  wanted: Wanted,
  progressed: (bytes: number) => void,
): Promise<boolean> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE);
  try {
    const headers: Record<string, string> = from > 0 ? { range: `bytes=${from}-` } : {};
    const response = await fetch(url, { headers, signal: silence.signal });
    const { status, body } = response;
    if ((status !== 200 && status !== 206) || !body)
      throw new Failure(`${url} answers ${status} ${response.statusText}`);
    const goesOn = status === 206 && startOf(response.headers.get('content-range')) === from;
    let at = goesOn ? from : 0;
    const file = createWriteStream(part, { flags: goesOn ? 'a' : 'w' });
    try {
      for await (const chunk of body) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENCE);
        at += chunk.length;
        if (at > wanted.bytes) throw new Failure(`${url} is longer than the published file`);
        if (!file.write(chunk)) await once(file, 'drain');
        progressed(at);
      }
    } finally {
      file.end();
      await once(file, 'close');
    }
    if (at < wanted.bytes) throw new Failure(`${url} ended after ${at} of ${wanted.bytes} bytes`);
    return goesOn;
  } catch (error) {
    const reason = error instanceof Failure ? error.message : `${url} cannot be reached: ${causeOf(error)}`;
    const kept = lengthOf(part);
    const again =
      kept > 0 ? `${kept} of ${wanted.bytes} bytes are kept: the same command goes on from there.\n` : '';
    throw new Failure(`${reason}\n${again}${byHand(wanted)}`);
  } finally {
    clearTimeout(timer);
  }
}

/** Where nothing is let through. */
const byHand = ({ url, path, sha256 }: Wanted): string =>
  `By hand: open ${url} in a browser, save it as ${path}, and run the same command: it checks the SHA-256 (${sha256}).`;

const startOf = (range: string | null): number => Number(/^bytes (\d+)-/.exec(range ?? '')?.[1] ?? -1);

/** What fetch hides behind "fetch failed". */
function causeOf(error: unknown): string {
  const { cause, name } = error as Error & { readonly cause?: unknown };
  if (name === 'AbortError') return `no byte for ${SILENCE / 1000} s`;
  return cause instanceof Error
    ? cause.message || String((cause as NodeJS.ErrnoException).code)
    : messageOf(error);
}

const lengthOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0);
const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
