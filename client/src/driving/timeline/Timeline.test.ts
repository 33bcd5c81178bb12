import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import { language } from '../../language/language.svelte.ts';
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
import { cursor, state } from '../../testing/example.ts';
import { ScriptedRoom } from '../../testing/scripted-room.ts';
import Timeline from './Timeline.svelte';

beforeEach(() => language.use('en'));

const series: readonly SeriesPoint[] = Array.from({ length: 1000 }, (_, k) => ({
  step: k + 1,
  count: 1,
  J: [0.5, 0.5, 0.5],
  rms: [1, 1, 1],
}));

/** A class that stands after step 300 of 1,000. */
async function timeline(id: string): Promise<ScriptedRoom> {
  const room = new ScriptedRoom();
  const playback = { status: 'paused', cursor: cursor(301, 0), because: 'driver' } as const;
  const branches = [{ ...state.branches[0], head: 1000 }];
  room.welcome(id, { state: { ...state, playback, branches }, series });
  render(Timeline, { session: room.session });
  await tick();
  return room;
}

const slider = () => screen.getByRole('slider', { name: /^Timeline of the loss/ });

test('UI12 the slider says its step, of how many, and the loss there', async () => {
  await timeline('instructor');
  expect(slider().getAttribute('aria-valuenow')).toBe('300');
  expect(slider().getAttribute('aria-valuemax')).toBe('1000');
  expect(slider().getAttribute('aria-valuetext')).toMatch(/^step 300 of 1,000, loss 0\.50*$/);
});

test.each([
  ['ArrowLeft', 299],
  ['ArrowRight', 301],
  ['PageDown', 200],
  ['PageUp', 400],
  ['Home', 0],
  ['End', 1000],
])('UI12 RN3 %s asks for step %i', async (key, step) => {
  const room = await timeline('instructor');
  await fireEvent.keyDown(slider(), { key });
  expect(room.asked).toEqual([{ type: 'seek', step: step + 1, operation: 0 }]);
});

test('UI12 of many wishes the newest is asked for in the end', async () => {
  const room = await timeline('instructor');
  for (let presses = 0; presses < 6; presses++) await fireEvent.keyDown(slider(), { key: 'ArrowRight' });
  await expect.poll(() => room.asked.at(-1)).toEqual({ type: 'seek', step: 307, operation: 0 });
  expect(room.asked.length).toBeLessThan(6);
});

test('UI12 closer, the steps of the range are asked for', async () => {
  const room = await timeline('instructor');
  await fireEvent.click(screen.getByRole('button', { name: /^Zoom in/ }));
  expect(room.asked).toEqual([{ type: 'view', view: { span: 500 } }]);
  room.become({ view: { ...OPENING_VIEW, span: 500 } });
  await tick();
  expect(room.ranges).toEqual([{ from: 50, to: 550 }]);
});

test('UI12 presses in a row stand on each other before the class has followed', async () => {
  const room = await timeline('instructor');
  let follow = (): void => undefined;
  room.reply = new Promise((resolve) => {
    follow = () => resolve({ ok: true });
  });
  const closer = screen.getByRole('button', { name: /^Zoom in/ });
  while (!(closer as HTMLButtonElement).disabled) await fireEvent.click(closer);
  const spans = room.asked.map((command) => (command.type === 'view' ? command.view.span : null));
  expect(spans).toEqual([500, 200, 50, 20]);
  follow();
});

test('FO1 UI12 who follows sees the same steps as the driver', async () => {
  const room = await timeline('viewer');
  room.become({ view: { ...OPENING_VIEW, span: 500 } });
  await tick();
  expect(room.ranges).toEqual([{ from: 50, to: 550 }]);
});

test('RM3 UI12 a viewer has the picture, and no slider', async () => {
  await timeline('viewer');
  expect(screen.queryByRole('slider')).toBeNull();
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByRole('img', { name: /^Timeline of the loss: step 300 of 1,000/ })).toBeTruthy();
});
