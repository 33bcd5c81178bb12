/** What the page and the worker that reads a file of word vectors say to each other. */
import type { VectorReading } from '@deltaboard/shared/dataset/vectors/reader.ts';
import type { Without } from '@deltaboard/shared/dataset/vectors/wanted.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';

export interface VectorsWork {
  readonly file: Blob;
  /** The text that they are for: as it was brought; or words with their counts, a line each, tabs between. */
  readonly words: { readonly text: string } | { readonly counted: string };
  /** So many of the file's own first words beside those of the text. */
  readonly frequent: number;
  /** Bytes that the cut may have. */
  readonly bytes: number;
}

export interface VectorsRead extends Omit<VectorReading, 'cut'> {
  /** As it is uploaded. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly dimensions: number;
  /** Words that are kept. */
  readonly words: number;
  /** Of the text's words, what has no vector in it. */
  readonly without: Without;
}

export type FromVectorsWorker =
  { readonly read: number } | { readonly done: VectorsRead } | { readonly refused: RefusalData };
