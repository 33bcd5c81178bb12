/** What the server is made of when it runs: bundled data, worker threads, the system's clock. */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Dictionary } from '@deltaboard/shared/dataset/dictionary.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { presetNames, presets } from '@deltaboard/shared/training/presets.ts';
import type { Components } from './app.ts';
import { createCatalogue, vectorsOf, type Catalogue } from './data/catalogue.ts';
import { loadCorpus } from './data/corpus.ts';
import { corpusReader } from './data/read-corpus.ts';
import { loadVectors } from './data/vectors.ts';
import type { Options } from './options.ts';
import { gaugesOf } from './gauges.ts';
import { systemClock } from './clock.ts';
import { createLogger } from './logging.ts';
import { Metrics } from './metrics.ts';
import { storageOf } from './store/storage.ts';
import { createHosts } from './transport/hosts.ts';
import type { Lexicon } from './rooms/lexicon.ts';
import { createMemoryStore } from './store/memory-store.ts';
import { createSqliteStore } from './store/sqlite-store.ts';
import { addressReader } from './transport/address.ts';
import { createSlotMemory } from './training/slots.ts';
import { createWorkerTrainers } from './training/worker-trainer.ts';

const DAY_MS = 24 * 3_600_000;

/** A paused class looks at one step for minutes; its thread comes back in a tenth of a second. */
const RELEASE_IDLE_THREAD_MS = 30_000;

/** From src/ and from dist/ alike. */
const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Reads and checks the bundled data, and opens the store. Rejects with an Error that names the file that is missing, damaged or in use. */
export async function createComponents({
  logLevel,
  host,
  allowedHosts,
  embedOrigins,
  hostKey,
  operator,
  dataDir,
  memory,
  keepDays,
  trustProxy,
  limits,
}: Options): Promise<Components> {
  const vectors = loadVectors(folder('../data/vectors/'));
  const reader = corpusReader(vectors.words, limits.threadMemory);
  const catalogue = createCatalogue(vectors, loadCorpus(folder('../data/corpus/')), reader);
  // What the presets read is made before the first class waits for it.
  for (const name of presetNames) catalogue.opened(presets[name]);
  const slots = createSlotMemory(availableParallelism());
  return {
    trainers: createWorkerTrainers({
      catalogue,
      slots,
      releaseAfter: RELEASE_IDLE_THREAD_MS,
      limits,
    }),
    lexicon: lexiconOf(catalogue),
    gauges: gaugesOf(slots, limits),
    store: memory ? createMemoryStore() : await createSqliteStore(dataDir),
    clock: systemClock,
    logger: createLogger(logLevel),
    client: folder('../../client/dist'),
    hosts: createHosts([host, ...allowedHosts]),
    embedOrigins,
    hostKey,
    operator,
    metrics: new Metrics(systemClock, true),
    storage: () => (memory ? Promise.resolve(null) : storageOf(dataDir)),
    limits,
    addressOf: addressReader(trustProxy),
    expireAfter: keepDays * DAY_MS,
  };
}

function lexiconOf(catalogue: Catalogue): Lexicon {
  /** A pasted text is read once a run, not once a question. */
  const dictionaries = new WeakMap<Configuration, Dictionary>();
  const dictionaryOf = (configuration: Configuration): Dictionary => {
    let dictionary = dictionaries.get(configuration);
    if (!dictionary) {
      const data = catalogue.opened(configuration);
      if (!data) throw new Error('no run in memory uses this text');
      ({ dictionary } = data);
      dictionaries.set(configuration, dictionary);
    }
    return dictionary;
  };
  return {
    lookUp(configuration, words) {
      const { dimensions } = configuration.input;
      const dictionary = dictionaryOf(configuration);
      return {
        ...vectorsOf(catalogue.words(dimensions), dimensions, words),
        dictionary: words.map((word) => dictionary.lookup(word) ?? null),
      };
    },
  };
}
