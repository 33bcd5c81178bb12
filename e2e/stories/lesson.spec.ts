/** A lesson is taught: one key, an improvised detour, a latecomer; the clicker alone; a wrong file. */
import { readFileSync } from 'node:fs';
import { expect, test } from '../fixtures.ts';
import { faultsOf } from '../measured.ts';
import { asPhone, small, whole } from '../phone.ts';
import type { RoomPage } from '../room-page.ts';
import { PHONE } from '../screens/sizes.ts';

const sample = readFileSync(new URL('../../lessons/samples/first-look.json', import.meta.url), 'utf8');
const page = ({ page }: RoomPage) => page.getByRole('region', { name: 'Page of the lesson' });

/** From the first page: a class that begins with the sample. */
async function teach(visitor: RoomPage): Promise<void> {
  await visitor.page.getByRole('button', { name: 'Teach a lesson…' }).click();
  await visitor.page
    .getByRole('dialog')
    .getByRole('button', { name: /^A first look/ })
    .click();
  await expect(page(visitor).getByRole('heading', { name: 'One question per window' })).toBeVisible();
}

test('LE5 LE7 LE8 a lesson from the first page, to two students and a projector, with a detour and a latecomer', async ({
  school,
}) => {
  const instructor = await school.visit();
  await teach(instructor);
  const { code } = instructor;
  const everybody = [
    instructor,
    await school.screen(code),
    await school.visit({ context: { viewport: { width: 1366, height: 768 } } }),
    await school.visit({
      context: { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true },
    }),
  ];
  const [, projector, student, phone] = everybody;
  for (const one of [student, phone])
    await one.page.goto(`${new URL(instructor.page.url()).origin}/r/${code}`);
  for (const one of everybody) {
    await expect(page(one)).toContainText('A network reads one window at a time');
    await expect(page(one).locator('.katex').first()).toBeVisible();
    await expect(one.board).toHaveCount(0);
  }

  // One key: the board comes, with the page's numbers.
  await instructor.page.keyboard.press(']');
  for (const one of everybody) await expect(page(one)).toContainText('has the score');
  await expect(projector.state).toHaveText('Paused inside step 200 · operation 4 of 14');
  const { s } = await student.readings();
  await expect(page(student).locator('.quote').nth(1)).toHaveText(s);
  await expect(page(phone).locator('.quote').nth(1)).toHaveText(s);

  // A question: nothing of it is told before its time.
  await instructor.page.keyboard.press(']');
  await expect(page(phone).getByRole('heading', { name: 'The sign of δ' })).toBeVisible();
  await page(phone).getByRole('button', { name: 'Text' }).tap();
  for (const one of everybody) await expect(page(one)).toContainText('A place that the network misses');
  await expect(page(projector).getByRole('img', { name: 'not computed yet' })).toHaveCount(2);
  await instructor.page.getByRole('button', { name: 'Reveal' }).click();
  await expect(page(projector).getByRole('img', { name: 'not computed yet' })).toHaveCount(0);
  const there = await projector.state.innerText();

  // An improvised detour, which stays; the key leads back from it.
  await instructor.page.keyboard.press('Home');
  await expect(projector.state).not.toHaveText(there);
  await instructor.button('Run').click();
  await expect(projector.state).toHaveText(/^Running/);
  await instructor.page.keyboard.press('[');
  await expect(projector.state).toHaveText('Paused inside step 200 · operation 4 of 14');

  // Who comes late stands in it.
  const late = await school.join(code);
  await expect(page(late).getByRole('heading', { name: 'Forward' })).toBeVisible();
  await expect(late.state).toHaveText('Paused inside step 200 · operation 4 of 14');

  // Any page by its name.
  await page(instructor).getByRole('button', { name: 'Pages' }).click();
  await instructor.page.getByRole('menuitem', { name: /^4\. The shape/ }).click();
  await expect(page(phone).getByRole('heading', { name: 'The shape' })).toBeVisible();
  await page(phone).getByRole('button', { name: 'Text' }).tap();
  for (const one of everybody) await expect(page(one)).toContainText('8×50');
  await expect(page(student)).toContainText('1×400');
});

test('LE9 the clicker alone leads through a lesson: rounds, reveal, the walk of a page, By hand', async ({
  school,
}) => {
  const instructor = await school.visit();
  await teach(instructor);
  const next = () => instructor.page.keyboard.press('PageDown');
  const projector = await school.screen(instructor.code);
  const heading = (name: string) => expect(page(projector).getByRole('heading', { name })).toBeVisible();
  await heading('One question per window');
  await next();
  await heading('Forward');
  await next();
  await heading('The sign of δ');
  const card = instructor.page.getByRole('region', { name: 'Question' });
  await expect(card).toBeVisible();
  await next();
  // That it can be asked again is true before the discussion too: that it can be discussed no more is not.
  await expect(instructor.page.getByRole('button', { name: 'Discuss', exact: true })).toHaveCount(0);
  await expect(instructor.page.getByRole('button', { name: 'Ask again' })).toBeVisible();
  await next();
  await expect(instructor.page.getByRole('button', { name: 'Ask again' })).toHaveCount(0);
  await next();
  // The step itself shows it: δ is there.
  await expect(page(projector).getByRole('img', { name: 'not computed yet' })).toHaveCount(0);
  await expect(projector.state).toHaveText(/operation 10 of 14$/);
  for (const done of [11, 12]) {
    await next();
    await expect(projector.state).toHaveText(new RegExp(`operation ${done} of 14$`));
  }
  await next();
  await heading('The shape');
  await instructor.page.keyboard.press('PageUp');
  // It opens By hand: back goes through its pages first, and then to the page before.
  await expect(projector.page.getByRole('group', { name: 'By hand', exact: true })).toBeVisible();
});

test('LE1 LE5 a wrong file is refused with its place, and a right one is taught', async ({ school }) => {
  const instructor = await school.start();
  await instructor.button('Menu').click();
  await instructor.page.getByRole('menuitem', { name: 'Teach a lesson…' }).click();
  const dialog = instructor.page.getByRole('dialog', { name: 'Teach a lesson' });
  const give = (text: string) =>
    dialog
      .getByLabel('Open a file…')
      .setInputFiles({ name: 'lesson.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await give(sample.replace('{h[4]}', '{h[9]}'));
  await expect(dialog.getByRole('alert')).toContainText('pages.1.text.en');
  await expect(dialog.getByRole('alert')).toContainText('the tensor has no such entry');
  await give(sample.replace('"step": 200,', '"step": 200001,'));
  await expect(dialog.getByRole('alert')).toContainText('“200001”, it must be at most 200,000');
  await give('{\n"version": 1,,');
  await expect(dialog.getByRole('alert')).toContainText('line 2, column 14');
  await give(sample);
  await expect(dialog).toHaveCount(0);
  await expect(page(instructor)).toContainText('One question per window');
});

test('LE5 while a lesson’s runs are trained everybody is told how far they are, and the class goes on', async ({
  school,
}) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  await viewer.page.evaluate(() => {
    const told: number[] = [];
    Object.assign(window, { told });
    new MutationObserver(() => {
      const percent = /A run is being prepared: (\d+) %/.exec(document.body.innerText)?.[1];
      if (percent !== undefined && Number(percent) !== told.at(-1)) told.push(Number(percent));
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  await instructor.button('Menu').click();
  await instructor.page.getByRole('menuitem', { name: 'Teach a lesson…' }).click();
  const dialog = instructor.page.getByRole('dialog', { name: 'Teach a lesson' });
  const far = sample.replace('"step": 200, "after": "s"', '"step": 200000, "after": "s"');
  expect(far).not.toBe(sample);
  await dialog
    .getByLabel('Open a file…')
    .setInputFiles({ name: 'lesson.json', mimeType: 'application/json', buffer: Buffer.from(far) });
  await expect(dialog.getByRole('status')).toHaveText('Preparing the lesson…');
  // Somebody says something meanwhile, and is heard.
  const lost = viewer.page.getByRole('button', { name: /lost here/ });
  await lost.click();
  await expect(lost).toHaveAttribute('aria-pressed', 'true');
  expect(await dialog.count(), 'it was heard while the lesson was being prepared').toBe(1);
  await expect(page(viewer)).toContainText('One question per window');
  const told = await viewer.page.evaluate(() => (window as unknown as { told: number[] }).told);
  expect(told.length).toBeGreaterThan(1);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  await instructor.page.keyboard.press(']');
  await expect(viewer.state).toHaveText('Paused inside step 200,000 · operation 4 of 14');
});

test('LE6 LE9 notes stand in the presenter view, and nowhere else', async ({ school }) => {
  const instructor = await school.visit();
  await teach(instructor);
  const projector = await school.screen(instructor.code);
  await instructor.page.keyboard.press(']');
  await expect(page(projector).getByRole('heading', { name: 'Forward' })).toBeVisible();
  const opened = instructor.page.context().waitForEvent('page');
  await instructor.button('Menu').click();
  await instructor.page.getByRole('menuitem', { name: 'Presenter view' }).click();
  const presenter = await opened;
  const part = presenter.getByRole('region', { name: 'Lesson' });
  await expect(part).toContainText('Point at z before h.');
  await expect(part).toContainText('Next: The sign of δ');
  await part.getByRole('button', { name: 'Next page' }).click();
  await expect(page(projector).getByRole('heading', { name: 'The sign of δ' })).toBeVisible();
  await expect(part).toContainText('Let them talk');
  for (const one of [projector.page, instructor.page])
    await expect(one.getByText('Let them talk')).toHaveCount(0);
});

const windows = [
  { width: 1366, height: 768, screen: false, type: 11 },
  { width: 1920, height: 1080, screen: true, type: 18 },
  { width: 360, height: 640, screen: false, type: 11 },
];
for (const { width, height, screen, type } of windows) {
  test(`LE8 a text is whole at ${width}×${height}`, async ({ school }) => {
    const instructor = await school.visit();
    await teach(instructor);
    const isPhone = width < 500;
    const context = { viewport: { width, height }, isMobile: isPhone, hasTouch: isPhone };
    const one = screen ? await school.screen(instructor.code, { context }) : await school.visit({ context });
    if (!screen) await one.page.goto(`${new URL(instructor.page.url()).origin}/r/${instructor.code}`);
    for (const name of ['One question per window', 'Forward', 'The sign of δ', 'The shape']) {
      await expect(page(one).getByRole('heading', { name })).toBeVisible();
      const folded = page(one).getByRole('button', { name: 'Text', expanded: false });
      if (isPhone && ['The sign of δ', 'The shape'].includes(name)) await folded.tap();
      const limits = { type, mayScroll: isPhone, within: '.lesson', whole: true };
      await expect.poll(() => faultsOf(one.page, limits), { message: name }).toEqual([]);
      if (name !== 'The shape') await instructor.page.keyboard.press(']');
    }
  });
}

test('LE8 UI34 on a phone the text folds over what needs the room, and called it lies over it', async ({
  school,
}) => {
  const instructor = await school.visit();
  await instructor.page.getByRole('button', { name: 'Teach a lesson…' }).click();
  await instructor.page
    .getByRole('dialog')
    .getByRole('button', { name: /^The graph/ })
    .click();
  await expect(page(instructor).getByRole('heading', { name: 'Small steps' })).toBeVisible();
  const student = await school.visit({ context: asPhone(small) });
  await student.page.goto(`${new URL(instructor.page.url()).origin}/r/${instructor.code}`);
  const words = page(student).locator('.words');
  const text = page(student).getByRole('button', { name: 'Text' });
  /** What is turned to in pages has given way. */
  const fits = (name: string): Promise<void> =>
    expect.poll(() => faultsOf(student.page, PHONE), { message: name }).toEqual([]);
  const turn = async (name: string): Promise<void> => {
    await page(instructor).getByRole('button', { name: 'Next page' }).click();
    await expect(page(student).getByRole('heading', { name })).toBeVisible();
  };

  // Alone it has the whole stage.
  await expect(words).toBeVisible();
  await turn('There and back');
  await expect(text).toHaveAttribute('aria-expanded', 'false');
  await expect(words).toHaveCount(0);
  await fits('a scratch graph');
  await text.tap();
  await expect(words).toBeVisible();
  const within = { ...whole, within: '.lesson' };
  await expect.poll(() => faultsOf(student.page, within)).toEqual([]);
  await text.tap();
  await expect(words).toHaveCount(0);
  await text.tap();

  // The next page has its room again.
  await turn('At a plus');
  await expect(words).toHaveCount(0);
  const card = student.page.locator('.question section');
  const draw = student.page.getByRole('button', { name: 'Draw' });
  await expect(card.getByRole('button', { name: 'Send' })).toBeVisible();
  await expect(draw).toBeHidden();
  await fits('a question over a scratch graph');
  await student.page.getByRole('button', { name: 'Fewer controls' }).tap();
  await expect(draw).toBeVisible();
  await student.page.getByRole('button', { name: 'Question' }).tap();
  await instructor.page.getByRole('button', { name: 'Reveal' }).click();
  await expect(card.getByText('Answer', { exact: true })).toBeVisible();
  await fits('what was answered, over a scratch graph');

  // Of the pass its operation stands in the place of what is open.
  for (const name of ['Three rules', 'Used twice', 'Gradients add up', 'The network is a graph'])
    await turn(name);
  await expect(words).toHaveCount(0);
  await fits('a graph of the network');
  const hand = await school.raw({
    ...(await instructor.hello()),
    member: await instructor.member(),
  });
  const operation = student.page.locator('.stage .card');
  await expect(operation).toHaveCount(0);
  expect(
    await hand.command({
      type: 'ask',
      asked: { kind: 'free', prompt: 'What is added?', options: ['δ', 'x'] },
    }),
  ).toEqual({ ok: true });
  await expect(operation).toBeVisible();
  await fits('a question over a graph of the network');
});
