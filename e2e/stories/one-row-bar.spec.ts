/** The driver's bar at every width of a laptop and a projector: one row, of one height, whatever the class says in it. */
import { expect, test } from '../fixtures.ts';

const sizes = [
  { width: 1280, height: 720 },
  { width: 1366, height: 768 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
];

test('UI27 the bar is one row in both languages, also when members are lost and have written', async ({
  school,
}) => {
  const instructor = await school.start();
  const { page } = instructor;
  const bar = page.getByRole('contentinfo');
  /** How many rows its parts stand in, and its height; what is cut is wider than its place. */
  const measured = () =>
    bar.evaluate((footer) => {
      const parts = [...footer.children].filter((part) => part.getClientRects().length > 0);
      const middles = parts.map((part) => {
        const { top, height } = part.getBoundingClientRect();
        return Math.round((top + height / 2) / 12);
      });
      const pressed = [...footer.querySelectorAll('button, [role=slider]')].map((part) =>
        part.getBoundingClientRect(),
      );
      const isOver = (a: DOMRect, b: DOMRect) => a.left < b.right - 1 && b.left < a.right - 1;
      return {
        rows: new Set(middles).size,
        covered: pressed.filter((a, k) => pressed.slice(k + 1).some((b) => isOver(a, b))).length,
        height: footer.getBoundingClientRect().height,
        over: footer.scrollWidth - footer.clientWidth,
      };
    });
  const quiet: number[] = [];
  for (const locale of ['EN', 'KO']) {
    await page.getByRole('button', { name: locale, exact: true }).click();
    for (const size of sizes) {
      await page.setViewportSize(size);
      await expect.poll(async () => (await measured()).rows).toBe(1);
      const { height, over, covered } = await measured();
      expect(over).toBeLessThanOrEqual(0);
      expect(covered, `at ${size.width} in ${locale}`).toBe(0);
      quiet.push(height);
    }
  }
  const students = await Promise.all([0, 1, 2].map(() => school.raw({ room: instructor.code })));
  for (const student of students) await student.command({ type: 'lost', lost: true });
  await expect(page.getByRole('button', { name: /막힘 3명/ })).toBeVisible();
  const busy: number[] = [];
  for (const locale of ['EN', 'KO']) {
    await page.getByRole('button', { name: locale, exact: true }).click();
    for (const size of sizes) {
      await page.setViewportSize(size);
      await expect.poll(async () => (await measured()).rows).toBe(1);
      const { height, covered } = await measured();
      expect(covered, `at ${size.width} in ${locale}, with badges`).toBe(0);
      busy.push(height);
    }
  }
  expect(busy).toEqual(quiet);
});
