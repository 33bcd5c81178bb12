import '../testing/page.ts';
import { fireEvent, render, screen } from '@testing-library/svelte';
import type { Experiment } from '@deltaboard/shared/protocol/view.ts';
import { expect, test } from 'vitest';
import { language } from '../language/language.svelte.ts';
import { run } from '../testing/example.ts';
import Laboratory from './Laboratory.svelte';

test('UI17 PR5 an arrow chooses the class’s next experiment, once, however long it is held', async () => {
  language.use('en');
  const chosen: Experiment[] = [];
  const onset = (experiment: Experiment): number => chosen.push(experiment);
  render(Laboratory, {
    picture: null,
    run,
    experiment: 'non-linearity',
    low: false,
    canSet: true,
    onset,
  });
  const tabs = screen.getByRole('tablist');
  await fireEvent.keyDown(tabs, { key: 'ArrowRight' });
  for (let k = 0; k < 10; k++) await fireEvent.keyDown(tabs, { key: 'ArrowRight', repeat: true });
  expect(chosen).toHaveLength(1);
});
