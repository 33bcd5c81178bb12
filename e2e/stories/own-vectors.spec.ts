/** An instructor brings word vectors of their own, uses them, and deletes them (SPEC VE1–VE6, VE8, DA1–DA3). */
import { gzipSync } from 'node:zlib';
import { expect, test } from '../fixtures.ts';

const DIMENSIONS = 12;
const known = ['the', 'of', 'in', 'to', 'and', 'a', 'streets', 'museums', 'Paris', 'were', 'was', 'are', '.'];

/** fastText's form, with a header, three lines that are none, and more words than any corpus has. */
function vectors(): Buffer {
  const row = (word: string, k: number): string =>
    `${word} ${Array.from({ length: DIMENSIONS }, (_, d) => (((k * 7 + d * 13) % 41) / 20 - 1).toFixed(3)).join(' ')}`;
  const words = [...known, ...Array.from({ length: 60_000 }, (_, k) => `rare${k}x`)];
  const lines = words.map(row);
  lines.splice(3, 0, 'torn 0.5', 'odd 1 2 3', `bad ${'x '.repeat(DIMENSIONS)}`);
  return gzipSync([`${words.length} ${DIMENSIONS}`, ...lines].join('\n'));
}

test('word vectors are read from a compressed file, used, found again and deleted; the class says so by name', async ({
  school,
}) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  const { page } = instructor;
  await instructor.choose('New run…');
  const form = page.getByRole('dialog', { name: 'New run' });
  await form.locator('select[name="vectors"]').selectOption('own');
  const kept = page.getByRole('dialog', { name: 'Your word vectors and texts' });
  await expect(kept.getByText('No word vectors yet.')).toBeVisible();
  await kept.getByLabel('Most frequent words to keep beside those of the text').fill('1000');
  const chooser = page.waitForEvent('filechooser');
  await kept.getByText('Open a file of word vectors…').click();
  await (await chooser).setFiles({ name: 'wiki.vec.gz', mimeType: 'application/gzip', buffer: vectors() });

  await expect(
    kept.getByText('wiki.vec.gz: 60,013 vectors of 12 numbers; 1,000 words are kept.'),
  ).toBeVisible();
  await expect(
    kept.getByText('74 % of the text’s 23,172 words have no vector (4,892 different ones).'),
  ).toBeVisible();
  await expect(kept.getByText('2 lines with another number of numbers')).toBeVisible();
  await expect(kept.getByText('line 5: “1”, line 6: “3”')).toBeVisible();
  await expect(kept.getByText('1 line with something that is not a number')).toBeVisible();
  await kept.getByRole('button', { name: 'Keep and use' }).click();
  await expect(kept).toBeHidden();
  await expect(form.getByRole('button', { name: 'My own, d = 12' })).toBeVisible();
  await form.getByRole('button', { name: 'Start this run' }).click();
  await expect(form).toBeHidden();
  await expect(viewer.page.getByText(/^Window of 5 words, d = 12: x has 60 entries/)).toBeVisible();

  await instructor.choose('New run…');
  await form.getByRole('button', { name: 'My own, d = 12' }).click();
  await expect(kept.getByRole('region', { name: 'Word vectors' })).toContainText('wiki.vec.gz');
  await kept.getByRole('button', { name: /^Delete ?: wiki/ }).click();
  await kept.getByRole('button', { name: 'Delete for good' }).click();
  for (const one of [instructor, viewer])
    await expect(
      one.page.getByText(/The word vectors of this run .* are not stored for this class/),
    ).toBeVisible();
  await page.getByRole('button', { name: 'New run…' }).click();
  await form.locator('select[name="vectors"]').selectOption('own');
  await expect(kept.getByText('No word vectors yet.')).toBeVisible();
});

test('where no word has a vector, random ones are trained', async ({ school }) => {
  const instructor = await school.start();
  const { page } = instructor;
  await instructor.choose('New run…');
  const form = page.getByRole('dialog', { name: 'New run' });
  await form.locator('select[name="vectors"]').selectOption('random');
  await expect(form.getByLabel('Train the word vectors too')).toBeChecked();
  await form.locator('input[name="dimensions"]').fill('7');
  await form.getByRole('button', { name: 'Start this run' }).click();
  await expect(form).toBeHidden();
  await expect(page.getByText(/^Window of 5 words, d = 7: x has 35 entries/)).toBeVisible();
  await instructor.button('Step').click();
  await expect(instructor.button('Run')).toBeVisible();
});
