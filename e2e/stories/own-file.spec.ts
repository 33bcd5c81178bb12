/** An instructor brings a file of their own, as their spreadsheet saved it (SPEC IM1–IM3, IM6–IM8, IM11). */
import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures.ts';

const words = [
  ['', 'Zoé', 'B-per'],
  ['', 'went', 'O'],
  ['', 'to', 'O'],
  ['', 'Zürich', 'B-geo'],
  ['', 'in', 'O'],
  ['', 'May', 'B-tim'],
];

/** A semicolon table in windows-1252, a sentence's number on its first row, sixty rows without a word. From the 29th sentence on Zoé is a place. */
function spreadsheet(sentences: number): Buffer {
  const rows = Array.from({ length: sentences }, (_, s) =>
    words.map(([, word, tag], i) => {
      const said = s >= 28 && word === 'Zoé' ? 'B-geo' : tag;
      return `${i === 0 ? `Sentence: ${s + 1}` : ''};${word};${said}`;
    }),
  ).flat();
  rows.push(...Array.from({ length: 60 }, () => ';;O'));
  return Buffer.from(['Sentence #;Word;Tag', ...rows].join('\r\n'), 'latin1');
}

test('a spreadsheet’s file is read, its labels are mapped, a run starts with it in three presses, is judged, and its worst sentence goes to the board', async ({
  school,
}) => {
  const instructor = await school.start();
  const { page } = instructor;
  await instructor.choose('New run…');
  const form = page.getByRole('dialog', { name: 'New run' });
  const chooser = page.waitForEvent('filechooser');
  await form.getByText('Open a file…').click();
  await (await chooser).setFiles({ name: 'ner.csv', mimeType: 'text/csv', buffer: spreadsheet(40) });

  const look = page.getByRole('dialog', { name: 'Your text' });
  await expect(look.getByText('A table, one word per row, columns separated by semicolons.')).toBeVisible();
  await expect(look.getByText('60 labels without a word').first()).toBeVisible();
  await expect(look.getByText('line 242: “O”, line 243: “O”, line 244: “O”')).toBeVisible();
  await expect(look.getByLabel('geo is taken for')).toHaveValue('LOC');
  await expect(look.getByLabel('per is taken for')).toHaveValue('PER');
  await expect(look.getByLabel('tim is taken for')).toHaveValue('');
  await expect(look.getByRole('row', { name: /^training 28 28 28 0 0$/ })).toBeVisible();
  await expect(look.getByText('12 sentences of development and test stand in training too')).toBeVisible();
  await expect(look.getByText('Fewer than 200 sentences: F1 means little.')).toBeVisible();
  await expect(look.getByRole('button', { name: /^Zürich *: LOC$/ }).first()).toBeVisible();

  const saving = page.waitForEvent('download');
  await look.getByRole('button', { name: 'JSONL' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('ner-labelled.jsonl');
  const lines = (await readFile(await saved.path(), 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(40);
  expect(JSON.parse(lines[0])).toEqual({
    tokens: words.map(([, word]) => word),
    ner_tags: ['B-PER', 'O', 'O', 'B-LOC', 'O', 'O'],
  });

  await expect(look.getByRole('button', { name: 'Use this text' })).toBeDisabled();
  await look.getByRole('button', { name: 'Leave out : 60 labels without a word' }).click();
  await look.getByRole('button', { name: 'Use this text' }).click();
  await form.getByRole('button', { name: 'Start this run' }).click();
  await expect(form).toBeHidden();
  await expect(page.getByRole('region', { name: /^Sentence/ })).toContainText('Zürich');

  await instructor.setSpeed('fastest');
  await instructor.button('Run').click();
  // Its text is short, so that its 50 epochs may be over before anybody could press Pause: it ends by itself.
  await instructor.untilSteps(500);
  await expect(instructor.button('Run')).toBeVisible();
  await instructor.choose('Evaluation');
  const evaluation = page.getByRole('region', { name: 'Evaluation' });
  const worst = evaluation.getByRole('listitem').first();
  await expect(worst).toContainText('LOC → O');
  await worst.getByRole('button').click();
  await expect(page.getByRole('region', { name: /^Sentence/ })).toContainText('Zoé went to Zürich');
  await expect(page.getByRole('region', { name: /^Sentence/ })).toContainText('LOC');
});

test('running text is labelled by hand, every word that is written like it at once', async ({ school }) => {
  const instructor = await school.start();
  const { page } = instructor;
  await instructor.choose('New run…');
  const form = page.getByRole('dialog', { name: 'New run' });
  await form.getByLabel('My own text').check();
  const text = Array.from({ length: 24 }, (_, i) => `Visitor ${i} came to Velden. Nobody saw Mira Kos.`).join(
    ' ',
  );
  await form.getByRole('textbox', { name: /^Text, pasted/ }).fill(text);
  await form.getByRole('button', { name: 'Look through it…' }).click();

  const look = page.getByRole('dialog', { name: 'Your text' });
  await expect(look.getByText('Running text without labels.')).toBeVisible();
  await expect(look.getByText(/^No word of the training part is a location/)).toBeVisible();
  await look.getByRole('button', { name: 'Velden' }).first().click();
  await expect(look.getByRole('row', { name: /^training 34 0 17 0 0$/ })).toBeVisible();
  await look.getByRole('button', { name: 'PER', exact: true }).click();
  await look.getByRole('button', { name: 'Mira' }).first().click();
  await look.getByRole('button', { name: 'Kos' }).first().click();
  await expect(look.getByRole('row', { name: /^training 34 17 17 0 0$/ })).toBeVisible();
  await look.getByRole('button', { name: 'Use this text' }).click();
  await form.getByRole('button', { name: 'Start this run' }).click();
  await expect(form).toBeHidden();
});

test('three files that are opened together are the parts of one corpus', async ({ school }) => {
  const instructor = await school.start();
  const { page } = instructor;
  await instructor.choose('New run…');
  const form = page.getByRole('dialog', { name: 'New run' });
  const file = (name: string, sentences: number) => ({
    name,
    mimeType: 'text/plain',
    buffer: Buffer.from(
      Array.from({ length: sentences }, (_, k) => `Mira${k} B-PER\nleft O\nCork B-LOC\n. O`).join('\n\n'),
    ),
  });
  const chooser = page.waitForEvent('filechooser');
  await form.getByText('Open a file…', { exact: true }).click();
  await (await chooser).setFiles([file('eng.testb', 3), file('eng.train', 30), file('eng.testa', 4)]);
  const look = page.getByRole('dialog', { name: 'Your text' });
  await expect(look.getByText('From eng.testb + eng.train + eng.testa.')).toBeVisible();
  await expect(look.getByRole('row', { name: /^training 30 / })).toBeVisible();
  await expect(look.getByRole('row', { name: /^development 4 / })).toBeVisible();
  await expect(look.getByRole('row', { name: /^test 3 / })).toBeVisible();
  await look.getByRole('button', { name: 'Use this text' }).click();
  await form.getByRole('button', { name: 'Start this run' }).click();
  await expect(form).toBeHidden();
  await expect(page.getByText(/^Own text: 30 training sentences, 120 windows per epoch/)).toBeVisible();
});
