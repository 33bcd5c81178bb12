/** The class watches; one person drives. */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { expect, test } from '../fixtures.ts';

const forged: readonly Command[] = [
  { type: 'run' },
  { type: 'pause' },
  { type: 'move', granularity: 'operation', direction: -1 },
  { type: 'seek', step: 1, operation: 0 },
  { type: 'hold', granularity: 'operation', direction: 1 },
  { type: 'release' },
  { type: 'open', run: 0, branch: 0, step: 1, operation: 0 },
  { type: 'view', view: { ...OPENING_VIEW, objective: 's', convention: 'jacobian', workbench: 'numbers' } },
  { type: 'breakpoints', add: { kind: 'location' } },
  { type: 'speed', speed: 'max' },
  { type: 'set', change: { setting: 'learningRate', value: 0.5 } },
  { type: 'look', subject: { kind: 'probe', probe: 1, operation: null } },
  { type: 'reset' },
  { type: 'configure', preset: 'judge', configuration: presets.judge },
];

test('RM3 a viewer’s page has nothing to drive with, and its keys do nothing', async ({ school }) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  await expect(viewer.page.getByText('Following', { exact: true }).first()).toBeVisible();
  await expect(viewer.controls).toHaveCount(0);
  for (const name of ['Run', 'Pause', 'Step', 'Step 0', 'Menu', 'Take control']) {
    await expect(viewer.page.getByRole('button', { name, exact: true })).toHaveCount(0);
  }
  await expect(viewer.page.getByRole('combobox', { name: 'Speed' })).toHaveCount(0);
  await expect(viewer.page.getByRole('slider')).toHaveCount(0);
  await expect(viewer.probe('washington')).toBeDisabled();

  const observer = await school.raw({ room: instructor.code });
  for (const key of [' ', 'ArrowRight', 'Home']) await viewer.page.keyboard.press(key);
  // The list of keys is everybody's: once it is open, the keys before it have been handled.
  await viewer.page.keyboard.press('?');
  await expect(viewer.page.getByRole('dialog', { name: 'Keys' })).toBeVisible();

  await instructor.step();
  await expect(viewer.state).toHaveText('Paused after step 1');
  await observer.until(
    () => observer.state.playback.status === 'paused' && observer.state.playback.cursor.step === 2,
  );
  // Nothing but the instructor's one step: no run, no second step, no step 0.
  expect(observer.state.playback).toMatchObject({ cursor: { step: 2, operation: 0 } });
  expect(observer.states.map(({ playback }) => playback.status)).not.toContain('running');
  expect(observer.events.filter(({ type }) => type === 'moment-reached')).toEqual([]);
});

test('RM3 a command forged with a viewer’s own token is refused, and nothing changes', async ({ school }) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  const before = await instructor.readings();

  const member = await viewer.member();
  const forger = await school.raw({ room: instructor.code, member });
  expect(forger.welcome.member).toEqual({ ...member, instructor: false });
  for (const command of forged) {
    expect(await forger.command(command)).toEqual({
      ok: false,
      error: { code: 'not-the-driver', params: { command: command.type } },
    });
  }
  expect(await forger.command({ type: 'take-wheel' })).toMatchObject({
    ok: false,
    error: { code: 'not-an-instructor' },
  });
  expect(forger.events.filter(({ type }) => type !== 'presence-changed')).toEqual([]);
  expect(await instructor.readings()).toEqual(before);

  // With somebody else's id, but not their token, it is nobody's.
  const { member: driver } = (await school.raw(await instructor.hello())).welcome;
  const pretender = await school.raw({
    room: instructor.code,
    member: { id: driver.id, token: member.token },
  });
  expect(pretender.welcome.member).toMatchObject({ instructor: false });
  expect(pretender.welcome.member.id).not.toBe(driver.id);
  expect(await pretender.command({ type: 'run' })).toMatchObject({ error: { code: 'not-the-driver' } });
});
