/** Reads a long text beside the page (SPEC DA6). */
import { guessShape } from '@deltaboard/shared/dataset/reading/guess.ts';
import { readFiles } from '@deltaboard/shared/dataset/reading/parts.ts';
import type { FromReadingWorker, ReadingWork } from './reading-work.ts';

addEventListener('message', ({ data: { files, shape } }: MessageEvent<ReadingWork>) => {
  const read = shape ?? guessShape(files[0].text);
  postMessage({ shape: read, reading: readFiles(files, read) } satisfies FromReadingWorker);
});
