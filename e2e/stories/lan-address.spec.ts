/** In a classroom the page comes over plain HTTP from an address in the network: no secure context, and all works. */
import { expect, test } from '../fixtures.ts';
import { lanHost } from '../server.ts';

test('a viewer joins by code at the server’s LAN address, sees the board and copies the link', async ({
  school,
  server,
}) => {
  const url = `http://${lanHost()}:${server.port}`;
  // One line an address: it listens once the first is read.
  await expect.poll(() => server.addresses, 'what the server prints at its start').toContain(url);
  const instructor = await school.start({ url });
  const viewer = await school.visit({ url });
  const { page } = viewer;
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);

  await page.getByRole('textbox', { name: 'Code' }).fill(instructor.code.replace('-', '').toLowerCase());
  await page.getByRole('button', { name: 'Join a class' }).click();
  await expect(page).toHaveURL(`${url}/r/${instructor.code}`);
  await expect(viewer.state).toHaveText('Paused inside step 1 · forward pass done');

  await instructor.step();
  await expect(viewer.state).toHaveText('Paused after step 1');
  expect(await viewer.readings()).toEqual(await instructor.readings());

  await page.getByRole('button', { name: 'Invite' }).click();
  const invitation = page.getByRole('dialog', { name: 'Invite the class' });
  await expect(invitation.getByRole('textbox')).toHaveValue(`${url}/r/${instructor.code}`);
  await expect(invitation.getByText('works on this computer only')).toHaveCount(0);
  await invitation.getByRole('button', { name: 'Copy the link' }).click();
  await expect(invitation.getByRole('button', { name: 'Copied' })).toBeVisible();
  await invitation.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('tab', { name: 'Your sentence' }).click();
  const sentence = page.getByRole('textbox', { name: 'Your sentence' });
  await sentence.fill('');
  await sentence.press('ControlOrMeta+v');
  await expect(sentence, 'what was copied').toHaveValue(`${url}/r/${instructor.code}`);
  await sentence.fill('We saw Berlin .');
  const words = page.getByRole('tabpanel', { name: 'Your sentence' }).getByRole('listitem');
  await expect(words).toHaveText([/^We/, /^saw/, /^Berlin.*0\.\d\d/, /^\./]);
});
