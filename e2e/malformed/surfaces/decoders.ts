/** Everything that reads what it did not write, fed in this process: a value, or the error that it is documented to throw (SPEC MF3). */
import { readFileSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { parseCommand } from '@deltaboard/shared/class/table.ts';
import { arranged, overviewOf, runText } from '@deltaboard/shared/dataset/reading/overview.ts';
import { guessShape, offeredNames } from '@deltaboard/shared/dataset/reading/guess.ts';
import { guessedTypes, mapped } from '@deltaboard/shared/dataset/reading/types.ts';
import { readText } from '@deltaboard/shared/dataset/reading/read.ts';
import { decodeCut, encodeCut } from '@deltaboard/shared/dataset/vectors/cut.ts';
import { randomVectors } from '@deltaboard/shared/dataset/vectors/random.ts';
import { VectorReader } from '@deltaboard/shared/dataset/vectors/reader.ts';
import { wordCounts } from '@deltaboard/shared/dataset/vectors/wanted.ts';
import { parsePastedCorpus } from '@deltaboard/shared/dataset/split.ts';
import { topUnits } from '@deltaboard/shared/model/parameters.ts';
import { BadFrame } from '@deltaboard/shared/protocol/bad-frame.ts';
import { decodeFrame } from '@deltaboard/shared/protocol/frame.ts';
import { encodeVectors, quantised, withWeights } from '@deltaboard/shared/protocol/frame-encode.ts';
import { levelsOf, weightsOf } from '@deltaboard/shared/protocol/frame-weights.ts';
import { readNumber } from '@deltaboard/shared/questions/typed-number.ts';
import type { Random } from '@deltaboard/shared/random.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { parseExpression } from '@deltaboard/shared/scratch/expression.ts';
import { modelShape, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { parseConfiguration } from '@deltaboard/shared/training/parse-configuration.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { decode, guessEncoding } from '../../../client/src/driving/import/decode.ts';
import { readOptions } from '../../../server/src/options.ts';
import { bookRead } from '../../../server/src/rooms/book.ts';
import { Unreadable, type StoredClass } from '../../../server/src/store/store.ts';
import { parseHello } from '../../../server/src/transport/hello.ts';
import { parseOrder } from '../../../server/src/transport/order.ts';
import { parseRange } from '../../../server/src/transport/range.ts';
import { parseWords } from '../../../server/src/transport/words.ts';
import { wrongBytes, wrongText, wrongValue } from '../mutations.ts';
import { commands } from '../samples.ts';
import { pick, type Kind, type Surface } from '../surface.ts';

interface Decoder {
  readonly name: string;
  /** Decodes something that is wrong in this way. */
  decode(kind: Kind, random: Random): unknown;
  readonly throws: (error: unknown) => boolean;
}

const isRefusal = (error: unknown): boolean => error instanceof Refusal && error.code !== 'internal';
const never = (): boolean => false;

const configuration: Configuration = { ...presets.board, hidden: [8, 4] };
const shape = modelShape(configuration);
const zeros = (length: number): Float32Array => new Float32Array(length);
const { grids, levels } = quantised(
  shape,
  shape.hidden.map((rows, l) => {
    const columns = l === 0 ? shape.inputs : shape.hidden[l - 1];
    return { rows, columns, data: zeros(rows * columns).fill(0.5) };
  }),
);
/** What does not inflate is no W: a page drops it. */
function inflated(packed: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(packed);
  } catch {
    throw new BadFrame('packed', packed.length);
  }
}

const picture = Buffer.from(
  withWeights(
    encodeVectors({
      ...{
        step: 1000,
        epoch: 1,
        meanLoss: 0.4,
        stepsPerSecond: 9000,
        probe: 0,
        nonLinearity: 'tanh',
        J: 0.3,
      },
      ...{ probes: zeros(6), x: null, u: zeros(topUnits(shape)), s: zeros(1), gradientOfS: zeros(1) },
      gradientOfX: zeros(shape.inputs),
      layers: shape.hidden.map((units, l) => ({
        ...{ b: zeros(units), z: zeros(units) },
        upstream: l < shape.hidden.length - 1 ? zeros(units) : null,
      })),
    }),
    { number: 7, keyframe: 7, weights: { grids, packed: deflateRawSync(levels) } },
  ),
);

export const logs = [1, 2, 3].map(
  (version) =>
    JSON.parse(
      readFileSync(
        new URL(`../../../shared/src/class/testing/logs/v${version}.json`, import.meta.url),
        'utf8',
      ),
    ) as Pick<StoredClass, 'events' | 'rows'>,
);

const CONLL = 'Mira B-PER\nlives O\nin O\nNew B-LOC\nYork I-LOC\n. O\n\n'.repeat(22);
const texts: readonly string[] = [
  CONLL,
  'Mira lives in [New York](LOC) with [George](PER) .\n'.repeat(22),
  'Sentence #;Word;POS;Tag\nSentence: 1;Thousands;NNS;O\n;of;IN;O\n;Cork;NNP;B-geo\n'.repeat(8),
  '{"tokens":["Mira","in","Cork"],"ner_tags":["B-PER","O","B-LOC"]}\n'.repeat(8),
  '{"text":"Mira lives in Cork","label":[[0,4,"PER"],[14,18,"LOC"]]}\n'.repeat(8),
];
const vectorFiles = ['3 2\nin 1 2\nCork 3 4\n1999 5 6\n', 'in 0.5 -1e-3\r\nCork .5 2.\r\n'].map((text) =>
  Buffer.from(text),
);
const cut = Buffer.from(
  encodeCut(randomVectors(wordCounts([{ tokens: ['in', 'Cork', 'in', 'Cork'] }]), 3, 1)),
);
const expressions = ['f = (x + y) * max(y, z)', 'tanh(x ^ 2 + 1) / exp(-y)', '2x', 'x² + 0,5'];

const decoders: readonly Decoder[] = [
  {
    name: 'log',
    decode(kind, random) {
      const log = pick(random, logs);
      const all = wrongValue(kind, log.events, random);
      const at = random.below(log.events.length);
      const one = wrongValue(kind, log.events[at], random) as (typeof log.events)[number];
      const events =
        Array.isArray(all) && random.below(2) === 0 ? (all as typeof log.events) : log.events.with(at, one);
      return bookRead({ term: 1, rows: log.rows, events });
    },
    throws: (error) => error instanceof Unreadable,
  },
  {
    name: 'picture',
    decode(kind, random) {
      const bytes = wrongBytes(kind, picture, random);
      const { weights } = decodeFrame(bytes, configuration);
      return weights && weightsOf(shape, weights.grids, levelsOf(inflated(weights.packed), null));
    },
    throws: (error) => error instanceof RangeError,
  },
  {
    name: 'import',
    decode(kind, random) {
      const bytes = wrongBytes(kind, Buffer.from(pick(random, texts)), random);
      const text = decode(bytes, guessEncoding(bytes));
      offeredNames(text);
      const { documents } = readText(text, guessShape(text));
      const order = arranged(mapped(documents, guessedTypes(documents)), 1);
      return [overviewOf(order), runText(order)];
    },
    throws: never,
  },
  {
    name: 'word vectors',
    decode(kind, random) {
      const reader = new VectorReader({ wanted: new Set(['cork']), frequent: 3, bytes: 10_000 });
      reader.push(wrongBytes(kind, pick(random, vectorFiles), random));
      return reader.end();
    },
    throws: isRefusal,
  },
  {
    name: 'cut of word vectors',
    decode: (kind, random) => decodeCut(wrongBytes(kind, cut, random)),
    throws: isRefusal,
  },
  {
    name: 'dataset',
    decode: (kind, random) => parsePastedCorpus(wrongText(kind, pick(random, texts), random)),
    throws: isRefusal,
  },
  {
    name: 'configuration',
    decode: (kind, random) =>
      parseConfiguration(wrongValue(kind, pick(random, Object.values(presets)), random)),
    throws: isRefusal,
  },
  {
    name: 'command',
    decode: (kind, random) => parseCommand(wrongValue(kind, pick(random, commands), random)),
    throws: isRefusal,
  },
  {
    name: 'what is asked of a room',
    decode(kind, random) {
      parseOrder(wrongValue(kind, { id: 'x', command: { type: 'run' } }, random));
      parseHello(wrongValue(kind, { version: 7, room: 'ABCD-2345', seen: { term: 1, seq: 2 } }, random));
      parseWords(wrongValue(kind, ['Cork', 'is'], random));
      return parseRange(wrongValue(kind, { from: 1, to: 2 }, random));
    },
    throws: isRefusal,
  },
  {
    name: 'expression',
    decode: (kind, random) =>
      parseExpression(wrongText(kind, pick(random, expressions), random), { x: 1, y: 2, z: 0 }),
    throws: isRefusal,
  },
  {
    name: 'typed number',
    decode: (kind, random) => readNumber(wrongText(kind, pick(random, ['-0.43', '1,5e-3', '−12']), random)),
    throws: never,
  },
  {
    name: 'options',
    decode(kind, random) {
      const flags = [
        '--port',
        '3000',
        '--limit',
        'rooms=40',
        '--allowed-hosts',
        'class.example.org',
        '--trust-proxy',
        '10.0.0.0/8',
      ];
      const at = random.below(flags.length);
      return readOptions(flags.with(at, wrongText(kind, flags[at], random)), {
        LIMIT_MEMBERS: wrongText(kind, '200', random),
      });
    },
    // One line for the terminal.
    throws: (error) => error instanceof Error && error.constructor !== RangeError && error.message !== '',
  },
];

export const inProcess: Surface = {
  name: 'decoders',
  share: 15,
  senders: 1,
  open: () => ({
    async send(kind, random) {
      const { name, decode: decoding, throws } = pick(random, decoders);
      try {
        await decoding(kind, random);
        return { answer: `${name}: a value` };
      } catch (error) {
        return throws(error)
          ? { answer: `${name}: its error` }
          : {
              answer: `${name}: ${error instanceof Error ? (error.stack ?? '').slice(0, 300) : String(error)}`,
              untyped: true,
            };
      }
    },
    close: () => undefined,
  }),
};
