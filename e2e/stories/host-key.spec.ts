/** A school's server: only who has its key starts classes and sees the administration. */
import { expectAccessible } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import { startServer } from '../server.ts';

const KEY = 'key-of-the-school-server';

test('DR8 DR9 with a host key a class is started by it, and the administration closes and deletes', async ({
  school,
}) => {
  const server = await startServer({ env: { HOST_KEY: KEY } });
  try {
    const { url } = server;
    const instructor = await school.visit({ url });
    const { page } = instructor;
    instructor.watch.allow(/401/);
    await page.getByRole('button', { name: 'Start a class' }).click();
    await expect(page.getByRole('alert')).toContainText('only whoever has its key can do this');
    await page.getByRole('textbox', { name: 'Key of this server' }).fill(KEY);
    await page.getByRole('button', { name: 'Start a class' }).click();
    await expect(instructor.button('Run')).toBeEnabled();
    const student = await school.join(instructor.code, { url });

    const host = await school.visit({ url });
    host.watch.allow(/401/);
    const { page: admin } = host;
    await admin.goto(`${url}/admin`);
    await admin.getByRole('textbox', { name: 'Host key' }).fill('not the key of this');
    await admin.getByRole('button', { name: 'Open' }).click();
    await expect(admin.getByRole('alert')).toContainText('only whoever has its key');
    await admin.getByRole('textbox', { name: 'Host key' }).fill(KEY);
    await admin.getByRole('button', { name: 'Open' }).click();
    await expect(admin.getByRole('definition').filter({ hasText: 'none' })).toBeVisible();
    const row = admin.getByRole('row', { name: new RegExp(instructor.code) });
    await expect(row).toContainText('open');
    await expect(admin.getByText('1 class, 1 open')).toBeVisible();
    await expectAccessible(admin, 'the administration');

    await row.getByRole('button', { name: 'Close' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
    await expect(row).toContainText('asleep');
    for (const one of [instructor, student])
      await expect(one.page.getByRole('alert')).toContainText(
        'Whoever runs this server has closed the class.',
      );
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(instructor.button('Run')).toBeEnabled();
    await expect(row).toContainText('open');

    await admin.getByRole('button', { name: 'KO', exact: true }).click();
    await admin.getByRole('button', { name: /^지우기/ }).click();
    await admin.getByRole('dialog').getByRole('button', { name: '지우기' }).click();
    await expect(admin.getByText('수업 0개, 열린 수업 0개')).toBeVisible();
    await student.page.getByRole('button', { name: 'Try again' }).click();
    await expect(student.page.getByRole('alert')).toContainText('There is no class with the code');
  } finally {
    expect(await server.end('SIGTERM')).toBe(0);
  }
});

test('DR9 without a host key there is no administration', async ({ school, server }) => {
  const visitor = await school.visit();
  visitor.watch.allow(/404/);
  expect((await visitor.page.goto(`${server.url}/admin`))?.status()).toBe(404);
});
