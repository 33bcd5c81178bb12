import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import { render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { expect, test } from 'vitest';
import { language } from '../language/language.svelte.ts';
import { cursor } from '../testing/example.ts';
import { ScriptedRoom } from '../testing/scripted-room.ts';
import Banner from './Banner.svelte';

test.each<[Breakpoint, RegExp, RegExp]>([
  [{ kind: 'location' }, /stopped at a LOCATION window/, /LOCATION/],
  [{ kind: 'misclassified' }, /stopped at a misclassified window/, /잘못 분류/],
  [{ kind: 'word', word: 'paris' }, /the word “paris”/, /“paris”/],
  [{ kind: 'score-gradient-above', bound: 0.25 }, /\|∂J\/∂s\| is above 0\.25/, /0\.25/],
  [{ kind: 'rms-above', bound: 3 }, /RMS of a gradient is above 3/, /3/],
  [{ kind: 'step', step: 2000 }, /the breakpoint of step 2,000/, /2,000/],
  [{ kind: 'not-finite' }, /overflowed float32/, /η/],
])('RN11 UI5 the banner names the breakpoint that was met: %o', async (hit, inEnglish, inKorean) => {
  language.use('en');
  const room = new ScriptedRoom();
  room.welcome('viewer');
  render(Banner, { session: room.session });
  await tick();
  expect(screen.getByRole('status').textContent.trim()).toBe('');
  room.become({ playback: { status: 'paused', cursor: cursor(9, 0), because: 'breakpoint', hit } });
  await tick();
  expect(screen.getByRole('status').textContent).toMatch(inEnglish);
  language.use('ko');
  await tick();
  expect(screen.getByRole('status').textContent).toMatch(inKorean);
  expect(screen.getByRole('status').textContent).toMatch(/\p{Script=Hangul}/u);
});

test.each([
  [0, /opened again where it was; you return automatically/, /다시 여는 중/],
  [60, /closed it for a minute. What was saved is kept/, /1분 동안 닫았/],
])('CN5 a class that has failed says so, and that it comes back (%s s)', async (seconds, english, korean) => {
  language.use('en');
  const room = new ScriptedRoom();
  room.welcome('viewer');
  render(Banner, { session: room.session });
  room.loseConnection({ code: 'room-failed', params: { seconds } });
  await tick();
  expect(screen.getByRole('status').textContent).toMatch(english);
  language.use('ko');
  await tick();
  expect(screen.getByRole('status').textContent).toMatch(korean);
});
