import '../testing/page.ts';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { OPENING_VIEW, type View } from '@deltaboard/shared/protocol/view.ts';
import { expect, test } from 'vitest';
import { language } from '../language/language.svelte.ts';
import { run } from '../testing/example.ts';
import Laboratory from './Laboratory.svelte';

test('UI17 PR5 an arrow chooses the class’s next experiment, once, however long it is held', async () => {
  language.use('en');
  const chosen: Partial<View>[] = [];
  const onset = (changed: Partial<View>): number => chosen.push(changed);
  render(Laboratory, {
    picture: null,
    run,
    view: OPENING_VIEW,
    canSet: true,
    onset,
  });
  const tabs = screen.getByRole('tablist');
  await fireEvent.keyDown(tabs, { key: 'ArrowRight' });
  for (let k = 0; k < 10; k++) await fireEvent.keyDown(tabs, { key: 'ArrowRight', repeat: true });
  expect(chosen).toEqual([{ experiment: 'why-non-linear' }]);
});
