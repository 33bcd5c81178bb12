/** The text of a pass, as a screen reader has it: what the class rests on, in the viewer's language. */
import { expect, test } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

const saidTo = ({ page }: RoomPage) => page.locator('[data-narration]');

/** What each of the fourteen operations of the Board preset is called, and what is said of it. */
const pass: readonly (readonly [title: RegExp, equation: RegExp])[] = [
  [/operation 1 of 14\. Forward/i, /x/],
  [/operation 2 of 14\. Forward/i, /W.*x.*b/],
  [/operation 3 of 14\. Forward/i, /tanh|f of z/i],
  [/operation 4 of 14\. Forward/i, /u.*h/],
  [/operation 5 of 14\. Forward: the loss/i, /log/i],
  [/operation 6 of 14\. Backward/i, /1/],
  [/operation 7 of 14\. Backward/i, /p minus y|p − y/i],
  [/operation 8 of 14\. Backward/i, /h/],
  [/operation 9 of 14\. Backward/i, /u/],
  [/operation 10 of 14\. Backward: through f, computes δ/i, /delta|δ/i],
  [/operation 11 of 14\. Backward/i, /b/],
  [/operation 12 of 14\. Backward/i, /x/],
  [/operation 13 of 14\. Backward/i, /W/],
  [/Update|after step/i, /eta|η/i],
];

test('AC2 the narration of a whole pass, operation by operation, in English and Korean on one stream', async ({
  school,
}) => {
  const instructor = await school.start();
  const english = await school.join(instructor.code);
  const korean = await school.join(instructor.code, { context: { locale: 'ko-KR' } });
  await instructor.page.getByText('operation', { exact: true }).click();
  await instructor.button('Step 0').click();
  await expect(instructor.state).toHaveText('Paused at step 0');
  const heard: string[] = [];
  for (const [k, [title, equation]] of pass.slice(0, 13).entries()) {
    await instructor.button('Step').click();
    await expect(saidTo(english)).toHaveText(title);
    await expect(saidTo(english)).toHaveText(equation);
    await expect(saidTo(korean)).toHaveText(new RegExp(`14.*${k + 1}|${k + 1}.*14`));
    await expect(saidTo(korean)).toHaveText(/\p{Script=Hangul}/u);
    heard.push(await saidTo(english).innerText());
  }
  // Each is said by itself, with an entry and its value where there is one.
  expect(new Set(heard).size).toBe(13);
  expect(heard.filter((said) => / = −?\d/.test(said)).length).toBeGreaterThan(10);
  // The numbers are the same in both languages.
  const valueIn = (said: string) => /= (−?[\d.]+)\.?$/.exec(said.trim())?.[1];
  expect(valueIn(await saidTo(korean).innerText())).toBe(valueIn(heard[12]));
  expect(valueIn(heard[12])).toBeDefined();
});

test('AC2 a held key is said once, where it comes to rest; the narration can be turned off', async ({
  school,
}) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  await instructor.page.getByText('operation', { exact: true }).click();
  await expect(saidTo(viewer)).toHaveText(/^Operation 5|^operation 5/i);
  await viewer.page.evaluate(() => {
    const region = document.querySelector('[data-narration]');
    const told: string[] = [];
    Object.assign(window, { told });
    if (region)
      new MutationObserver(() => told.push(region.textContent ?? '')).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
  });
  // Off the choice, which takes the arrows for itself.
  await instructor.page.evaluate(
    () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
  );
  await instructor.page.keyboard.down('ArrowRight');
  await instructor.page.keyboard.down('ArrowRight');
  await expect(viewer.state).toHaveText(/operation 1\d of 14|after step/);
  await instructor.page.keyboard.up('ArrowRight');
  await expect
    .poll(async () => (await viewer.state.innerText()) === (await instructor.state.innerText()))
    .toBe(true);
  await expect
    .poll(() => viewer.page.evaluate(() => (window as unknown as { told: string[] }).told.length))
    .toBeGreaterThan(0);
  const told = await viewer.page.evaluate(() => (window as unknown as { told: string[] }).told);
  expect(told.length).toBeLessThanOrEqual(2);

  await viewer.page.keyboard.press('n');
  await expect(saidTo(viewer)).toHaveText('');
  await viewer.page.keyboard.press('n');
  await expect(saidTo(viewer)).not.toHaveText('');
});
