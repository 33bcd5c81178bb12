/**
 * Reads a pasted corpus in a thread of its own, so that no room stands still for it (SPEC DS9): one after the other,
 * whatever is pasted, so that together they take no more than one core.
 */
import type { Splits } from '@deltaboard/shared/dataset/split.ts';
import { Refusal, type RefusalData } from '@deltaboard/shared/refusal.ts';
import type { Worker } from 'node:worker_threads';
import { defaultLimits, type Limits } from '../limits.ts';
import { startWorker } from '../training/spawn.ts';
import { ThreadFailure, threadFailure } from '../training/thread-failure.ts';
import type { PlainTexts } from './texts.ts';

/** So many of its stages are done. */
export type Approached = (made: number, of: number) => void;

/** Whose vectors the words of a text have; null: the bundled ones. */
export type WordsOf =
  | null
  /** Those of a cut (`dataset/vectors/cut.ts`). */
  | { readonly cut: Uint8Array }
  | { readonly drawn: { readonly dimensions: number; readonly seed: number } };

export interface ToRead {
  /** As text, or as UTF-8; or the bundled corpus as it is. */
  readonly text: string | Uint8Array | Splits;
  /** Words on each side of a window. */
  readonly radius: number;
  readonly vectors: WordsOf;
}

/** To everything that a run reads of a text. Rejects with its Refusal, or that of its vectors. */
export type ReadCorpus = (asked: ToRead, approached?: Approached) => Promise<PlainTexts>;

export interface CorpusWork extends ToRead {
  /** Shared, so that it is not copied each time: the words that have a bundled vector. */
  readonly words: SharedArrayBuffer;
  /** Of a text that is kept. */
  readonly characters: number;
}

export type CorpusAnswer =
  | { readonly made: number; readonly of: number }
  | { readonly texts: PlainTexts }
  | { readonly refused: RefusalData };

/** Milliseconds that the reading of a text may take: the next one waits for it. A long one has more, by its bytes. */
export const READ_WITHIN = 30_000;
const MORE_WITHIN = 10 / 1000;

/**
 * @param words those that have a vector, in their order
 * @param limits of a thread's heap, and of a text that is kept
 */
export function corpusReader(
  words: readonly string[],
  { threadMemory, storedCorpus }: Pick<Limits, 'threadMemory' | 'storedCorpus'> = defaultLimits,
  start = startWorker,
): ReadCorpus {
  let shared: SharedArrayBuffer | null = null;
  let last: Promise<unknown> = Promise.resolve();
  return (asked, approached) => {
    const read = (): Promise<PlainTexts> =>
      readIn(
        start(
          'corpus-worker',
          {
            ...asked,
            words: (shared ??= sharedWords(words)),
            characters: storedCorpus,
          } satisfies CorpusWork,
          threadMemory,
        ),
        READ_WITHIN + MORE_WITHIN * (asked.text instanceof Uint8Array ? asked.text.length : 0),
        approached,
      );
    const texts = last.then(read, read);
    last = texts;
    return texts;
  };
}

function readIn(worker: Worker, within: number, approached?: Approached): Promise<PlainTexts> {
  return new Promise((resolve, reject) => {
    const failed = (failure: ThreadFailure): void => reject(failure.refusal);
    const late = setTimeout(() => {
      failed(new ThreadFailure('no-sign'));
      void worker.terminate();
    }, within);
    worker.on('message', (answer: CorpusAnswer) => {
      if ('made' in answer) approached?.(answer.made, answer.of);
      else if ('texts' in answer) resolve(answer.texts);
      else reject(new Refusal(answer.refused.code, answer.refused.params));
    });
    worker.once('error', (error) => failed(threadFailure(error)));
    worker.once('exit', () => {
      clearTimeout(late);
      failed(new ThreadFailure('failed'));
    });
  });
}

function sharedWords(words: readonly string[]): SharedArrayBuffer {
  const bytes = Buffer.from(words.join('\n'), 'utf8');
  const memory = new SharedArrayBuffer(bytes.length);
  new Uint8Array(memory).set(bytes);
  return memory;
}

export const wordsIn = (memory: SharedArrayBuffer): readonly string[] =>
  Buffer.from(memory).toString('utf8').split('\n');
