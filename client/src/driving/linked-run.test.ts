import '../testing/page.ts';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { language } from '../language/language.svelte.ts';
import { keepLinked, linkedOf } from '../session/linked.ts';
import { cursor } from '../testing/example.ts';
import { ScriptedRoom } from '../testing/scripted-room.ts';
import DriverBar from './DriverBar.svelte';

beforeEach(() => language.use('en'));
afterEach(() => localStorage.clear());

const command = {
  type: 'configure',
  preset: null,
  configuration: presets.board,
  at: { step: 37, operation: 4 },
} as const;

async function bar(code: string): Promise<ScriptedRoom> {
  const room = new ScriptedRoom(code);
  room.welcome('instructor');
  room.become({ playback: { status: 'preparing' } });
  render(DriverBar, { session: room.session, onhelp: () => undefined });
  await tick();
  return room;
}

test('LK5 the run of a link is asked for once, when its class can be told, and kept until it is answered; LK6 what it hides stays hidden', async () => {
  keepLinked('AAAA-AAAA', { command, hide: ['questions', 'runs'] });
  const room = await bar('AAAA-AAAA');
  expect(room.asked).toEqual([]);
  expect(linkedOf('AAAA-AAAA').command).toEqual(command);
  room.become({ playback: { status: 'paused', cursor: cursor(1, 5), because: 'opened' } });
  await expect.poll(() => room.asked).toEqual([command]);
  await expect.poll(() => linkedOf('AAAA-AAAA')).toEqual({ command: null, hide: ['questions', 'runs'] });
  room.become({ playback: { status: 'paused', cursor: cursor(37, 4), because: 'driver' } });
  await tick();
  expect(room.asked).toHaveLength(1);
  expect(screen.queryByRole('button', { name: /^Ask/ })).toBeNull();
  await fireEvent.click(screen.getByRole('button', { name: /^Menu/ }));
  expect(screen.queryByRole('menuitem', { name: 'Runs…' })).toBeNull();
  expect(screen.queryByRole('menuitem', { name: 'New run…' })).not.toBeNull();
});

test('LK6 a class that was started from no link hides nothing and asks for nothing', async () => {
  const room = await bar('BBBB-BBBB');
  room.become({ playback: { status: 'paused', cursor: cursor(1, 5), because: 'opened' } });
  await tick();
  expect(room.asked).toEqual([]);
  expect(screen.queryByRole('button', { name: /^Ask/ })).not.toBeNull();
});
