/** Two presses on a slow connection, the second before the page has heard what became of the first. */
import { expect, test } from '../fixtures.ts';

test('CL4 another page and then another convention, within one round trip: the class sees both', async ({
  school,
}) => {
  const instructor = await school.visit();
  const { page } = instructor;
  let isSlow = false;
  const late: (() => void)[] = [];
  await page.routeWebSocket(/socket\.io/, (line) => {
    const server = line.connectToServer();
    server.onMessage((message) => {
      if (isSlow) late.push(() => line.send(message));
      else line.send(message);
    });
  });
  await page.getByRole('button', { name: 'Start a class' }).click();
  await expect(instructor.button('Run')).toBeEnabled();
  const viewer = await school.join(instructor.code);
  const pressed = async (who: typeof viewer, name: string): Promise<void> => {
    const button = who.page.getByRole('button', { name, exact: true });
    await expect(button).toHaveAttribute('aria-pressed', 'true');
  };

  isSlow = true;
  await page.getByRole('button', { name: 'Graph', exact: true }).click();
  // It has happened, and the driver's page does not know.
  await pressed(viewer, 'Graph');
  await pressed(instructor, 'Board');
  await page.getByRole('button', { name: 'Jacobian form' }).click();
  await pressed(viewer, 'Jacobian form');
  await pressed(viewer, 'Graph');
  isSlow = false;
  for (const arrives of late) arrives();
  await pressed(instructor, 'Graph');
  await pressed(instructor, 'Jacobian form');
});
