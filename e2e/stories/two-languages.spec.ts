/** One class, two languages. */
import { expect, test } from '../fixtures.ts';

test('UI5 English and Korean viewers watch one run; a switch needs no reload', async ({ school }) => {
  const instructor = await school.start();
  const english = await school.join(instructor.code);
  const korean = await school.join(instructor.code, { context: { locale: 'ko-KR' } });
  const html = korean.page.locator('html');
  await expect(html).toHaveAttribute('lang', 'ko');
  await expect(english.page.locator('html')).toHaveAttribute('lang', 'en');

  await instructor.step();
  await expect(english.state).toHaveText('Paused after step 1');
  await expect(korean.state).toHaveText('1단계 뒤에 멈춤');

  let loads = 0;
  korean.page.on('framenavigated', () => (loads += 1));
  korean.page.on('load', () => (loads += 1));
  await korean.page.getByRole('button', { name: 'EN', exact: true }).click();
  await expect(korean.state).toHaveText('Paused after step 1');
  await expect(html).toHaveAttribute('lang', 'en');
  expect(await korean.readings()).toEqual(await english.readings());
  await korean.page.getByRole('button', { name: 'KO', exact: true }).click();
  await expect(html).toHaveAttribute('lang', 'ko');
  expect(loads).toBe(0);

  // While it runs, and the choice outlives a reload.
  await instructor.button('Run').click();
  await expect(korean.state).toHaveText(/^학습 중/);
  await english.page.getByRole('button', { name: 'KO', exact: true }).click();
  await expect(english.state).toHaveText(/^학습 중/);
  await english.page.reload();
  await expect(english.state).toHaveText(/^학습 중/);
});
