/** Reads a long text beside the page (SPEC DA6). */
import { guessShape } from '@deltaboard/shared/dataset/reading/guess.ts';
import { readText } from '@deltaboard/shared/dataset/reading/read.ts';
import type { FromReadingWorker, ReadingWork } from './reading-work.ts';

addEventListener('message', ({ data: { text, shape } }: MessageEvent<ReadingWork>) => {
  const read = shape ?? guessShape(text);
  postMessage({ shape: read, reading: readText(text, read) } satisfies FromReadingWorker);
});
