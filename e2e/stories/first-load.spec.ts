/** What a viewer's browser loads before anything is pressed. */
import { expect, test } from '../fixtures.ts';

/** KaTeX and charts come beside it; fonts and styles are none. */
const LATER = /katex|chart-kit/;
const LIMIT = 130 * 1024;

test('AC1 a viewer’s first load is at most 130 KB of compressed JavaScript before KaTeX and charts', async ({
  school,
}) => {
  const instructor = await school.start();
  const viewer = await school.visit({
    context: {
      viewport: { width: 390, height: 844 },
      // As over plain HTTP in a classroom, where a browser does not ask for brotli.
      extraHTTPHeaders: { 'accept-encoding': 'gzip' },
    },
  });
  // What the first page has asked for is not the class's.
  await viewer.page.waitForLoadState('networkidle');
  const sizes = new Map<string, number>();
  viewer.page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.js')) sizes.set(pathname, Number(response.headers()['content-length']));
  });
  await viewer.page.goto(`${new URL(instructor.page.url()).origin}/r/${instructor.code}`);
  await expect(viewer.board).toBeVisible();
  await expect(viewer.page.getByText('operation 5 of 14', { exact: true })).toBeVisible();
  await expect(viewer.page.getByRole('button', { name: 'Me', exact: true })).toBeVisible();
  await viewer.page.waitForLoadState('networkidle');
  const first = [...sizes].filter(([path]) => !LATER.test(path));
  expect(first.length).toBeGreaterThan(1);
  const total = first.reduce((sum, [, size]) => sum + size, 0);
  test.info().annotations.push({ type: 'bytes', description: String(total) });
  console.log(`first load: ${(total / 1024).toFixed(1)} KB in ${first.length} files`);
  expect(total).toBeLessThanOrEqual(LIMIT);
});
