import '../../testing/page.ts';
import { render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { outdated } from '../../browser/outdated.svelte.ts';
import { language } from '../../language/language.svelte.ts';
import LineChart from './LineChart.svelte';

// A server that was deployed anew has another page, and this part no more.
vi.mock('./chart-kit.ts', () => {
  throw new TypeError('Failed to fetch dynamically imported module: /assets/chart-kit-Aa1.js');
});
vi.stubGlobal('fetch', () =>
  Promise.resolve(new Response('<script type="module" src="/assets/index-Bb2.js"></script>')),
);

test('UI7 a chart whose drawing is gone from the server makes the page say that it is older; its words stay', async () => {
  language.use('en');
  render(LineChart, { title: 'J', lines: [], axis: { logarithmic: false }, latest: 'J = 0.4' });
  await vi.waitFor(() => expect(outdated.is).toBe(true));
  expect(screen.getByText('J = 0.4')).toBeTruthy();
});
