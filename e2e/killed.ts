/** A server that is killed, and another on its data: every page comes back by itself. */
import { expect } from '@playwright/test';
import type { RoomPage } from './room-page.ts';
import { startServer, type RunningServer } from './server.ts';

/** @param everybody whose pages are in a class of it, and may lose their connection */
export async function killed(
  server: RunningServer,
  dataDir: string,
  everybody: readonly RoomPage[],
): Promise<RunningServer> {
  const lost = ({ page }: RoomPage) => page.getByText('Your connection is lost.');
  await server.end('SIGKILL');
  for (const one of everybody) await expect(lost(one)).toBeVisible();
  const next = await startServer({ dataDir, port: server.port });
  for (const one of everybody) await expect(lost(one)).toBeHidden();
  return next;
}
