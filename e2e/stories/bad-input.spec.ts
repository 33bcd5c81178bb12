/** Whatever somebody types or sends, they are told what is wrong; the class goes on. */
import { PROTOCOL_VERSION } from '@deltaboard/shared/protocol/events.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { expect, test, type School } from '../fixtures.ts';
import { refusalOf } from '../raw-client.ts';
import type { RoomPage } from '../room-page.ts';

/** A class that runs. */
async function running(school: School): Promise<{ instructor: RoomPage; viewer: RoomPage }> {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  await instructor.button('Run').click();
  await viewer.seesItRun();
  return { instructor, viewer };
}

test('PR4 PR6 DS2 a malformed text is answered with its line and column; the run goes on', async ({
  school,
}) => {
  const { instructor, viewer } = await running(school);
  await instructor.choose('New run…');
  const dialog = instructor.page.getByRole('dialog', { name: 'New run' });
  await dialog.getByRole('radio', { name: 'My own text' }).check();
  const text = dialog.getByRole('textbox', { name: /^Text, pasted/ });
  await text.fill('We saw [Berlin](LOC) .\nThe museums in [Paris](PLACE) are old .');
  await dialog.getByRole('button', { name: 'Start this run' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(
    '⚠ Line 2, column 24: “PLACE” is not a label. Use PER, LOC, ORG or MISC.',
  );
  await expect(text).toBeFocused();
  await viewer.seesItRun();

  await text.fill('We saw [Berlin](LOC) .\nThe museums in [Paris are old .');
  await dialog.getByRole('button', { name: 'Start this run' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(/Line 2, column 16: this bracket is never closed/);
  await viewer.seesItRun();
  await expect(viewer.page.getByRole('alert')).toHaveText('');
});

test('PR4 PR6 an impossible size is named with its bound, in the dialog and at the server’s door', async ({
  school,
}) => {
  const { instructor, viewer } = await running(school);
  await instructor.choose('New run…');
  const dialog = instructor.page.getByRole('dialog', { name: 'New run' });
  const units = dialog.getByRole('textbox', { name: 'Hidden units n' });
  await units.fill('1000000000');
  await dialog.getByRole('button', { name: 'Start this run' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(
    '⚠ The number of hidden units cannot be 1,000,000,000: it must be at most 512.',
  );
  await expect(units).toBeFocused();

  // Past the page's own check, by the driver.
  const driver = await school.raw({ ...(await instructor.hello()), member: await instructor.member() });
  const configuration = { ...presets.board, hidden: [1e9] };
  expect(await driver.command({ type: 'configure', preset: null, configuration })).toEqual({
    ok: false,
    error: { code: 'configuration', params: { path: 'hidden.0', value: '1000000000', reason: '<=512' } },
  });
  expect(await driver.command({ type: 'configure' })).toMatchObject({ error: { code: 'configuration' } });
  expect(await driver.command({ type: 'fly' })).toMatchObject({ error: { code: 'command' } });
  expect(await driver.command(null)).toMatchObject({ error: { code: 'command' } });
  await viewer.seesItRun();
});

test('PR6 an η that is refused is said in a sentence, and put back', async ({ school }) => {
  const { instructor, viewer } = await running(school);
  const rate = (await instructor.settings()).getByRole('spinbutton', { name: /Learning rate/ });
  await rate.fill('99');
  await rate.press('Enter');
  await expect(instructor.page.getByRole('alert')).toContainText('cannot be 99: it must be at most 10.');
  await expect(rate).toHaveValue('0.05');
  await instructor.page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(instructor.page.getByRole('alert')).toHaveText('');
  await viewer.seesItRun();
});

test('PR6 a wrong code has a page that says so, and leads back', async ({ school }) => {
  const lost = await school.visit();
  const { page } = lost;
  await page.getByRole('button', { name: 'Join a class' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter the code that your instructor shows');
  await page.getByRole('textbox', { name: 'Code' }).fill('zzzz zz');
  await page.getByRole('button', { name: 'Join a class' }).click();
  await expect(page.getByRole('alert')).toContainText('There is no class with the code ZZZZ-ZZ.');
  await page.getByRole('link', { name: 'Home' }).click();
  await expect(page.getByRole('button', { name: 'Start a class' })).toBeVisible();
});

test('RM2 PR6 a wrong secret is refused; the way in as a viewer stays', async ({ school }) => {
  const instructor = await school.start();
  const guesser = await school.visit();
  await guesser.page.goto(new URL(`/r/${instructor.code}#not-the-secret`, guesser.page.url()).href);
  await expect(guesser.page.getByRole('alert')).toContainText('The instructor’s link is not the right one');
  await guesser.page.getByRole('button', { name: 'Join as a viewer' }).click();
  await expect(guesser.state).toHaveText('Paused inside step 1 · forward pass done');
  await expect(guesser.controls).toHaveCount(0);
});

test('PR1 a page of another protocol version is told to reload; the run goes on', async ({
  school,
  server,
}) => {
  const { instructor, viewer } = await running(school);
  const room = instructor.code;
  expect(await refusalOf(server.url, { room, version: 0 })).toEqual({
    code: 'protocol-version',
    params: { client: 0, server: PROTOCOL_VERSION },
  });

  const old = await school.visit();
  const { page } = old;
  let outdated = true;
  await page.route('**/assets/*.js', async (route) => {
    if (!outdated) return route.continue();
    const response = await route.fetch();
    // What the bundle says in its handshake, before the room's code.
    const body = (await response.text()).replace(`version:${PROTOCOL_VERSION},room:`, 'version:0,room:');
    await route.fulfill({ response, body });
  });
  await page.goto(new URL(`/r/${room}`, page.url()).href);
  await expect(page.getByRole('alert')).toContainText(
    'This page is older or newer than the server. Reload it.',
  );
  await viewer.seesItRun();

  outdated = false;
  await page.getByRole('button', { name: 'Reload' }).click();
  await old.seesItRun();
});
