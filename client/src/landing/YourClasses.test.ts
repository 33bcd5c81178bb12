import { page } from '../testing/page.ts';
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import { keepClass } from '../session/kept-classes.ts';
import { language } from '../language/language.svelte.ts';
import { withDialogs } from '../testing/dialog.ts';
import { keptClass, ScriptedClasses } from '../testing/scripted-classes.ts';
import { OwnClasses } from './own-classes.svelte.ts';
import YourClasses from './YourClasses.svelte';

withDialogs();
beforeEach(() => {
  language.use('en');
  localStorage.clear();
  page.narrow = false;
  keepClass({ code: 'AAAA-11', secret: 'one' }, 1);
  keepClass({ code: 'BBBB-22', secret: 'two' }, 2);
});

async function shown() {
  const server = new ScriptedClasses([
    keptClass('AAAA-11', { last: Date.UTC(2025, 10, 18, 10), name: 'NLP, week 3', here: 2 }),
    keptClass('BBBB-22', { last: Date.UTC(2025, 10, 10, 10), members: 1, step: 0 }),
  ]);
  const classes = new OwnClasses(server.ask);
  render(YourClasses, { classes });
  await classes.look();
  await tick();
  return { server, classes };
}

/** The classes' cards, by what they say. */
const cards = () => screen.getAllByRole('listitem').map((card) => card.textContent.replace(/\s+/g, ' '));
const button = (name: RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });

test('YC1 UI5 every class says when, who, how far and how long, and opens with its secret, in either language', async () => {
  await shown();
  const [first, second] = cards();
  expect(first).toMatch(
    /NLP, week 3.*Tue 18 Nov 2025.*31 members.*2 connected now.*last step 3,996.*kept until/,
  );
  expect(second).toMatch(/Class BBBB-22.*10 Nov 2025.*1 member(?!s).*no steps yet/);
  const open = screen.getByRole<HTMLAnchorElement>('link', { name: 'Open: NLP, week 3' });
  expect(open.getAttribute('href')).toBe('/r/AAAA-11');
  language.use('ko');
  await tick();
  expect(cards()[0]).toMatch(
    /2025년 11월 18일 \(화\).*참여자 31명.*지금 2명 접속 중.*마지막 3,996단계.*까지 보관/,
  );
});

test('YC2 UI6 it is renamed where it stands; Escape leaves it as it was, and the keyboard goes on from there', async () => {
  const { server } = await shown();
  await fireEvent.click(button(/^Rename: Class BBBB-22/));
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name of the class BBBB-22' });
  expect(document.activeElement).toBe(field);
  await fireEvent.keyDown(field, { key: 'Escape' });
  await tick();
  expect(document.activeElement).toBe(button(/^Rename: Class BBBB-22/));
  expect(server.posted).toHaveLength(1);

  await fireEvent.click(button(/^Rename: Class BBBB-22/));
  server.answer = { status: 204 };
  const again = screen.getByRole<HTMLInputElement>('textbox');
  await fireEvent.input(again, { target: { value: '  Evening group ' } });
  await fireEvent.click(button(/^Save/));
  await screen.findByRole('heading', { name: 'Evening group' });
  expect(server.posted.at(-1)?.value).toEqual({ code: 'BBBB-22', secret: 'two', name: 'Evening group' });
});

test('YC2 deleting asks once, names the class and says who is in it; what is refused is said and nothing is gone', async () => {
  const { server } = await shown();
  await fireEvent.click(button(/^Delete: NLP, week 3/));
  const dialog = screen.getByRole('dialog', { name: 'Delete “NLP, week 3”?' });
  expect(dialog.textContent).toMatch(/cannot be undone.*2 people are in it now\./s);
  await fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(server.posted).toHaveLength(1);

  await fireEvent.click(button(/^Delete: NLP, week 3/));
  server.answer = new TypeError('Failed to fetch');
  await fireEvent.click(button(/^Delete$/));
  expect((await screen.findByRole('alert')).textContent).toMatch(/^⚠ Can’t reach the server/);
  expect(cards()).toHaveLength(2);
  server.answer = { status: 204 };
  await fireEvent.click(button(/^Delete$/));
  await screen.findByText('“NLP, week 3” has been deleted.');
  expect(cards()).toHaveLength(1);
  expect(document.activeElement?.textContent).toBe('Your classes');
});

test('UI7 a server that does not answer is asked again by a button', async () => {
  const { server, classes } = await shown();
  const { answer } = server;
  server.answer = new TypeError('Failed to fetch');
  await classes.look();
  await tick();
  expect(screen.getByRole('status').textContent).toMatch(/Can’t reach/);
  server.answer = { status: 200, body: { classes: [keptClass('AAAA-11')], unreadable: [] } };
  await fireEvent.click(button(/^Try again/));
  await expect.poll(() => cards().length).toBe(1);
  expect(answer).toBeTruthy();
});

test('SZ2 on a phone the classes stand on pages of one, in their order', async () => {
  page.narrow = true;
  await shown();
  const turn = within(screen.getByRole('group', { name: 'Your classes' }));
  expect(cards()).toHaveLength(1);
  expect(cards()[0]).toContain('NLP, week 3');
  expect(turn.getByText('1 of 2')).toBeTruthy();
  await fireEvent.click(turn.getByRole('button', { name: 'Next part' }));
  expect(cards()).toHaveLength(1);
  expect(cards()[0]).toContain('BBBB-22');
  expect(turn.getByRole<HTMLButtonElement>('button', { name: 'Next part' }).disabled).toBe(true);
});
