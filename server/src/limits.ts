/**
 * The one table of limits (SPEC LM1): what this server allows, of whom, by default and at the most. README shows it, and a test holds the two
 * together. Each row is set in one way: LIMIT_NEW_ROOMS=100 in the environment, or --limit new-rooms=100, as often as there are limits to set.
 */
import type { Rate } from './budget.ts';
import { classLimits } from '@deltaboard/shared/class/limits.ts';
import { MAXIMUM_CHARACTERS, STORED_CHARACTERS } from '@deltaboard/shared/dataset/split.ts';
import {
  BATCH_LIMIT,
  HIDDEN_LIMIT,
  LAYERS_LIMIT,
  PARAMETER_LIMIT,
} from '@deltaboard/shared/training/configuration-limits.ts';

export interface Limit {
  /** As long as nothing else is chosen. */
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** Of what it is the limit. */
  readonly of: 'server' | 'address' | 'connection' | 'request' | 'room' | 'member' | 'run' | 'owner';
  /** Of a rate: the seconds in which so many are allowed. */
  readonly seconds?: number;
  /** What is counted, as README says it. */
  readonly what: string;
  /** What becomes of what is beyond it, as README says it: the refusal's code, or what happens instead. */
  readonly beyond: string;
}

const BILLION = 1_000_000_000;
const limit = (row: Omit<Limit, 'least' | 'most'> & Partial<Limit>): Limit => ({
  least: 1,
  most: BILLION,
  ...row,
});
/** So many in so many seconds. */
const rate = (row: Omit<Limit, 'least' | 'most'> & { readonly seconds: number }) => ({
  ...row,
  least: 1,
  most: BILLION,
});
/** What the format or the model itself allows: a server may allow less. */
const atMost = (value: number, row: Omit<Limit, 'value' | 'least' | 'most'>): Limit =>
  limit({ ...row, value, most: value });

export const limits = {
  rooms: limit({ of: 'server', value: 200, what: 'rooms open at a time', beyond: 'too-many rooms' }),
  running: limit({
    of: 'server',
    value: 100,
    what: 'rooms whose runs are under way',
    beyond: 'too-many running',
  }),
  ownRooms: limit({
    of: 'address',
    value: 60,
    what: 'rooms open at a time that it has opened',
    beyond: 'one empty for a minute sleeps, or too-many own-rooms',
  }),
  unused: limit({
    of: 'address',
    value: 20,
    what: 'classes that it has opened and nobody has joined yet',
    beyond: 'the oldest of them is deleted',
  }),
  allUnused: limit({
    of: 'server',
    value: 2000,
    what: 'classes that nobody has joined yet',
    beyond: 'the oldest of them is deleted',
  }),
  unusedFor: limit({
    of: 'room',
    value: 86_400,
    what: 'seconds for which a class waits for somebody to join it',
    beyond: 'it is deleted',
  }),
  sleepAfter: limit({
    of: 'room',
    value: 900,
    what: 'seconds for which a room stays open with nobody in it',
    beyond: 'the class sleeps',
  }),
  newRooms: rate({
    of: 'address',
    value: 30,
    seconds: 60,
    what: 'rooms opened',
    beyond: 'too-many new-rooms',
  }),
  classRequests: rate({
    of: 'address',
    value: 120,
    seconds: 60,
    what: 'requests about the classes that a browser has the secrets of',
    beyond: 'too-many classes',
  }),
  hostKeys: rate({
    of: 'address',
    value: 20,
    seconds: 60,
    what: 'wrong host keys',
    beyond: 'too-many host-keys',
  }),
  wrongCodes: rate({
    of: 'address',
    value: 600,
    seconds: 3600,
    what: 'wrong codes and secrets; one of six characters counts as twenty',
    beyond: 'too-many codes',
  }),
  refusals: limit({
    of: 'connection',
    value: 5,
    what: 'refused handshakes',
    beyond: 'the connection is cut',
  }),
  members: limit({
    of: 'room',
    value: 2000,
    what: 'members connected; who leads is let in all the same',
    beyond: 'somebody without a trace yields, or too-many members',
  }),
  screens: limit({
    of: 'room',
    value: 20,
    what: 'projectors connected; with the secret one is let in all the same',
    beyond: 'one without the secret yields, or too-many screens',
  }),
  joins: rate({
    of: 'address',
    value: 1000,
    seconds: 20,
    what: 'joins; members and whoever has the secret come in all the same',
    beyond: 'too-many joins',
  }),
  connections: limit({
    of: 'member',
    value: 12,
    what: 'connections of one member',
    beyond: 'the oldest is ended',
  }),
  commands: rate({
    of: 'member',
    value: 30,
    seconds: 1,
    what: 'commands',
    beyond: 'too-many commands',
  }),
  addressCommands: rate({
    of: 'address',
    value: 2000,
    seconds: 4,
    what: 'commands and questions of all who do not lead the class',
    beyond: 'too-many commands',
  }),
  roomCommands: rate({
    of: 'room',
    value: 3000,
    seconds: 30,
    what: 'commands and questions of all who do not lead the class',
    beyond: 'too-many commands',
  }),
  vectors: rate({
    of: 'member',
    value: 5,
    seconds: 1,
    what: 'questions for word vectors',
    beyond: 'too-many vectors',
  }),
  losses: rate({
    of: 'member',
    value: 10,
    seconds: 1,
    what: 'questions for old losses, and for the report',
    beyond: 'too-many losses',
  }),
  replays: rate({
    of: 'member',
    value: 30,
    seconds: 60,
    what: 'ranges of old losses that are computed anew',
    beyond: 'the curve answers',
  }),
  backlog: limit({
    of: 'connection',
    value: 8_000_000,
    what: 'bytes left unread',
    beyond: 'the connection is cut',
  }),
  message: limit({
    of: 'connection',
    value: 1_300_000,
    least: 20_000,
    what: 'bytes of a message: a pasted corpus takes up to three a character',
    beyond: 'the connection is cut',
  }),
  request: limit({
    of: 'request',
    value: 16_000,
    what: 'bytes of what is asked over HTTP',
    beyond: 'too-many request',
  }),
  texts: atMost(classLimits.texts, {
    of: 'room',
    what: 'texts that wait',
    beyond: 'one whose author has left goes, or too-many waiting',
  }),
  ownTexts: atMost(classLimits.ownTexts, {
    of: 'member',
    what: 'texts that wait',
    beyond: 'too-many contributions',
  }),
  questions: atMost(classLimits.questions, { of: 'room', what: 'questions', beyond: 'too-many questions' }),
  record: atMost(classLimits.record, {
    of: 'room',
    what: 'members who have left a trace; whoever has the secret is let in all the same',
    beyond: 'too-many record',
  }),
  log: atMost(classLimits.log, {
    of: 'room',
    what: 'facts in the log by members who do not lead the class; those of the others always fit',
    beyond: 'too-many log',
  }),
  runs: atMost(classLimits.runs, { of: 'room', what: 'runs', beyond: 'too-many runs' }),
  branches: atMost(classLimits.branches, { of: 'run', what: 'branches', beyond: 'too-many branches' }),
  parameters: atMost(PARAMETER_LIMIT, { of: 'run', what: 'parameters', beyond: 'configuration' }),
  layers: atMost(LAYERS_LIMIT, { of: 'run', what: 'hidden layers', beyond: 'configuration' }),
  width: atMost(HIDDEN_LIMIT, { of: 'run', what: 'units of a hidden layer', beyond: 'configuration' }),
  batch: atMost(BATCH_LIMIT, { of: 'run', what: 'examples of a minibatch', beyond: 'configuration' }),
  runMemory: limit({
    of: 'run',
    value: 256,
    least: 40,
    what: 'megabytes of a run beside its thread’s heap',
    beyond: 'run-too-large',
  }),
  threadSilence: limit({
    of: 'run',
    value: 2,
    what: 'seconds for which a thread computes without a sign',
    beyond: 'the thread is ended',
  }),
  threadMemory: limit({
    of: 'run',
    value: 256,
    least: 64,
    what: 'megabytes of a thread’s heap',
    beyond: 'the thread is ended',
  }),
  corpus: atMost(MAXIMUM_CHARACTERS, {
    of: 'run',
    what: 'characters of a pasted text',
    beyond: 'corpus-too-large',
  }),
  storedCorpus: atMost(STORED_CHARACTERS, {
    of: 'run',
    what: 'characters of a text that is kept',
    beyond: 'corpus-too-large',
  }),
  upload: limit({
    of: 'owner',
    value: 64_000_000,
    least: 1000,
    what: 'bytes of a text, or of word vectors as they are cut, that is kept',
    beyond: 'too-many upload',
  }),
  uploads: rate({
    of: 'address',
    value: 60,
    seconds: 3600,
    what: 'uploads begun, and what was kept read back',
    beyond: 'too-many uploads',
  }),
  openUploads: limit({
    of: 'server',
    value: 20,
    what: 'uploads under way',
    beyond: 'too-many open-uploads',
  }),
  library: limit({
    of: 'owner',
    value: 300,
    what: 'megabytes of texts and word vectors that are kept',
    beyond: 'too-many library',
  }),
  libraries: limit({
    of: 'server',
    value: 10_000,
    what: 'megabytes of texts and word vectors that are kept',
    beyond: 'too-many libraries',
  }),
  memory: limit({
    of: 'server',
    value: 4000,
    least: 100,
    what: 'megabytes of the process; no more than the machine has',
    beyond: 'pictures, evaluations, new rooms are given up: under-pressure',
  }),
  loopDelay: limit({
    of: 'server',
    value: 300,
    what: 'milliseconds that what comes waits for the event loop',
    beyond: 'pictures, evaluations, new rooms are given up: under-pressure',
  }),
  slotQueue: limit({
    of: 'server',
    value: 64,
    what: 'threads that wait for each slot',
    beyond: 'pictures, evaluations, new rooms are given up: under-pressure',
  }),
} satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof limits;
/** Those that say how often. */
export type RateName = {
  [K in LimitName]: (typeof limits)[K] extends { readonly seconds: number } ? K : never;
}[LimitName];
export type Limits = Readonly<Record<LimitName, number>>;

export const limitNames = Object.keys(limits) as LimitName[];
const limitsFrom = (valueOf: (name: LimitName) => number): Limits =>
  Object.fromEntries(limitNames.map((name) => [name, valueOf(name)])) as Limits;
export const defaultLimits: Limits = limitsFrom((name) => limits[name].value);

export const rateOf = (chosen: Limits, name: RateName): Rate => ({
  points: chosen[name],
  seconds: limits[name].seconds,
});

/** As it is written from outside: newRooms is new-rooms. */
export const nameOf = (name: LimitName): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * Those that were chosen, and the defaults of the others; a flag goes before the environment. Throws Error with one line for the terminal.
 *
 * @param flags each `name=value`
 */
export function readLimits(
  flags: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Limits {
  const chosen = new Map<string, string>();
  for (const name of limitNames) {
    const value = environment[`LIMIT_${nameOf(name).toUpperCase().replaceAll('-', '_')}`];
    if (value !== undefined) chosen.set(nameOf(name), value);
  }
  const known = new Set(limitNames.map(nameOf));
  for (const flag of flags) {
    const [name, value = ''] = flag.split('=', 2);
    if (!known.has(name)) throw new Error(`There is no limit "${name}"; there are ${[...known].join(', ')}.`);
    chosen.set(name, value);
  }
  return limitsFrom((name) => {
    const { value, least, most } = limits[name];
    const text = chosen.get(nameOf(name));
    if (text === undefined) return value;
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < least || number > most)
      throw new Error(`The limit ${nameOf(name)} is a number from ${least} to ${most}, not "${text}".`);
    return number;
  });
}
