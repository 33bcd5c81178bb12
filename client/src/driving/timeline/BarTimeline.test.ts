import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import { language } from '../../language/language.svelte.ts';
import { cursor, state } from '../../testing/example.ts';
import { ScriptedRoom } from '../../testing/scripted-room.ts';
import BarTimeline from './BarTimeline.svelte';

beforeEach(() => language.use('en'));

const series: readonly SeriesPoint[] = Array.from({ length: 100 }, (_, k) => ({
  step: k + 1,
  count: 1,
  J: [0.5, 0.5, 0.5],
  rms: [1, 1, 1],
}));
const branches = [
  { ...state.branches[0], head: 100 },
  { from: { branch: 0, step: 60 }, head: 80, commands: [] },
];
const standing = { status: 'paused', cursor: cursor(31, 0), because: 'driver' } as const;

/** A class that stands after step 30 of a run with a branch, on which it is. */
async function timeline(id: string, branch = 1): Promise<ScriptedRoom> {
  const room = new ScriptedRoom();
  room.welcome(id, { state: { ...state, playback: standing, branches, branch }, series });
  render(BarTimeline, { session: room.session });
  await tick();
  return room;
}

const slider = () => screen.getByRole('slider');
const tall = () => screen.queryByRole('region', { name: 'Timeline of the loss' });

test('UI40 a key of the slider makes it tall, and it stays the slider; Escape and the focus elsewhere close it', async () => {
  await timeline('instructor');
  expect(tall()).toBeNull();
  for (const close of [
    () => fireEvent.keyDown(slider(), { key: 'Escape' }),
    () => fireEvent.focusOut(slider(), { relatedTarget: document.body }),
    () => fireEvent.pointerDown(document.body),
    () => fireEvent.keyDown(document.body, { key: 'ArrowRight' }),
  ]) {
    await fireEvent.keyDown(slider(), { key: 'ArrowRight' });
    expect(tall()).not.toBeNull();
    expect(screen.getAllByRole('slider')).toHaveLength(1);
    await close();
    expect(tall()).toBeNull();
  }
});

test('UI40 it is not tall while the run goes on', async () => {
  const room = await timeline('instructor');
  await fireEvent.keyDown(slider(), { key: 'ArrowLeft' });
  room.become({ playback: { status: 'running', run: 0, branch: 1 } });
  await tick();
  expect(tall()).toBeNull();
});

test('UI41 the branches are drawn and named, in both languages', async () => {
  await timeline('instructor');
  expect(slider().textContent).toContain('branch 2');
  await fireEvent.keyDown(slider(), { key: 'ArrowRight' });
  expect(tall()?.textContent).toContain('branch 2; run 1 kept');
  const lanes = screen.getByRole('list', { name: 'Branches of this run' });
  expect([...lanes.children].map((lane) => lane.textContent?.trim())).toEqual(['run 1, kept', 'branch 2']);
  language.use('ko');
  await tick();
  expect(screen.getByRole('region', { name: '손실 시간 막대' }).textContent).toContain(
    '분기 2, 학습 1은 그대로 보관',
  );
  expect([...lanes.children].map((lane) => lane.textContent?.trim())).toEqual(['학습 1 (보관)', '분기 2']);
});

test('UI43 who does not drive opens it tall, and it moves nothing', async () => {
  const room = await timeline('viewer');
  expect(screen.queryByRole('slider')).toBeNull();
  const opener = screen.getByRole('button', { name: 'Show the timeline large' });
  await fireEvent.click(opener);
  expect(opener.getAttribute('aria-expanded')).toBe('true');
  await fireEvent.pointerDown(screen.getByRole('presentation'), { button: 0 });
  expect(tall()).not.toBeNull();
  expect(room.asked).toEqual([]);
  await fireEvent.click(opener);
  expect(tall()).toBeNull();
});
