/** A file of 200,000 words with its own parts: read beside the page, kept, and as live as a small one (SPEC DA1, DA5–DA7). */
import { expect, test } from '../fixtures.ts';

/** Its third column says the part. Every sentence has ten words, every name its own number. */
function corpus(): Buffer {
  const sentence = (k: number, part: string): string =>
    [`Mira${k}\tB-PER`, 'went', 'from', `Cork${k % 97}\tB-LOC`, 'to', 'a', 'small', 'town', 'again', '.']
      .map((word) => `${word.includes('\t') ? word : `${word}\tO`}\t${part}`)
      .join('\n');
  const of = (count: number, part: string): string[] =>
    Array.from({ length: count }, (_, k) => sentence(k, part));
  return Buffer.from([...of(20_000, 'train'), ...of(300, 'dev'), ...of(400, 'test')].join('\n\n'));
}

test('200,000 windows: the file is read, kept and run; board, pause and scrub as ever', async ({
  school,
}) => {
  const instructor = await school.start();
  const { page } = instructor;
  await instructor.choose('New run…');
  const form = page.getByRole('dialog', { name: 'New run' });
  const chooser = page.waitForEvent('filechooser');
  await form.getByText('Open a file…', { exact: true }).click();
  await (await chooser).setFiles({ name: 'large.tsv', mimeType: 'text/plain', buffer: corpus() });

  const look = page.getByRole('dialog', { name: 'Your text' });
  // As long as a busy machine takes: nothing here is about time.
  await expect(look.getByRole('row', { name: /^training 20,000 20,000 20,000 0 0$/ })).toBeVisible();
  await expect(look.getByRole('row', { name: /^development 300 / })).toBeVisible();
  await expect(look.getByRole('row', { name: /^test 400 / })).toBeVisible();
  await expect(look.getByText('Parts as in the text.')).toBeVisible();
  await look.getByRole('button', { name: 'Use this text' }).click();
  await expect(look).toBeHidden();
  await expect(form.getByLabel('A text that I keep: large.tsv')).toBeChecked();
  await form.getByRole('button', { name: 'Start this run' }).click();
  await expect(form).toBeHidden();
  await expect(page.getByText(/^Own text: 20,000 training sentences, /)).toBeVisible();

  await instructor.setSpeed('fastest');
  await instructor.button('Run').click();
  await instructor.seesItRun();
  await instructor.untilSteps(2000);
  await instructor.button('Pause').click();
  await expect(instructor.button('Run')).toBeVisible();
  await instructor.button('Step 0').click();
  await expect(page.getByText('step 0', { exact: false }).first()).toBeVisible();
});
