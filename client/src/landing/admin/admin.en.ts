import type { PressureReading } from '@deltaboard/shared/protocol/admin.ts';
import { count, plural } from '../../language/format.ts';

const times = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const percent = (share: number): string => `${Math.round(100 * share)} %`;
const bytes = (of: number): string =>
  of >= 1e9 ? `${(of / 1e9).toFixed(1)} GB` : `${(of / 1e6).toFixed(1)} MB`;

/** The page of whoever runs the server. */
export const admin = {
  title: 'This server',
  key: 'Host key',
  keyHint: 'HOST_KEY of the server. It is not stored in this browser.',
  open: 'Open',
  noServer: 'Can’t reach the server.',
  cores: 'Busy cores',
  coresOf: (cores: number) => cores.toFixed(2),
  memory: 'Memory',
  bytes,
  uptime: 'Running for',
  hours: (seconds: number) =>
    seconds < 5400
      ? plural(Math.round(seconds / 60), 'minute', 'minutes')
      : `${count(Math.round(seconds / 3600))} hours`,
  storage: 'Storage',
  stored: (used: number, free: number) => `${bytes(used)} used, ${bytes(free)} free`,
  inMemory: 'in memory only',
  pressure: 'Pressure',
  /** By its level. */
  givenUp: ['none', 'fewer pictures', 'scores put off', 'no new classes'],
  pressureOf: ({ loopDelay, memory, slotQueue }: PressureReading) =>
    `Of their limits: event loop ${percent(loopDelay)}, memory ${percent(memory)}, queue for slots ${percent(slotQueue)}`,
  classes: (all: number, open: number) => `${plural(all, 'class', 'classes')}, ${count(open)} open`,
  list: 'Classes',
  code: 'Code',
  state: 'State',
  running: 'running',
  isOpen: 'open',
  asleep: 'asleep',
  here: 'Connected',
  members: 'Members',
  membersTitle: 'Who have left a trace: a name, an answer, a text. Who only looks is connected, and none.',
  number: count,
  last: 'Last event',
  time: (at: number) => times.format(at),
  actions: 'Actions',
  does: (act: string, code: string) => `${act}: ${code}`,
  close: 'Close',
  delete: 'Delete',
  cancel: 'Cancel',
  sure: {
    close: (code: string) => `Close class ${code}?`,
    delete: (code: string) => `Delete class ${code}?`,
  },
  follows: {
    close: 'Everybody in it is told. The class is kept, and continues when somebody opens it again.',
    delete: 'Everybody in it is told. Its runs, questions, answers and names are gone for good.',
  },
};
