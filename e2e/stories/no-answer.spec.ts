/** A command that the network swallows: it is not lost, and the page does not say that it was not sent. */
import type { WebSocketRoute } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { LOST_CONNECTION } from '../watch.ts';

test('PR9 UI7 what has no answer is kept, said, and done once the connection is back', async ({ school }) => {
  const instructor = await school.visit();
  const { page } = instructor;
  instructor.watch.allow(LOST_CONNECTION);
  let swallows = false;
  const lines: WebSocketRoute[] = [];
  await page.routeWebSocket(/socket\.io/, (line) => {
    lines.push(line);
    const server = line.connectToServer();
    line.onMessage((message) => {
      if (!swallows) server.send(message);
    });
  });
  await page.getByRole('button', { name: 'Start a class' }).click();
  await expect(instructor.button('Run')).toBeEnabled();
  const viewer = await school.join(instructor.code);

  swallows = true;
  await instructor.step();
  await lines.at(-1)?.close();
  const notice = page.getByRole('alert').getByText('No answer yet. It is kept and sent again automatically.');
  await expect(notice).toBeVisible();
  swallows = false;
  await expect(viewer.state).toHaveText('Paused after step 1');
  await expect(instructor.state).toHaveText('Paused after step 1');
  await expect(notice).toBeHidden();
});
