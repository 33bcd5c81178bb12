import '../../testing/page.ts';
import { OPENING_SCRATCH, type ScratchChange } from '@deltaboard/shared/scratch/scratch.ts';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { language } from '../../language/language.svelte.ts';
import Scratch from './Scratch.svelte';

beforeEach(() => language.use('en'));

/** A page that has not heard yet what became of any press. */
function pressed(): ScratchChange[] {
  const asked: ScratchChange[] = [];
  const onset = (changed: ScratchChange): Promise<null> => {
    asked.push(changed);
    return Promise.resolve(null);
  };
  render(Scratch, { scratch: { ...OPENING_SCRATCH, operation: 2 }, canSet: true, onset });
  return asked;
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name: new RegExp(name) }));

test('CL12 SG6 a step right after a new expression names no expression: the new one stays', async () => {
  const asked = pressed();
  const field = screen.getByRole('textbox', { name: 'Expression' });
  await fireEvent.input(field, { target: { value: 'x * x' } });
  await press('Draw');
  await press('Step');
  expect(asked).toEqual([{ expression: 'x * x', values: { x: 1 } }, { direction: 1 }]);
});

test('CL12 SG4 two steps within one round trip are two', async () => {
  const asked = pressed();
  await press('Step');
  await press('Step');
  await press('Back');
  expect(asked).toEqual([{ direction: 1 }, { direction: 1 }, { direction: -1 }]);
});
