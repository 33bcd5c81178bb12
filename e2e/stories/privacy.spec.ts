/** What is kept of whoever takes part can be read before and after joining, and erased by leaving. */
import { expectAccessible } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import { faultsOf } from '../measured.ts';
import { asPhone, small } from '../phone.ts';
import { PHONE } from '../screens/sizes.ts';

test('PY1 what is kept, why, how long and on whose server is one press from joining, in both languages', async ({
  school,
}) => {
  const visitor = await school.visit();
  const { page } = visitor;
  await page.getByRole('link', { name: 'What is kept of you' }).click();
  await expect(page.getByRole('heading', { name: 'What is kept of you' })).toBeVisible();
  await expect(page.getByText(`On the server ${new URL(page.url()).host}`)).toBeVisible();
  await expect(page.getByText('for 30 days')).toBeVisible();
  for (const title of ['Why', 'How long', 'How to erase it', 'What is not kept', 'Of instructors'])
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expectAccessible(page, 'what is kept');
  await page.getByRole('button', { name: 'KO', exact: true }).click();
  await expect(page.getByRole('heading', { name: '무엇이 보관되나요' })).toBeVisible();
  await expect(page.getByText('30일이 지나면')).toBeVisible();
  await page.setViewportSize(small);
  expect(await faultsOf(page, PHONE)).toEqual([]);
  await page.goBack();
  await expect(page.getByRole('button', { name: '수업 시작' })).toBeVisible();

  // From within a class it opens beside it.
  const instructor = await school.start();
  const student = await school.join(instructor.code);
  const [opened] = await Promise.all([
    student.page.waitForEvent('popup'),
    student.page.getByRole('link', { name: 'What is kept of you' }).click(),
  ]);
  await expect(opened.getByRole('heading', { name: 'What is kept of you' })).toBeVisible();
});

test('PY3 who leaves for good takes along what they wrote; the browser forgets them, and may come again', async ({
  school,
}) => {
  const instructor = await school.start();
  const student = await school.join(instructor.code, { context: asPhone(small) });
  const { page } = student;
  await page.getByRole('button', { name: 'Me', exact: true }).tap();
  const me = page.getByRole('dialog', { name: 'Me' });
  await me.getByRole('textbox', { name: 'Your name in this class' }).fill('Kim');
  await me.getByRole('button', { name: 'Change' }).tap();
  await expect(me.getByRole('button', { name: 'Changed' })).toBeVisible();
  await me.getByRole('textbox', { name: 'Ask or write something' }).fill('Why Wᵀ?');
  await me.getByRole('button', { name: 'Send' }).tap();
  await expect(me.getByRole('list', { name: 'Waiting' })).toContainText('Why Wᵀ?');
  const dialog = await instructor.classDialog('Texts');
  await expect(dialog).toContainText('Why Wᵀ?');

  const before = await student.member();
  await me.getByRole('button', { name: 'Kept' }).tap();
  await me.getByRole('button', { name: 'Leave and erase…' }).tap();
  await me.getByRole('button', { name: 'Leave and erase', exact: true }).tap();
  await expect(page.getByRole('heading', { name: 'You have left this class' })).toBeVisible();
  await expect(dialog).not.toContainText('Why Wᵀ?');
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => /member|name/.test(key))),
  ).toEqual([]);

  await page.reload();
  await expect(page.getByText('operation 5 of 14', { exact: true })).toBeVisible();
  expect((await student.member()).id).not.toBe(before.id);
});
