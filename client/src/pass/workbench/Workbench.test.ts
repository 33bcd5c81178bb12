import '../../testing/page.ts';
import { render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { expect, test } from 'vitest';
import { OPENING_VIEW, type View } from '@deltaboard/shared/protocol/view.ts';
import { Selection } from '../board/selection.svelte.ts';
import { language } from '../../language/language.svelte.ts';
import { momentPicture } from '../../picture/exact.ts';
import type { Picture } from '../../picture/picture.ts';
import { moment, run } from '../../testing/example.ts';
// Loaded when they are shown: here at once, for how long that takes is not what is looked at.
import './UpdateView.svelte';
import Workbench from './Workbench.svelte';

const pictureAt = (done: number): Picture =>
  momentPicture(moment(2, done), run, { compare: true, objective: 'J' });

function show(picture: Picture, canSet = true) {
  language.use('en');
  const asked: Partial<View>[] = [];
  const selection = new Selection();
  const props = {
    picture,
    selection,
    view: OPENING_VIEW,
    canSet,
    canLook: canSet,
    onset: (changed: Partial<View>) => asked.push(changed),
  };
  return { asked, selection, ...render(Workbench, props) };
}

test('S9 the operation at the cursor says its name, its place and, aloud, its equation', () => {
  show(pictureAt(10));
  expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Backward: through f, computes δ');
  expect(screen.getByText('operation 10 of 14')).toBeTruthy();
  expect(screen.getByRole('math').getAttribute('aria-label')).toMatch(/called delta, downstream of f/);
  expect(screen.getByText('of f; upstream of W, b and x', { exact: false })).toBeTruthy();
});

test('S9 in Korean too', async () => {
  show(pictureAt(10));
  language.use('ko');
  await tick();
  expect(screen.getByRole('math').getAttribute('aria-label')).toMatch(/델타/);
  language.use('en');
});

test('S5 S8 the driver switches what is differentiated and the convention for the class', async () => {
  const { asked } = show(pictureAt(10));
  screen.getByRole('button', { name: 's' }).click();
  screen.getByRole('button', { name: 'Jacobian form' }).click();
  screen.getByRole('button', { name: 'By hand' }).click();
  expect(asked).toEqual([
    { objective: 's' },
    { convention: 'jacobian', reshaping: null },
    { workbench: 'symbols', handPage: 'chain', factor: null },
  ]);
});

test('RM3 a viewer sees what was chosen and cannot change it', () => {
  show(pictureAt(10), false);
  const chosen = screen.getByRole('button', { name: 'shape convention' });
  expect(chosen.getAttribute('aria-pressed')).toBe('true');
  expect(screen.getAllByRole<HTMLButtonElement>('button').every(({ disabled }) => disabled)).toBe(true);
});

test('S10 agreement is quiet; a disagreement is an alert that names the entry', () => {
  const { unmount } = show(pictureAt(12));
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.getByText('by hand = graph = numeric')).toBeTruthy();
  unmount();
  const picture = pictureAt(12);
  const { agreement } = picture;
  if (!agreement) throw new Error('nothing compared');
  const graph = { agrees: false, tensor: 'W1', entry: 34, difference: 1e-6 };
  show({ ...picture, agreement: { ...agreement, graph } });
  expect(screen.getByRole('alert').textContent).toMatch(/differ.*∂J\/∂W\[2,5\]/s);
});

test('S11 at the update the bar shows p before and after it', async () => {
  const { container } = show(pictureAt(0));
  expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Update: one step downhill');
  await screen.findByText('p before', { exact: false });
  expect(container.textContent).toMatch(/p before\s*0\.\d{4}\s*→ after\s*0\.\d{4}/);
});
