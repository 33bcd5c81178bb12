/** Reads a file of word vectors, compressed or not, as a stream, beside the page (SPEC VE1 to VE5). */
import { guessShape } from '@deltaboard/shared/dataset/reading/guess.ts';
import { readText } from '@deltaboard/shared/dataset/reading/read.ts';
import { encodeCut } from '@deltaboard/shared/dataset/vectors/cut.ts';
import { VectorReader } from '@deltaboard/shared/dataset/vectors/reader.ts';
import {
  wantedOf,
  withoutVector,
  wordCounts,
  type WordCounts,
} from '@deltaboard/shared/dataset/vectors/wanted.ts';
import { createVocabulary } from '@deltaboard/shared/dataset/vocabulary.ts';
import { Refusal, refusalData } from '@deltaboard/shared/refusal.ts';
import type { FromVectorsWorker, VectorsRead, VectorsWork } from './vectors-work.ts';

/** Between two words about how far it is. */
const SAY_EVERY_MS = 100;

const say = (message: FromVectorsWorker, transfer: Transferable[] = []): void => {
  postMessage(message, { transfer });
};

function countsOf(words: VectorsWork['words']): WordCounts {
  if ('text' in words) {
    const { documents } = readText(words.text, guessShape(words.text));
    return wordCounts(documents.flatMap(({ sentences }) => sentences));
  }
  return new Map(
    words.counted.split('\n').map((line): [string, number] => {
      const [word, count] = line.split('\t');
      return [word, Number(count)];
    }),
  );
}

const isCompressed = async (file: Blob): Promise<boolean> => {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
};

async function read({ file, words, frequent, bytes }: VectorsWork): Promise<VectorsRead> {
  const counts = countsOf(words);
  const reader = new VectorReader({ wanted: wantedOf(counts), frequent, bytes });
  let [seen, said] = [0, 0];
  const counting = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(piece, controller) {
      seen += piece.length;
      if (performance.now() - said > SAY_EVERY_MS) {
        said = performance.now();
        say({ read: seen });
      }
      controller.enqueue(piece);
    },
  });
  const raw = file.stream().pipeThrough(counting);
  const pieces = (
    (await isCompressed(file)) ? raw.pipeThrough(new DecompressionStream('gzip')) : raw
  ).getReader();
  for (let next = await pieces.read(); !next.done; next = await pieces.read()) reader.push(next.value);
  const { cut, ...rest } = reader.end();
  const without = withoutVector(counts, createVocabulary(cut.words));
  return { ...rest, bytes: encodeCut(cut), dimensions: cut.dimensions, words: cut.words.length, without };
}

addEventListener('message', ({ data }: MessageEvent<VectorsWork>) => {
  read(data).then(
    (done) => {
      say({ done }, [done.bytes.buffer]);
    },
    (error: unknown) => {
      // A stream that breaks off, or is no gzip.
      say({ refused: error instanceof Refusal ? refusalData(error) : { code: 'vectors-none', params: {} } });
    },
  );
});
