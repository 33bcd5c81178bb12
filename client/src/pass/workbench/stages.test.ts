import '../../testing/page.ts';
import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { momentPicture } from '../../picture/exact.ts';
import { moment, run } from '../../testing/example.ts';
import { chainView } from './factors.ts';
import Factors from './Factors.svelte';
import { ofShownWindow } from './opened.ts';

test('UI6 UI10 a factor can be reached and pressed once it has numbers to show, and not before', async () => {
  const picture = momentPicture(moment(2, 0), run, { compare: false, objective: 'J' });
  if (!picture.pass) throw new Error('no pass');
  const chain = chainView(ofShownWindow(picture, picture.pass), picture.pass, 'W1', 'jacobian');
  const opened: number[] = [];
  const props = { chain, onopen: (place: number) => opened.push(place) };
  const { rerender } = render(Factors, { ...props, stage: 'symbols' });
  expect(screen.queryAllByRole('button')).toEqual([]);
  await rerender({ stage: 'shapes' });
  expect(screen.queryAllByRole('button')).toEqual([]);
  await rerender({ stage: 'numbers' });
  screen.getByRole('button', { name: /^Show ∂z\/∂W/ }).click();
  expect(opened).toEqual([chain.factors.length - 1]);
});
