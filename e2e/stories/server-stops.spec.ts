/** The server is told to stop while a class runs at full speed. */
import { expect, test } from '../fixtures.ts';
import { startServer } from '../server.ts';
import { LOST_CONNECTION } from '../watch.ts';

test('HT3 /healthz answers while a run is at full speed; SIGTERM ends the server with exit code 0', async ({
  school,
}) => {
  const server = await startServer();
  const instructor = await school.start({ url: server.url });
  instructor.watch.allow(LOST_CONNECTION);
  await instructor.setSpeed('fastest');
  await instructor.button('Run').click();
  for (let times = 0; times < 5; times++) {
    await instructor.seesItRun();
    const health = await fetch(`${server.url}/healthz`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: 'ok' });
  }

  let code: number | null | undefined;
  void server.end('SIGTERM').then((exitCode) => (code = exitCode));
  await expect.poll(() => code, { timeout: 5000 }).toBe(0);
  await expect(instructor.page.getByText('Your connection is lost.')).toBeVisible();
});
