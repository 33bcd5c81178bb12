/** The texts and word vectors that this browser's owner keeps on the server (SPEC DA1 to DA4). */
import type { ClassKey } from '@deltaboard/shared/protocol/classes.ts';
import {
  PIECE_BYTES,
  type DataKind,
  type Library as Told,
  type UploadReply,
} from '@deltaboard/shared/protocol/library.ts';
import { Refusal, refusalData, type RefusalData } from '@deltaboard/shared/refusal.ts';
import { isRefusal } from '../../browser/http.ts';
import { root } from '../../browser/root.ts';
import { ownerSecret } from './owner.ts';

export type Trouble = RefusalData | 'no-connection';

export interface Brought {
  readonly kind: DataKind;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export class Library {
  readonly #ask: typeof fetch;
  #told = $state.raw<Told | null>(null);
  #trouble = $state.raw<Trouble | null>(null);

  constructor(ask: typeof fetch = (...request) => fetch(...request)) {
    this.#ask = ask;
  }

  /** As it was heard last; null before the first answer. */
  get told(): Told | null {
    return this.#told;
  }
  get trouble(): Trouble | null {
    return this.#trouble;
  }

  look(): Promise<void> {
    return this.#trying(async () => {
      this.#told = (await this.#send('GET', '')) as Told;
    });
  }

  delete(hash: string): Promise<void> {
    return this.#trying(async () => {
      await this.#send('POST', '/delete', { hash });
      this.#told = (await this.#send('GET', '')) as Told;
    });
  }

  passOn(hash: string, isPassedOn: boolean): Promise<void> {
    return this.#trying(async () => {
      await this.#send('POST', '/pass-on', { hash, isPassedOn });
      this.#told = (await this.#send('GET', '')) as Told;
    });
  }

  /** The class may read it. Of somebody else's, which the class was given by them, nothing is to be done here. */
  async give(hash: string, code: string): Promise<void> {
    await this.#send('POST', '/give', { hash, code }).catch((error: unknown) => {
      if (!(error instanceof Refusal && error.code === 'no-data')) throw error;
    });
  }

  /** A text that is kept, as it was. */
  async text(hash: string): Promise<string> {
    const response = await this.#ask(`${root}api/library/read`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ownerSecret()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ hash }),
    });
    if (!response.ok) throw new Refusal('no-data');
    return response.text();
  }

  /** Words of the bundled corpus with their counts. */
  async words(): Promise<string> {
    const response = await this.#ask(`${root}api/library/words`);
    return response.text();
  }

  /**
   * Piece by piece.
   * @param key of the class whose instructor brings it
   * @param sent bytes so far
   * @returns its hash
   * @throws Refusal; TypeError when the network failed; the signal's reason
   */
  async upload(
    { kind, name, bytes }: Brought,
    key: ClassKey,
    sent: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<string> {
    const begun = await this.#send('POST', '/begin', { kind, name, bytes: bytes.length, ...key });
    const { id } = begun as { readonly id: string };
    for (let at = 0; ;) {
      signal.throwIfAborted();
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      const { received, hash } = (await this.#send('PUT', `/upload/${id}?at=${at}`, piece)) as UploadReply;
      sent(received);
      if (hash !== null) return hash;
      at = received;
    }
  }

  async #send(method: string, path: string, body?: object | Uint8Array<ArrayBuffer>): Promise<unknown> {
    const isBytes = body instanceof Uint8Array;
    const response = await this.#ask(`${root}api/library${path}`, {
      method,
      headers: {
        authorization: `Bearer ${ownerSecret()}`,
        ...(body && { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body && { body: isBytes ? body : JSON.stringify(body) }),
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer;
    throw isRefusal(answer) ? new Refusal(answer.code, answer.params) : new Refusal('internal');
  }

  async #trying(task: () => Promise<void>): Promise<void> {
    try {
      await task();
      this.#trouble = null;
    } catch (error) {
      this.#trouble = troubleOf(error);
    }
  }
}

export const troubleOf = (error: unknown): Trouble =>
  error instanceof Refusal ? refusalData(error) : 'no-connection';
