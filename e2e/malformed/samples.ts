/** What pages send, one of each. */
import { presets } from '@deltaboard/shared/training/presets.ts';

const sentence = { tokens: ['Mira', 'lives', 'in', 'Cork', '.'], centre: 3, goldType: 'LOC' };

/** Of those that drive. Nothing here takes more of the machine than a page does. */
export const commands: readonly object[] = [
  { type: 'pause' },
  { type: 'move', granularity: 'operation', direction: 1 },
  { type: 'seek', step: 3, operation: 2 },
  { type: 'hold', granularity: 'operation', direction: 1 },
  { type: 'release' },
  { type: 'open', run: 0, branch: 0, step: 1, operation: 0 },
  { type: 'set', change: { setting: 'learningRate', value: 0.1 } },
  { type: 'set', change: { setting: 'nonLinearity', value: 'relu' } },
  // Read to its end, and never made: a run is work, and no wrong.
  { type: 'configure', preset: 'board', configuration: { ...presets.board, seed: -1 } },
  { type: 'speed', speed: 4 },
  { type: 'look', subject: { kind: 'window' } },
  { type: 'look', subject: { kind: 'probe', probe: 1, operation: null } },
  { type: 'look', subject: { kind: 'sentence', ...sentence, operation: null } },
  {
    type: 'view',
    view: { page: 'board', layer: 1, growth: { over: 'depth', depth: 2, width: null, read: null } },
  },
  { type: 'view', view: { table: { tensor: 'W', word: 1 }, folded: [1], target: { at: 3, of: 'W1' } } },
  { type: 'scratch', expression: 'f = (x + y) * max(y, z)', values: { x: 1, y: 2, z: 0 }, operation: 1 },
  { type: 'breakpoints', add: { kind: 'step', step: 40 } },
  { type: 'screens', held: true },
  { type: 'point', pointer: { quantity: 'W', layer: 1, index: 3 } },
  { type: 'show', id: 1 },
  { type: 'take-wheel' },
  { type: 'hand-over', member: 'AAAAAAAAAAAA' },
  { type: 'name', name: 'Ada' },
  { type: 'name-class', name: 'Tuesday' },
  { type: 'appoint', member: 'AAAAAAAAAAAA', assistant: true },
  { type: 'kick', member: 'AAAAAAAAAAAA' },
  { type: 'lock', locked: false },
  { type: 'names', hidden: true },
  { type: 'follow', following: false },
  { type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: 2 } },
  { type: 'ask', asked: { kind: 'free', prompt: 'Why?', options: ['a', 'b'] } },
  { type: 'discuss', prompt: 'Why?' },
  { type: 'ask-again' },
  { type: 'count-hands', question: 0, round: 0, counts: [12, 9, 0] },
  { type: 'reveal' },
  { type: 'dismiss' },
  { type: 'lost', lost: true },
  { type: 'contribute', contribution: { kind: 'question', text: 'Why tanh?' } },
  { type: 'contribute', contribution: { kind: 'sentence', ...sentence } },
  { type: 'withdraw', id: 1 },
  { type: 'discard', id: 1 },
  { type: 'put-to-vote', id: 1, open: true },
  { type: 'vote', id: 1, up: true },
  { type: 'hand', raised: true },
  // Refused for what is in it: none is opened.
  { type: 'lesson', text: '{"version": 1}' },
  { type: 'enter', page: 1 },
  { type: 'enter', direction: 1 },
  { type: 'close-lesson' },
  { type: 'lower-hand', member: 'AAAAAAAAAAAA' },
  { type: 'answer', id: 1, answer: 0 },
];

/** Name and arguments of what a page emits, most often commands; `seen` and `pulsed` are not answered. */
export const emitted = (command: object, id: string): readonly (readonly unknown[])[] => [
  ...Array.from({ length: 6 }, () => ['command', { id, command }] as const),
  ['vectors', ['Cork', 'is', 'a', 'city']],
  ['losses', { from: 1, to: 20 }],
  ['report'],
  ['seen', 3],
  ['pulsed', 2],
];

/** Requests as they cross, without the address that a proxy adds. */
export function requests(port: number, code: string, secret: string): readonly string[] {
  const head = (line: string): string => `${line} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`;
  const get = (path: string): string => `${head(`GET ${path}`)}Accept: */*\r\nConnection: close\r\n\r\n`;
  const post = (path: string, body: object): string => {
    const text = JSON.stringify(body);
    return `${head(`POST ${path}`)}Origin: http://127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`;
  };
  const key = { code, secret: `${secret.slice(0, 20)}xx` };
  return [
    ...[
      '/',
      `/r/${code}`,
      '/privacy',
      '/api/about',
      '/api/addresses',
      '/healthz',
      '/readyz',
      '/metrics',
      '/api/admin/classes',
    ].map(get),
    get('/socket.io/?EIO=4&transport=polling'),
    post('/api/rooms', {}),
    post('/api/rehearsals', {}),
    post('/api/classes/mine', { classes: [key] }),
    post('/api/classes/rename', { ...key, name: 'Tuesday' }),
    post('/api/classes/secret', { ...key, next: 'x'.repeat(22) }),
    post('/api/classes/delete', key),
    get('/api/library'),
    get('/api/library/words'),
    post('/api/library/begin', { kind: 'vectors', name: 'wiki.vec', bytes: 1000, ...key }),
    ...['give', 'pass-on', 'read', 'delete'].map((what) =>
      post(`/api/library/${what}`, { hash: 'a'.repeat(64), code, isPassedOn: true }),
    ),
    `${head('PUT /api/library/upload/AAAAAAAAAAAA?at=0')}Authorization: Bearer ${'x'.repeat(22)}\r\nContent-Type: application/octet-stream\r\nContent-Length: 4\r\nConnection: close\r\n\r\n1234`,
    `${head('GET /socket.io/?EIO=4&transport=websocket')}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n\r\n`,
  ];
}
