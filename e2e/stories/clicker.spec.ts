/** A clicker has two keys and one that blanks the screen: a whole pass by these alone. */
import { expect, test } from '../fixtures.ts';

test('UI25 FO4 a pass by Page Down and Page Up alone, through By hand; B blanks the projector', async ({
  school,
}) => {
  const instructor = await school.start();
  const { page } = instructor;
  const viewport = { width: 1920, height: 1080 };
  const projector = await school.screen(instructor.code, { context: { viewport } });
  const student = await school.join(instructor.code);
  const inside = (done: number) => `Paused inside step 1 · operation ${done} of 14`;
  const next = () => page.keyboard.press('PageDown');
  const back = () => page.keyboard.press('PageUp');

  for (let done = 6; done <= 12; done++) {
    await next();
    await expect(projector.state).toHaveText(inside(done));
  }
  // At ∂J/∂W it goes through what is worked out by hand, before the pass goes on.
  await page.getByRole('button', { name: 'By hand', exact: true }).click();
  const stages = projector.page.getByRole('group', { name: 'By hand', exact: true });
  const pressed = (name: string) => expect(stages).toHaveText(name);
  const part = projector.page.getByRole('group', { name: 'Part', exact: true });
  const turnedTo = (name: string) => expect(part).toHaveText(new RegExp(`^\\d ${name}`));
  await pressed('symbols');
  await next();
  await pressed('shapes');
  await next();
  await pressed('numbers');
  await turnedTo('Chain');
  await next();
  await turnedTo('Reshape');
  const reshaping = projector.page.getByRole('group', { name: 'From the row to the outer product' });
  const stands = (k: number) => expect(reshaping).toHaveText(new RegExp(`^${k} `));
  for (const k of [1, 2, 3]) {
    await stands(k);
    await next();
  }
  await turnedTo('Bridge');
  await next();
  await turnedTo('Agreement');
  await expect(projector.state).toHaveText(inside(12));
  await next();
  await expect(projector.state).toHaveText(inside(13));
  await turnedTo('Chain');
  await back();
  await expect(projector.state).toHaveText(inside(12));
  await turnedTo('Agreement');
  await back();
  await turnedTo('Bridge');
  await back();
  await stands(3);
  await back();
  await stands(2);
  await expect(student.state).toHaveText(inside(12));

  await page.keyboard.press('b');
  await expect(page.getByText('The projector is blank.')).toBeVisible();
  // Every point of the projector is covered, and no other screen is.
  const black = (of: typeof projector) =>
    of.page.evaluate(() => {
      const at = (x: number, y: number) => document.elementsFromPoint(x, y)[0];
      return [at(5, 5), at(innerWidth / 2, innerHeight / 2)].map(
        (one) => one && getComputedStyle(one).backgroundColor,
      );
    });
  await projector.page.evaluate(() => document.querySelector('.room')?.removeAttribute('inert'));
  await expect.poll(() => black(projector)).toEqual(['rgb(0, 0, 0)', 'rgb(0, 0, 0)']);
  expect(await black(student)).not.toContain('rgb(0, 0, 0)');
  await page.keyboard.press('b');
  await expect.poll(() => black(projector)).not.toContain('rgb(0, 0, 0)');
});
