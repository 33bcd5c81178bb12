/** Into the class by one scan: the projector shows the code, a phone reads it, and comes back as the same member. */
import { expect, test } from '../fixtures.ts';
import { RoomPage } from '../room-page.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test('JN1 a phone joins by the QR link of the lobby, answers the practice question, and comes back as itself', async ({
  school,
}) => {
  const instructor = await school.start();
  const { page } = instructor;
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('button', { name: 'Show to the class' }).click();
  const projector = await school.screen(instructor.code);
  await expect(projector.page.getByText(instructor.code).first()).toBeVisible();

  // What the code says is what its picture is labelled with; both are made of one link.
  const qr = projector.page.locator('svg[aria-label^="QR code of"]');
  await expect(qr).toBeVisible();
  const link = (await qr.getAttribute('aria-label'))?.replace('QR code of ', '') ?? '';
  const modules = await qr.locator('path').getAttribute('d');
  expect(modules?.length).toBeGreaterThan(1000);
  const { pathname, hash } = new URL(link);
  expect([pathname, hash]).toEqual([`/r/${instructor.code}`, '']);

  const phone = await school.visit({ context: PHONE });
  await phone.page.goto(link);
  await expect(phone.page.getByText('You are in.')).toBeVisible();
  const name = await phone.page.locator('.name').innerText();
  expect(name).toMatch(/\p{L}+ \p{L}+/u);
  await expect(projector.page.getByText('2 connected').first()).toBeVisible();

  await page.getByRole('button', { name: 'Ask the practice question' }).click();
  await phone.page.getByText('LOCATION', { exact: true }).click();
  await phone.page.getByRole('button', { name: 'Send' }).click();
  await expect(phone.page.getByText('Your answer is in.')).toBeVisible();
  // A projector tells how many, not what.
  await expect(projector.page.getByText('All have answered')).toBeVisible();
  await expect(projector.page.getByText('yours')).toHaveCount(0);

  // A reload, and another network: the same member, to the present.
  await phone.page.reload();
  await expect(phone.page.locator('.name')).toHaveText(name);
  await expect(phone.page.getByText('Your answer is in.')).toBeVisible();
  await page.getByRole('button', { name: 'Reveal' }).click();
  await expect(phone.page.locator('.mark', { hasText: 'correct' })).toBeVisible();
  await page.getByRole('button', { name: 'Close the question' }).click();
  await page.getByRole('button', { name: 'To the board' }).click();
  await expect(phone.board).toBeVisible();
  await expect(projector.board).toBeVisible();
  await expect(page.getByText('2 connected')).toBeVisible();
});

test('JN2 the driver’s own phone is a remote, and both drive', async ({ school }) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  const { id } = await instructor.member();
  const phone = await school.visit({ context: PHONE });
  await phone.page.goto(`${await instructor.instructorLink()}~${id}`);
  const remote = new RoomPage(phone.page, phone.watch);
  await remote.page.getByRole('button', { name: 'Step' }).click();
  await expect(viewer.state).toHaveText('Paused inside step 1 · operation 6 of 14');
  await instructor.step();
  await expect(viewer.state).toHaveText('Paused after step 1');
  await remote.page.getByRole('button', { name: 'Run' }).click();
  await viewer.seesItRun();
  await remote.page.getByRole('button', { name: 'Pause' }).click();
  await expect(viewer.state).toHaveText(/^Paused after step/);
  // Both are one member.
  await expect(instructor.page.getByText('2 connected')).toBeVisible();
});
