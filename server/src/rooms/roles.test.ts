import type { Command, CommandType } from '@deltaboard/shared/protocol/commands.ts';
import { roles } from '@deltaboard/shared/protocol/roles.ts';
import { OPENING_VIEW } from '@deltaboard/shared/protocol/state.ts';
import { refusalData } from '@deltaboard/shared/refusal.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { describe, expect, test } from 'vitest';
import { openRoom, SECRET } from './testing/room.ts';

const commands: Readonly<Record<CommandType, Command>> = {
  run: { type: 'run' },
  pause: { type: 'pause' },
  move: { type: 'move', granularity: 'step', direction: 1 },
  seek: { type: 'seek', step: 1, operation: 0 },
  hold: { type: 'hold', granularity: 'operation', direction: 1 },
  release: { type: 'release' },
  open: { type: 'open', run: 0, branch: 0, step: 1, operation: 3 },
  view: {
    type: 'view',
    view: { ...OPENING_VIEW, objective: 's', convention: 'jacobian', workbench: 'numbers' },
  },
  scratch: { type: 'scratch', expression: 'x * x', values: { x: 3 }, operation: 1 },
  breakpoints: { type: 'breakpoints', breakpoints: [{ kind: 'location' }] },
  speed: { type: 'speed', speed: 10 },
  set: { type: 'set', change: { setting: 'learningRate', value: 0.5 } },
  look: { type: 'look', subject: { kind: 'probe', probe: 1, operation: null } },
  reset: { type: 'reset' },
  configure: { type: 'configure', preset: 'judge', configuration: presets.judge },
  'take-wheel': { type: 'take-wheel' },
};

type Parts = Awaited<ReturnType<typeof openRoom>>;
type Does = ReturnType<Parts['driven']>['does'];

const states = {
  opened: () => Promise.resolve(),
  'at a boundary': (does: Does) => does(commands.move),
  'at step 0': (does: Does) => does(commands.seek),
  'of s': (does: Does) => does(commands.view),
  'not finite': async (does: Does, { trainer }: Parts) => {
    await does({ type: 'run' });
    trainer().stopByItself('not-finite');
  },
  running: (does: Does) => does({ type: 'run' }),
} as const;
type State = keyof typeof states;

/** Where the driver's command is not live. */
const notNow: Readonly<Record<State, readonly CommandType[]>> = {
  opened: ['pause'],
  'at a boundary': ['pause'],
  'at step 0': ['pause', 'seek'],
  'of s': ['pause', 'run', 'move'],
  'not finite': ['pause', 'run'],
  running: ['run', 'move', 'hold'],
};

const outcome = (performed: Promise<void>): Promise<string> =>
  performed.then(
    () => 'ok',
    (error: unknown) => refusalData(error).code,
  );

describe.each(Object.keys(states) as State[])('RM3 RM6 %s', (state) => {
  describe.each(Object.values(commands))('$type', (command) => {
    const prepare = async () => {
      const parts = await openRoom();
      const { does } = parts.driven();
      parts.join('viewer');
      parts.join('instructor', { secret: SECRET });
      await states[state](does, parts);
      return parts;
    };

    test('by the driver', async () => {
      const { room } = await prepare();
      const expected = notNow[state].includes(command.type) ? 'not-now' : 'ok';
      expect(await outcome(room.command('driver', command))).toBe(expected);
    });

    test('by a viewer: nothing changes', async () => {
      const { room, audience } = await prepare();
      const [before, told] = [room.state, audience.messages.length];
      const expected = roles[command.type].includes('viewer') ? 'not-an-instructor' : 'not-the-driver';
      expect(await outcome(room.command('viewer', command))).toBe(expected);
      expect(room.state).toEqual(before);
      expect(audience.messages).toHaveLength(told);
    });

    test('by an instructor who does not drive', async () => {
      const { room } = await prepare();
      const expected = command.type === 'take-wheel' ? 'ok' : 'not-the-driver';
      expect(await outcome(room.command('instructor', command))).toBe(expected);
    });
  });
});
