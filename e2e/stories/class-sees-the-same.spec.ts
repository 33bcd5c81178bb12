/** Instructor, viewer and latecomer look at the same step, and at the same numbers. */
import { expect, test, type School } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

/** What everybody sees, a latecomer too, who comes now; the same for all. */
async function whatAllSee(school: School, [instructor, viewer]: readonly RoomPage[], state: RegExp) {
  for (const person of [instructor, viewer]) await expect(person.state).toHaveText(state);
  const latecomer = await school.join(instructor.code);
  await expect(latecomer.state).toHaveText(state);
  const seen = await instructor.readings();
  expect(await viewer.readings()).toEqual(seen);
  expect(await latecomer.readings()).toEqual(seen);
  await latecomer.page.close();
  return seen;
}

test('UI1 instructor, viewer and latecomer see the same step, J and δ at every pause', async ({ school }) => {
  // Four latecomers, each with a page of their own.
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  const all = [instructor, viewer];

  const opened = await whatAllSee(school, all, /^Paused inside step 1 · forward pass done$/);
  expect(opened.stepsMade).toBe('no steps yet');
  expect(opened.s).toMatch(/^−?0\.\d+$/);
  expect(opened.J).toMatch(/^0\.\d+$/);
  expect(opened.delta).toEqual([]);

  await instructor.step();
  const stepped = await whatAllSee(school, all, /^Paused after step 1$/);
  expect(stepped.stepsMade).toBe('step 1');
  expect([stepped.s, stepped.J]).toEqual([opened.s, opened.J]);
  expect(stepped.delta).toHaveLength(8);
  // s, J and the eight entries of δ, none of them cut to what the screen has room for.
  expect(stepped.digits.filter((digits) => digits.length > 12)).toHaveLength(10);

  await instructor.setSpeed('fastest');
  await instructor.button('Run').click();
  await viewer.untilSteps(5000);
  await instructor.button('Pause').click();
  const paused = await whatAllSee(school, all, /^Paused after step [\d,]+$/);
  expect(paused.state.replace(/\D/g, '')).toBe(paused.stepsMade.replace(/\D/g, ''));
  expect(paused.delta).toHaveLength(8);
  expect(paused.digits).not.toEqual(stepped.digits);

  await instructor.button('Step 0').click();
  const home = await whatAllSee(school, all, /^Paused at step 0$/);
  expect(home).toMatchObject({ stepsMade: 'no steps yet', s: 'not yet', J: 'not yet', delta: [] });
});
