/** Anyone's own words, tagged in their own browser. */
import { expect, test } from '../fixtures.ts';

test('UI8 a viewer’s sentence is tagged ≈ while it runs, and exactly at the pause', async ({ school }) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  const { page } = viewer;
  await page.getByRole('tab', { name: 'Your sentence' }).click();
  const panel = page.getByRole('tabpanel', { name: 'Your sentence' });
  const sentence = panel.getByRole('textbox', { name: 'Your sentence' });
  const words = panel.getByRole('listitem');

  await instructor.button('Run').click();
  await viewer.seesItRun();
  await sentence.fill('the streets of [Washington](LOC) were empty');
  await expect(words).toHaveText([/^the/, /^streets/, /^of/, /^Washington/, /^were/, /^empty/]);
  for (const word of await words.all()) await expect(word).toHaveText(/≈0\.\d\d/);
  await expect(panel.getByText(/^≈: computed here while the run continues/)).toBeVisible();

  await instructor.button('Pause').click();
  await expect(panel.getByText(/^Computed here, in your browser, with the exact parameters/)).toBeVisible();
  for (const word of await words.all()) await expect(word).not.toHaveText(/≈/);
  // The same sentence is pinned as a probe: the same word, the same p.
  const p = await viewer.probability('washington');
  await expect(words.nth(3)).toContainText(/0\.\d\d/);
  const tagged = Number(/0\.\d\d/.exec(await words.nth(3).innerText())?.[0]);
  expect(Math.abs(tagged - p), 'in the panel with two digits, at the probe with three').toBeLessThanOrEqual(
    0.0055,
  );
  await expect(words.nth(3)).toContainText('gold LOC');

  await sentence.fill('We met Zyxwvut in Paris.');
  await expect(words).toHaveText([/^We/, /^met/, /^Zyxwvut/, /^in/, /^Paris/, /^\./]);
  await expect(panel.getByText('No word vector of their own: Zyxwvut.')).toBeVisible();
});

test('UI8 DS2 a malformed bracket is answered with its column', async ({ school }) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  await viewer.page.getByRole('tab', { name: 'Your sentence' }).click();
  const panel = viewer.page.getByRole('tabpanel', { name: 'Your sentence' });
  const sentence = panel.getByRole('textbox', { name: 'Your sentence' });
  await sentence.fill('the museums in [Paris are old');
  await expect(panel.getByRole('alert')).toHaveText(/column 16: this bracket is never closed/);
  await expect(sentence).toHaveAttribute('aria-invalid', 'true');
  await sentence.fill('the museums in [Paris](TOWN) are old');
  await expect(panel.getByRole('alert')).toHaveText(/column 24: “TOWN” is not a label/);
  await sentence.fill('the museums in [Paris](LOC) are old');
  await expect(panel.getByRole('alert')).toHaveText('');
});
