/** A lesson is made from what is seen, written in two languages, saved, imported on an empty server and taught there. */
import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import { faultsOf } from '../measured.ts';
import type { RoomPage } from '../room-page.ts';
import { startServer } from '../server.ts';

const pageOf = ({ page }: RoomPage) => page.getByRole('region', { name: 'Page of the lesson' });
const laptop = { viewport: { width: 1280, height: 720 } };
const whole = { type: 12, mayScroll: false };

test('LE10–LE14 a lesson made from what is seen is saved, linked, imported on an empty server, and taught', async ({
  school,
}) => {
  const instructor = await school.visit({ context: laptop });
  const { page } = instructor;
  await page.getByRole('button', { name: 'Teach a lesson…' }).click();
  await page.getByRole('button', { name: 'Your lessons' }).click();
  await page.getByRole('button', { name: 'Make a lesson' }).click();
  const editor = page.getByRole('complementary', { name: 'Lesson editor' });
  await expect(editor.getByRole('listitem')).toHaveCount(1);
  await expect(instructor.board).toBeVisible();
  expect(await faultsOf(page, whole), 'the editor beside the board').toEqual([]);
  await expectAccessible(page, 'the editor', [laptop.viewport]);

  // What is seen, as a page.
  const take = editor.getByRole('button', { name: 'Take what I see now' });
  for (let k = 0; k < 3; k++) await page.keyboard.press('ArrowRight');
  await expect(instructor.state).toHaveText('Paused inside step 1 · operation 8 of 14');
  const before = await instructor.readings();
  await take.click();
  await expect(editor.getByText('Page 2 shows what you see now.')).toBeVisible();
  await page.getByRole('button', { name: 'Ask…' }).click();
  const ask = page.getByRole('dialog', { name: 'Ask the class' });
  await ask.getByRole('radio', { name: /^The sign of δ/ }).check();
  await ask.getByRole('button', { name: 'Ask this' }).click();
  await take.click();
  await expect(editor.getByRole('listitem')).toHaveCount(3);
  await expect(editor.getByRole('listitem').nth(2)).toContainText('question');

  // A change of the run on its way is nothing that a file holds.
  await page.getByRole('button', { name: 'Reveal' }).click();
  await page.getByRole('button', { name: 'Close the question' }).click();

  // Words in both languages, over the text as the class will read it.
  const edit = editor.getByRole('button', { name: 'Edit page…' });
  await editor.getByRole('listitem').nth(1).getByRole('button').click();
  await edit.click();
  const dialog = page.getByRole('dialog', { name: 'Page 2' });
  const english = dialog.getByRole('region', { name: 'English' });
  const korean = dialog.getByRole('region', { name: 'Korean' });
  await english.getByLabel('Title').fill('What arrives at s');
  await english.getByLabel('Text for the class').fill('Here is {nobody}.');
  await expect(english.getByText('“nobody”: nothing in the pass has this name')).toBeVisible();
  await english.getByLabel('Text for the class').fill('At $s$ arrives $p - y$: {∂s}.');
  await expect(english.getByRole('group', { name: 'As the class reads it' }).locator('.katex')).toHaveCount(
    2,
  );
  expect(await faultsOf(page, whole), 'the words of a page').toEqual([]);
  await expectAccessible(page, 'a page in the editor', [laptop.viewport]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(editor.getByRole('listitem').nth(1)).toContainText('no Korean');
  await edit.click();
  await korean.getByLabel('Title').fill('s에 도착하는 것');
  await korean.getByLabel('Text for the class').fill('$s$에 $p - y$가 도착합니다: {∂s}.');
  await dialog.getByRole('button', { name: 'Place and question' }).click();
  await dialog.getByLabel('The clicker continues to').selectOption('δ₁');
  expect(await faultsOf(page, whole), 'the place of a page').toEqual([]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(editor.getByRole('listitem').nth(1)).not.toContainText('no Korean');

  // Doubled, moved, undone.
  await editor.getByRole('button', { name: 'Duplicate' }).click();
  await expect(editor.getByRole('listitem')).toHaveCount(4);
  await editor.getByRole('button', { name: 'Undo' }).click();
  await expect(editor.getByRole('listitem')).toHaveCount(3);
  // The first page is the one that every lesson begins with: it is not needed.
  await editor.getByRole('listitem').first().getByRole('button').click();
  await editor.getByRole('button', { name: 'Remove the page' }).click();
  await expect(editor.getByRole('listitem')).toHaveCount(2);
  await editor.getByLabel('Title, English').fill('At the score');
  await editor.getByLabel('Title, English').press('Tab');

  // Shown where it was taken, whatever the class has done since.
  await page.keyboard.press('Escape');
  await instructor.button('Run').click();
  await expect(instructor.state).toHaveText(/^Running/);
  await take.click();
  await expect(editor.getByText('Pause first: a page shows one place in a run.')).toBeVisible();
  await editor.getByRole('listitem').first().getByRole('button').click();
  await editor.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(pageOf(instructor).getByRole('heading', { name: 'What arrives at s' })).toBeVisible();
  await expect(instructor.state).toHaveText('Paused inside step 1 · operation 8 of 14');
  expect(await instructor.readings()).toEqual(before);

  // It is kept: a reload finds it, with everything.
  await page.reload();
  await expect(instructor.board).toBeVisible();
  await instructor.choose('Teach a lesson…');
  await page.getByRole('button', { name: 'Your lessons' }).click();
  await page.getByRole('button', { name: 'Edit: At the score' }).click();
  await expect(editor.getByRole('listitem')).toHaveCount(2);

  // As a file and as a link.
  const menu = editor.getByRole('button', { name: 'More' });
  await menu.click();
  const downloading = page.waitForEvent('download');
  await editor.getByRole('menuitem', { name: 'Save as a file' }).click();
  const file = await (await downloading).path();
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    version: 1,
    title: { en: 'At the score' },
  });
  await menu.click();
  await editor.getByRole('menuitem', { name: 'Copy a link' }).click();
  const linked = editor.locator('input[readonly]');
  await expect(linked).toHaveValue(/#lesson=/);
  const { hash } = new URL(await linked.inputValue());

  const empty = await startServer({});
  try {
    const elsewhere = await school.visit({ url: empty.url, context: laptop });
    await elsewhere.page.getByRole('button', { name: 'Teach a lesson…' }).click();
    const choosing = elsewhere.page.getByRole('dialog', { name: 'Teach a lesson' });
    await choosing.getByRole('button', { name: 'Your lessons' }).click();
    await choosing.getByLabel('Import a file…').setInputFiles({
      name: 'wrong.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"version": 2}'),
    });
    await expect(choosing.getByRole('alert')).toContainText('at “version”');
    await choosing.getByLabel('Import a file…').setInputFiles(file);
    expect(await faultsOf(elsewhere.page, whole), 'the lessons of the first page').toEqual([]);
    await choosing.getByRole('button', { name: 'Teach: At the score' }).click();
    await expect(pageOf(elsewhere).getByRole('heading', { name: 'What arrives at s' })).toBeVisible();
    await expect(elsewhere.state).toHaveText('Paused inside step 1 · operation 8 of 14');
    expect(await elsewhere.readings()).toEqual(before);
    await elsewhere.page.keyboard.press(']');
    await expect(elsewhere.page.getByText(/answered/).first()).toBeVisible();

    // By its link, to somebody else.
    const other = await school.visit({ url: empty.url });
    await other.page.goto(`${empty.url}/${hash}`);
    await expect(other.page.getByRole('heading', { name: 'At the score' })).toBeVisible();
    await other.page.getByRole('button', { name: 'Start a class with it' }).click();
    await expect(pageOf(other).getByRole('heading', { name: 'What arrives at s' })).toBeVisible();
    const cut = await school.visit({ url: empty.url });
    await cut.page.goto(`${empty.url}/${hash.slice(0, -40)}`);
    await expect(cut.page.getByText('the link was cut off or changed')).toBeVisible();
  } finally {
    await empty.end('SIGTERM');
  }
});
