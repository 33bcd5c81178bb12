import type { VectorProblemKind } from '@deltaboard/shared/dataset/vectors/reader.ts';
import type { DataKind } from '@deltaboard/shared/protocol/library.ts';
import { count, form, plural } from '../../language/format.ts';

/** Texts and word vectors that an instructor keeps on the server. Loaded with the dialog. */
export const messages = {
  title: 'Your word vectors and texts',
  close: 'Close',
  where:
    'Kept on this server for this browser. Nobody else sees them; a class reads those that its runs use.',
  bring: 'Open a file of word vectors…',
  formats:
    'GloVe, word2vec or fastText as text, also gzip. It is read here; only what this run needs is sent.',
  frequent: 'Most frequent words to keep beside those of the text',
  needsSecret: 'Only someone with the instructor’s link of this class can add to them.',
  reading: (name: string, percent: number) => `Reading ${name}: ${percent} %`,
  uploading: (percent: number) => `Sending: ${percent} %`,
  cancel: 'Cancel',
  found: (words: number, dimensions: number, lines: number) =>
    `${plural(lines, 'vector', 'vectors')} of ${plural(dimensions, 'number', 'numbers')}; ${plural(words, 'word is', 'words are')} kept.`,
  announced: (said: number) => `Its first line promises ${count(said)}: the file may be incomplete.`,
  leftOut: (n: number) => `${plural(n, 'word', 'words')} of the text had no room.`,
  without: (percent: number, of: number, distinct: number) =>
    `${percent} % of the text’s ${plural(of, 'word', 'words')} have no vector (${count(distinct)} different ones).`,
  problems: 'Left out',
  problem: {
    columns: (n) => `${plural(n, 'line', 'lines')} with another number of numbers`,
    number: (n) => `${plural(n, 'line', 'lines')} with something that is not a number`,
    word: (n) => `${plural(n, 'word', 'words')} that ${form(n, 'is', 'are')} not UTF-8`,
    long: (n) => `${plural(n, 'line', 'lines')} longer than any vector`,
  } satisfies Record<VectorProblemKind, (n: number) => string>,
  places: (places: readonly { readonly line: number; readonly value: string }[]) =>
    places.map(({ line, value }) => (value ? `line ${line}: “${value}”` : `line ${line}`)).join(', '),
  keep: 'Keep and use',
  kinds: { vectors: 'Word vectors', text: 'Texts' } satisfies Record<DataKind, string>,
  nothing: { vectors: 'No word vectors yet.', text: 'No texts yet.' } satisfies Record<DataKind, string>,
  size: (bytes: number) => (bytes < 1e5 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`),
  used: (bytes: number, limit: number) => `${(bytes / 1e6).toFixed(1)} of ${count(limit / 1e6)} MB`,
  use: 'Use',
  remove: 'Delete',
  reallyRemove: 'Delete for good',
  removes: (name: string) =>
    `Delete ${name}? Runs that use it stop, in every class, and what was computed with it is deleted too.`,
  keepIt: 'Keep',
  passOn: 'may be passed on',
  again: 'Try again',
  looking: 'Looking…',
  noConnection: 'No connection to the server.',
  tooMany: {
    upload: 'This is larger than this server keeps in one piece. Keep fewer of the most frequent words.',
    uploads: 'Many files have been sent from your network. Try again later.',
    'open-uploads': 'Many files are being sent to this server. Try again in a minute.',
    library: 'You have no room left for it. Delete something first.',
    libraries: 'This server has no room left for it.',
  } as Readonly<Record<string, string>>,
};
