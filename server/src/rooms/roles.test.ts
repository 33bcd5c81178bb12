import { rolesOf } from '@deltaboard/shared/class/table.ts';
import type { Command, CommandType } from '@deltaboard/shared/protocol/commands.ts';
import { roleNames, type Role } from '@deltaboard/shared/protocol/people.ts';
import { refusalData, type RefusalCode } from '@deltaboard/shared/refusal.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { describe, expect, test } from 'vitest';
import type { Performed } from './room.ts';
import { openRoom, SECRET } from './testing/room.ts';

type Parts = Awaited<ReturnType<typeof openRoom>>;

/** Everybody in the room but the driver, with the id that the server gave. */
interface Cast {
  readonly assistant: string;
  readonly other: string;
}

const commands: Readonly<Record<CommandType, (cast: Cast) => Command>> = {
  run: () => ({ type: 'run' }),
  pause: () => ({ type: 'pause' }),
  move: () => ({ type: 'move', granularity: 'step', direction: 1 }),
  seek: () => ({ type: 'seek', step: 1, operation: 0 }),
  hold: () => ({ type: 'hold', granularity: 'operation', direction: 1 }),
  release: () => ({ type: 'release' }),
  open: () => ({ type: 'open', run: 0, branch: 0, step: 1, operation: 3 }),
  view: () => ({
    type: 'view',
    view: { objective: 's', convention: 'jacobian', workbench: 'numbers' },
  }),
  scratch: () => ({ type: 'scratch', expression: 'x * x', values: { x: 3 }, operation: 1 }),
  breakpoints: () => ({ type: 'breakpoints', add: { kind: 'location' } }),
  speed: () => ({ type: 'speed', speed: 10 }),
  set: () => ({ type: 'set', change: { setting: 'learningRate', value: 0.5 } }),
  look: () => ({ type: 'look', subject: { kind: 'probe', probe: 1, operation: null } }),
  reset: () => ({ type: 'reset' }),
  configure: () => ({ type: 'configure', preset: 'judge', configuration: presets.judge }),
  // Of what is compared the comparison's own tests tell.
  'open-compared': () => ({ type: 'open-compared', run: 0, seed: 0 }),
  'take-wheel': () => ({ type: 'take-wheel' }),
  'hand-over': ({ assistant }) => ({ type: 'hand-over', member: assistant }),
  name: () => ({ type: 'name', name: 'Kim' }),
  'name-class': () => ({ type: 'name-class', name: 'Monday' }),
  appoint: ({ other }) => ({ type: 'appoint', member: other, assistant: true }),
  leave: () => ({ type: 'leave' }),
  kick: ({ other }) => ({ type: 'kick', member: other }),
  lock: () => ({ type: 'lock', locked: true }),
  names: () => ({ type: 'names', hidden: true }),
  screens: () => ({ type: 'screens', held: true }),
  point: () => ({ type: 'point', pointer: { quantity: 'W', layer: 1, index: 5 } }),
  follow: () => ({ type: 'follow', following: false }),
  lost: () => ({ type: 'lost', lost: true }),
  contribute: () => ({ type: 'contribute', contribution: { kind: 'question', text: 'Why Wᵀ?' } }),
  withdraw: () => ({ type: 'withdraw', id: 1 }),
  discard: () => ({ type: 'discard', id: 1 }),
  show: () => ({ type: 'show', id: 1 }),
  'put-to-vote': () => ({ type: 'put-to-vote', id: 1, open: true }),
  vote: () => ({ type: 'vote', id: 1, up: true }),
  hand: () => ({ type: 'hand', raised: true }),
  'lower-hand': ({ other }) => ({ type: 'lower-hand', member: other }),
  ask: () => ({ type: 'ask', asked: { kind: 'free', prompt: 'Ready?', options: ['yes', 'no'] } }),
  discuss: () => ({ type: 'discuss', seconds: 60 }),
  'ask-again': () => ({ type: 'ask-again' }),
  'count-hands': () => ({ type: 'count-hands', question: 0, round: 0, counts: [4, 0, 20] }),
  reveal: () => ({ type: 'reveal' }),
  dismiss: () => ({ type: 'dismiss' }),
  // Of what is in a lesson the room's own tests tell: here it is refused, once whoever asks may open one.
  lesson: () => ({ type: 'lesson', text: '{}' }),
  enter: () => ({ type: 'enter', direction: 1 }),
  'close-lesson': () => ({ type: 'close-lesson' }),
  'open-seminar': () => ({ type: 'open-seminar' }),
  'close-seminar': () => ({ type: 'close-seminar' }),
  answer: () => ({ type: 'answer', question: 0, round: 0, choice: 1 }),
};

type Does = ReturnType<Parts['driven']>['does'];
const asked: Command = { type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: 0 } };

const states = {
  opened: () => Promise.resolve(),
  'at a boundary': (does: Does) => does({ type: 'move', granularity: 'step', direction: 1 }),
  'at step 0': (does: Does) => does({ type: 'seek', step: 1, operation: 0 }),
  'of s': (does: Does) => does(commands.view({ assistant: '', other: '' })),
  'not finite': async (does: Does, { trainer }: Parts) => {
    await does({ type: 'run' });
    trainer().stopByItself('not-finite');
  },
  running: (does: Does) => does({ type: 'run' }),
  asked: (does: Does) => does(asked),
  discussed: (does: Does) => does(asked, { type: 'discuss', seconds: null }),
  'asked again': (does: Does) => does(asked, { type: 'ask-again' }),
  revealed: (does: Does) => does(asked, { type: 'reveal' }),
} as const;
type State = keyof typeof states;

type Refused = Partial<Record<CommandType, RefusalCode>>;
const each = (code: RefusalCode, ...types: CommandType[]): Refused =>
  Object.fromEntries(types.map((type) => [type, code]));

const unasked: Refused = {
  ...each('no-question', 'discuss', 'ask-again', 'count-hands', 'reveal', 'dismiss', 'answer'),
};
/** What would show what is asked. */
const open: Refused = {
  ...each('question-open', 'run', 'move', 'seek', 'hold', 'open', 'set', 'look', 'reset', 'configure'),
  ...each('question-open', 'view', 'ask', 'lesson', 'open-compared'),
  pause: 'not-now',
};

/** Where a command that the role has is not live. */
const notNow: Readonly<Record<State, Refused>> = {
  opened: { ...unasked, pause: 'not-now' },
  'at a boundary': { ...unasked, pause: 'not-now' },
  'at step 0': { ...unasked, ...each('not-now', 'pause', 'seek') },
  'of s': { ...unasked, ...each('not-now', 'pause', 'run', 'move') },
  'not finite': { ...unasked, ...each('not-now', 'pause', 'run') },
  running: { ...unasked, ...each('not-now', 'run', 'move', 'hold') },
  asked: open,
  discussed: { ...open, discuss: 'no-question', ...each('question-closed', 'answer', 'count-hands') },
  // A first answer comes too late, and so do first hands.
  'asked again': {
    ...open,
    ...each('no-question', 'discuss', 'ask-again'),
    ...each('question-closed', 'answer', 'count-hands'),
  },
  revealed: {
    ...each('no-question', 'discuss', 'ask-again', 'reveal'),
    pause: 'not-now',
    ...each('question-revealed', 'answer', 'count-hands'),
  },
};

/** There is no such lesson, and no comparison. */
const refusedAlways: Refused = { lesson: 'lesson', 'open-compared': 'command' };

/** Whom each role is played by, and what it is told where it lacks a command. */
const players: Readonly<Record<Role, string>> = {
  driver: 'driver',
  assistant: 'assistant',
  viewer: 'viewer',
  screen: 'screen',
};

function refusalOf(role: Role, type: CommandType): RefusalCode {
  if (role === 'screen') return 'not-for-a-screen';
  if (role === 'driver') return 'not-for-the-driver';
  return type === 'take-wheel' ? 'not-an-instructor' : 'not-the-driver';
}

function expected(role: Role, type: CommandType, state: State): string {
  if (!rolesOf(type).includes(role)) return refusalOf(role, type);
  // Nobody but its author withdraws a text.
  if (type === 'withdraw' && role !== 'viewer') return 'no-such-contribution';
  // Nobody votes for what they have written.
  if (type === 'vote' && role === 'viewer') return 'no-such-contribution';
  if (type === 'take-wheel' && role === 'assistant') return 'wheel-held';
  if (type === 'enter' || type === 'open-seminar') return 'not-now';
  return notNow[state][type] ?? refusedAlways[type] ?? 'ok';
}

const outcome = (performed: Promise<Performed>): Promise<string> =>
  performed.then(
    () => 'ok',
    (error: unknown) => refusalData(error).code,
  );

describe.each(Object.keys(states) as State[])('RM3 RM6 JN3 %s', (state) => {
  const prepare = async () => {
    const parts = await openRoom();
    const { does } = parts.driven();
    const assistant = parts.join('assistant').member.id;
    const other = parts.join('other').member.id;
    parts.join('viewer');
    parts.join('screen', { screen: true });
    parts.join('instructor', { secret: SECRET });
    await does({ type: 'appoint', member: assistant, assistant: true });
    await parts.room.command('viewer', {
      type: 'contribute',
      contribution: { kind: 'question', text: 'Where does the minus come from?' },
    });
    await does({ type: 'put-to-vote', id: 1, open: true });
    await states[state](does, parts);
    return { ...parts, does, cast: { assistant, other } };
  };

  describe.each(Object.keys(commands) as CommandType[])('%s', (type) => {
    test.each(roleNames)('by a %s', async (role) => {
      const { room, audience, clock, cast } = await prepare();
      clock.pass(2000);
      const [before, told] = [room.state, audience.messages.length];
      const code = expected(role, type, state);
      expect(await outcome(room.command(players[role], commands[type](cast)))).toBe(code);
      if (code === 'ok') return;
      expect(room.state).toEqual(before);
      expect(audience.messages).toHaveLength(told);
    });
  });

  test('an instructor who does not drive takes the wheel, and has no other command of the driver', async () => {
    const { room, cast } = await prepare();
    expect(await outcome(room.command('instructor', commands.lock(cast)))).toBe('not-the-driver');
    expect(await outcome(room.command('instructor', { type: 'take-wheel' }))).toBe('ok');
    expect(await outcome(room.command('instructor', commands.lock(cast)))).toBe('ok');
    expect(await outcome(room.command('driver', commands.lock(cast)))).toBe('not-the-driver');
  });
});
