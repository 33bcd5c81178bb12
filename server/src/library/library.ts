/** What people have brought, and bring: uploads in pieces, what an owner has, and to which classes it is given (SPEC DA1 to DA4). */
import { createHash, type Hash } from 'node:crypto';
import { cutSize, HEADER_BYTES } from '@deltaboard/shared/dataset/vectors/cut.ts';
import type { DataKind, Library as Told, UploadReply } from '@deltaboard/shared/protocol/library.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Cancel, Clock } from '../clock.ts';
import { bytesOf } from '../data/own.ts';
import type { Limits } from '../limits.ts';
import { hashSecret, randomId } from '../secrets.ts';
import type { DataStore } from '../store/data-store.ts';
import { SerialQueue } from '../rooms/serial-queue.ts';

export interface LibraryParts {
  readonly store: DataStore;
  readonly clock: Clock;
  readonly limits: Pick<Limits, 'upload' | 'openUploads' | 'library' | 'libraries'>;
  /** Classes that had what was deleted. */
  readonly deleted: (codes: readonly string[], kind: DataKind, hash: string) => void;
}

export interface Begun {
  readonly kind: DataKind;
  readonly name: string;
  /** In all. */
  readonly bytes: number;
}

interface Upload extends Begun {
  readonly owner: string;
  readonly data: number;
  readonly hash: Hash;
  /** One piece after the other. */
  readonly queue: SerialQueue;
  received: number;
  pieces: number;
  dimensions: number | null;
  giveUp: Cancel;
}

const MEGABYTE = 1_000_000;
/** An upload of which nothing comes for so long is given up. */
export const UPLOAD_WAITS_MS = 60_000;

export class Library {
  readonly #parts: LibraryParts;
  readonly #uploads = new Map<string, Upload>();
  /** What an owner has begun counts before it is there. */
  readonly #beginning = new SerialQueue();

  constructor(parts: LibraryParts) {
    this.#parts = parts;
  }

  /** @param secret the owner's. Its id, under which the pieces come. Rejects with Refusal 'too-many' upload, open-uploads, library, libraries. */
  begin(secret: string, { kind, name, bytes }: Begun): Promise<string> {
    return this.#beginning.add(async () => {
      const { store, limits } = this.#parts;
      const owner = hashSecret(secret);
      const most = (what: string, value: number, limit: number, unit = 1): void => {
        if (value > limit * unit) throw new Refusal('too-many', { what, limit });
      };
      most('upload', bytes, limits.upload);
      most('open-uploads', this.#uploads.size + 1, limits.openUploads);
      const under = [...this.#uploads.values()];
      const coming = (of: readonly Upload[]): number => of.reduce((sum, upload) => sum + upload.bytes, 0);
      const own = (await store.ownData(owner)).reduce((sum, entry) => sum + entry.bytes, 0);
      const ofOwner = under.filter((upload) => upload.owner === owner);
      most('library', own + coming(ofOwner) + bytes, limits.library, MEGABYTE);
      // Of what is under way some bytes are there already: those count twice, and nobody gains by that.
      most('libraries', (await store.dataBytes()) + coming(under) + bytes, limits.libraries, MEGABYTE);
      const data = await store.beginData(owner, kind, name);
      const id = randomId();
      const started = {
        hash: createHash('sha256'),
        queue: new SerialQueue(),
        received: 0,
        pieces: 0,
        dimensions: null,
      };
      this.#uploads.set(id, { kind, name, bytes, owner, data, ...started, giveUp: this.#waiting(id) });
      return id;
    });
  }

  /**
   * Bytes from `at` on. What came before, for an answer that was lost, is not taken twice. Rejects with Refusal 'no-upload', 'vectors-damaged'.
   */
  add(secret: string, id: string, at: number, bytes: Uint8Array): Promise<UploadReply> {
    const upload = this.#uploads.get(id);
    if (upload?.owner !== hashSecret(secret)) throw new Refusal('no-upload');
    return upload.queue.add(async () => {
      const { store, clock } = this.#parts;
      if (this.#uploads.get(id) !== upload) throw new Refusal('no-upload');
      if (at !== upload.received || at + bytes.length > upload.bytes)
        return { received: upload.received, hash: null };
      try {
        if (at === 0 && upload.kind === 'vectors')
          upload.dimensions = cutSize(bytes.subarray(0, HEADER_BYTES), upload.bytes).dimensions;
        await store.addPiece(upload.data, upload.pieces, bytes);
        upload.hash.update(bytes);
        upload.pieces++;
        upload.received += bytes.length;
        upload.giveUp();
        if (upload.received < upload.bytes) {
          upload.giveUp = this.#waiting(id);
          return { received: upload.received, hash: null };
        }
        const hash = upload.hash.digest('hex');
        const { data, dimensions } = upload;
        await store.endData(data, { hash, bytes: upload.bytes, dimensions, at: clock.now() });
        this.#uploads.delete(id);
        return { received: upload.received, hash };
      } catch (error) {
        await this.#drop(id);
        throw error;
      }
    });
  }

  async of(secret: string): Promise<Told> {
    const { store, limits } = this.#parts;
    const entries = await store.ownData(hashSecret(secret));
    const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    return { entries, bytes, limit: limits.library * MEGABYTE };
  }

  /** What its owner has, as it was brought. Rejects with Refusal 'no-data'. */
  async read(secret: string, hash: string): Promise<Uint8Array> {
    const { store } = this.#parts;
    const held = await store.ownedData(hashSecret(secret), hash);
    if (!held) throw new Refusal('no-data');
    return bytesOf(store, held, new Refusal('no-data'));
  }

  /** Rejects with Refusal 'no-data'. */
  async give(secret: string, hash: string, code: string): Promise<void> {
    this.#found(await this.#parts.store.giveData(hashSecret(secret), hash, code));
  }

  /** Rejects with Refusal 'no-data'. */
  async passOn(secret: string, hash: string, isPassedOn: boolean): Promise<void> {
    this.#found(await this.#parts.store.passData(hashSecret(secret), hash, isPassedOn));
  }

  /** For good, with what was made of it. Rejects with Refusal 'no-data'. */
  async delete(secret: string, hash: string): Promise<void> {
    const { store, deleted } = this.#parts;
    const owner = hashSecret(secret);
    const entry = (await store.ownData(owner)).find((one) => one.hash === hash);
    const codes = await store.deleteData(owner, hash);
    if (!entry || !codes) throw new Refusal('no-data');
    deleted(codes, entry.kind, hash);
  }

  close(): void {
    for (const { giveUp } of this.#uploads.values()) giveUp();
  }

  #found(is: boolean): void {
    if (!is) throw new Refusal('no-data');
  }

  #waiting(id: string): Cancel {
    return this.#parts.clock.after(UPLOAD_WAITS_MS, () => void this.#drop(id).catch(() => undefined));
  }

  async #drop(id: string): Promise<void> {
    const upload = this.#uploads.get(id);
    this.#uploads.delete(id);
    upload?.giveUp();
    if (upload) await this.#parts.store.dropData(upload.data);
  }
}
