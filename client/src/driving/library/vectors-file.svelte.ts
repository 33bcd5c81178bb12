/** A file of word vectors on its way: read in a worker, then uploaded, whenever it is wanted given up. */
import type { Trouble } from './library.svelte.ts';
import { startWorker } from '../../browser/start-worker.ts';
import type { FromVectorsWorker, VectorsRead, VectorsWork } from './vectors-work.ts';
import workerUrl from './vectors-worker.ts?worker&url';

export type Standing =
  | { readonly at: 'reading'; readonly read: number; readonly of: number }
  | { readonly at: 'read'; readonly found: VectorsRead }
  | { readonly at: 'uploading'; readonly sent: number; readonly of: number }
  | { readonly at: 'refused'; readonly trouble: Trouble };

export class VectorsFile {
  readonly name: string;
  readonly #worker: Worker;
  readonly #ending = new AbortController();
  #standing = $state.raw<Standing>() as Standing;

  constructor(file: File, work: Omit<VectorsWork, 'file'>, start: (url: string) => Worker = startWorker) {
    this.name = file.name;
    this.#standing = { at: 'reading', read: 0, of: file.size };
    this.#worker = start(workerUrl);
    this.#worker.onmessage = ({ data }: MessageEvent<FromVectorsWorker>) => {
      if ('read' in data) this.#standing = { at: 'reading', read: data.read, of: file.size };
      else {
        this.#worker.terminate();
        this.#standing =
          'done' in data ? { at: 'read', found: data.done } : { at: 'refused', trouble: data.refused };
      }
    };
    this.#worker.onerror = () => {
      this.#standing = { at: 'refused', trouble: { code: 'vectors-none', params: {} } };
    };
    this.#worker.postMessage({ file, ...work } satisfies VectorsWork);
  }

  get standing(): Standing {
    return this.#standing;
  }
  /** Aborted once it is given up. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  uploading(sent: number, of: number): void {
    if (!this.signal.aborted) this.#standing = { at: 'uploading', sent, of };
  }
  refused(trouble: Trouble): void {
    this.#standing = { at: 'refused', trouble };
  }
  giveUp(): void {
    this.#worker.terminate();
    this.#ending.abort();
  }
}
