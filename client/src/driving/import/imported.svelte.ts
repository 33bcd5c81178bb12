/** A text on its way into a run: what was brought, how it is read, what its types are taken for, what was labelled by hand. */
import {
  partNames,
  type Document,
  type EntityType,
  type Sentence,
} from '@deltaboard/shared/dataset/sentence.ts';
import { MINIMUM_SENTENCES } from '@deltaboard/shared/dataset/split.ts';
import { guessShape, offeredNames } from '@deltaboard/shared/dataset/reading/guess.ts';
import { labelled, labelledEverywhere } from '@deltaboard/shared/dataset/reading/labelling.ts';
import {
  arranged,
  fitted,
  overviewOf,
  runText,
  type Arrangement,
} from '@deltaboard/shared/dataset/reading/overview.ts';
import { partOfFile, readFiles, type TextFile } from '@deltaboard/shared/dataset/reading/parts.ts';
import type { ProblemKind, Reading } from '@deltaboard/shared/dataset/reading/reading.ts';
import type { Shape } from '@deltaboard/shared/dataset/reading/shape.ts';
import {
  guessedTypes,
  mapped,
  typeCounts,
  withType,
  type TypeMap,
} from '@deltaboard/shared/dataset/reading/types.ts';
import { startWorker } from '../../browser/start-worker.ts';
import { decode, guessEncoding, type Encoding } from './decode.ts';
import type { FromReadingWorker, ReadingWork } from './reading-work.ts';
import workerUrl from './reading-worker.ts?worker&url';

/** Characters that are read at once, in the page. What is longer is read beside it. */
const READ_HERE = 1_000_000;
const NOTHING: Reading = { documents: [], problems: [] };

export interface Brought {
  /** Null: it was pasted. */
  readonly name: string | null;
  /** Several are parts of one corpus, by their names. None: it is `text`. */
  readonly files: readonly BroughtFile[];
  readonly text: string;
}

export interface BroughtFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What stands in the way of a run, the first of it. */
export type Obstacle =
  'reading' | 'tag-column' | 'names' | 'empty' | 'small' | 'problems' | 'no-location' | null;

export class Imported {
  readonly brought: Brought;
  readonly #seed: number;
  #encoding = $state.raw<Encoding>('utf-8');
  #shape = $state.raw<Shape>({ kind: 'sentences', brackets: false });
  #types = $state.raw<TypeMap>(guessedTypes([]));
  /** Labelled by hand; null: nothing yet. */
  #edited = $state.raw<readonly Document[] | null>(null);
  #arrangement = $state.raw<Arrangement | undefined>(undefined);
  #skipped = $state.raw<readonly ProblemKind[]>([]);
  #reading = $state.raw(NOTHING);
  /** A long text is being read. */
  #worker = $state.raw<Worker | null>(null);
  readonly #start: typeof startWorker;
  readonly #characters: number;

  /**
   * @param seed of the run: it arranges the sentences
   * @param characters that a run's text may have
   */
  constructor(brought: Brought, seed: number, characters: number, start = startWorker) {
    this.brought = brought;
    this.#seed = seed;
    this.#characters = characters;
    this.#start = start;
    const [first] = brought.files;
    if (brought.files.length > 0) this.#encoding = guessEncoding(first.bytes);
    this.#guess();
  }

  readonly files: readonly TextFile[] = $derived.by(() => {
    const { files, text } = this.brought;
    if (files.length === 0) return [{ text, part: null }];
    return files.map(({ name, bytes }) => ({
      text: decode(bytes, this.#encoding),
      part: partOfFile(name),
    }));
  });
  /** Of several files the first: they have one shape. */
  readonly text = $derived(this.files[0].text);
  readonly #isLong = $derived(this.files.reduce((sum, { text }) => sum + text.length, 0) > READ_HERE);
  readonly typeCounts = $derived(typeCounts(this.reading.documents));
  readonly documents = $derived(this.#edited ?? mapped(this.reading.documents, this.#types));
  readonly #fitted = $derived.by(() => fitted(this.documents, this.#characters));
  readonly arranged = $derived.by(() => arranged(this.#fitted.documents, this.#seed, this.#arrangement));
  readonly overview = $derived(overviewOf(this.arranged));
  /** The parts in which there is nothing to find. */
  readonly starved = $derived(partNames.filter((part) => this.overview.entities.LOC[part] === 0));
  readonly sentences: readonly Sentence[] = $derived(
    this.documents.flatMap((document) => [...document.sentences]),
  );
  /** Problems that nobody has said are to be skipped. */
  readonly open = $derived(this.reading.problems.filter(({ kind }) => !this.#skipped.includes(kind)));

  readonly obstacle: Obstacle = $derived.by(() => {
    const { kind } = this.#shape;
    if (this.#worker) return 'reading';
    if (kind === 'table' && this.#shape.tag === null) return 'tag-column';
    if (this.reading.problems.some((problem) => problem.kind === 'integer') && this.asksForNames)
      return 'names';
    if (this.open.length > 0) return 'problems';
    if (this.#fitted.kept === 0) return 'empty';
    if (this.#fitted.kept < MINIMUM_SENTENCES) return 'small';
    return this.starved.includes('train') ? 'no-location' : null;
  });

  get cut(): { readonly kept: number; readonly of: number } | null {
    const { kept, of } = this.#fitted;
    return kept < of ? { kept, of } : null;
  }
  get reading(): Reading {
    return this.#reading;
  }
  get isReading(): boolean {
    return this.#worker !== null;
  }
  get encoding(): Encoding {
    return this.#encoding;
  }
  get shape(): Shape {
    return this.#shape;
  }
  get types(): TypeMap {
    return this.#types;
  }
  /** Whether tags are integers that have no names yet. */
  get asksForNames(): boolean {
    return this.#shape.kind === 'records' && this.#shape.names === null;
  }
  get offeredNames(): readonly string[] | null {
    return offeredNames(this.text);
  }
  /** As a run is configured with it. */
  get runText(): string {
    return runText(this.arranged);
  }

  /** It is looked at no more. */
  close(): void {
    this.#worker?.terminate();
  }

  #guess(): void {
    if (this.#isLong) this.#readBeside(null);
    else this.read(guessShape(this.text));
  }

  #readBeside(shape: Shape | null): void {
    this.#worker?.terminate();
    const worker = (this.#worker = this.#start(workerUrl));
    worker.onmessage = ({ data }: MessageEvent<FromReadingWorker>) => {
      worker.terminate();
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#shape = data.shape;
      this.#took(data.reading);
    };
    worker.postMessage({ files: this.files, shape } satisfies ReadingWork);
  }

  #took(reading: Reading): void {
    this.#reading = reading;
    this.#types = guessedTypes(reading.documents);
  }

  decodeAs(encoding: Encoding): void {
    this.#encoding = encoding;
    this.#guess();
  }

  /** What was labelled by hand belongs to sentences as they were read before. */
  read(shape: Shape): void {
    this.#shape = shape;
    this.#edited = null;
    this.#skipped = [];
    if (this.#isLong) this.#readBeside(shape);
    else this.#took(readFiles(this.files, shape));
  }

  takeFor(name: string, type: EntityType | null): void {
    this.#types = withType(this.#types, name, type);
    this.#edited = null;
  }

  skip(kind: ProblemKind): void {
    this.#skipped = [...this.#skipped, kind];
  }

  arrange(by: Arrangement): void {
    this.#arrangement = by;
  }

  /** @param sentence its number among all */
  label(sentence: number, token: number, type: EntityType | null, everywhere: boolean): void {
    const word = this.sentences[sentence].tokens[token];
    if (everywhere) {
      this.#edited = labelledEverywhere(this.documents, word, type);
      return;
    }
    let before = 0;
    this.#edited = this.documents.map((document) => {
      const at = sentence - before;
      before += document.sentences.length;
      if (at < 0 || at >= document.sentences.length) return document;
      return {
        ...document,
        sentences: document.sentences.with(at, labelled(document.sentences[at], token, type)),
      };
    });
  }
}
