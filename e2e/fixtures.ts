/** A real server for all stories of a worker, and people who come to its classes, each with a browser of their own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type BrowserContext, type BrowserContextOptions } from '@playwright/test';
import { rawClient, type RawClient, type RawHello } from './raw-client.ts';
import { RoomPage } from './room-page.ts';
import { startServer, type RunningServer } from './server.ts';
import { watch } from './watch.ts';

export { expect };

interface Visit {
  /** Another address of the server, or another server. */
  readonly url?: string;
  readonly context?: BrowserContextOptions;
}

export interface School {
  /** A new browser at the first page. */
  visit(visit?: Visit): Promise<RoomPage>;
  /** A new browser whose owner starts a class. */
  start(visit?: Visit): Promise<RoomPage>;
  /** A new browser that enters a class by its link. */
  join(code: string, visit?: Visit): Promise<RoomPage>;
  /** The projector of a class, 1920×1080 where nothing else is said. */
  screen(code: string, visit?: Visit): Promise<RoomPage>;
  /** A class whose run has made at least so many steps, and stands; with a viewer. */
  after(steps: number, visit?: Visit): Promise<[instructor: RoomPage, viewer: RoomPage]>;
  /** A member without a page. */
  raw(hello: RawHello): Promise<RawClient>;
}

export const test = base.extend<{ school: School; dataDir: string }, { server: RunningServer }>({
  /** A folder for the classes of several servers, one after the other. */
  dataDir: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'deltaboard-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  },

  server: [
    async ({}, use) => {
      // A machine that is busy with tests is no reason to start no class (SPEC DG2): that has a story of its own.
      const server = await startServer({ flags: ['--limit', 'loop-delay=5000'] });
      await use(server);
      expect(await server.end('SIGTERM'), 'exit code after SIGTERM').toBe(0);
    },
    { scope: 'worker' },
  ],

  school: async ({ browser, server }, use) => {
    const contexts: BrowserContext[] = [];
    const people: RoomPage[] = [];
    const raws: RawClient[] = [];

    const arrive = async (path: string, { url = server.url, context: options = {} }: Visit = {}) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      contexts.push(context);
      const watched = await watch(context);
      const person = new RoomPage(await context.newPage(), watched);
      people.push(person);
      await person.page.goto(url + path);
      return person;
    };

    const start: School['start'] = async (visit) => {
      const person = await arrive('/', visit);
      await person.page.getByRole('button', { name: 'Start a class' }).click();
      await expect(person.button('Run')).toBeEnabled();
      return person;
    };
    const join: School['join'] = async (code, visit) => {
      const person = await arrive(`/r/${code}`, visit);
      await expect(person.board).toBeVisible();
      return person;
    };

    await use({
      visit: (visit) => arrive('/', visit),
      start,
      join,
      screen: (code, { context, ...visit } = {}) =>
        arrive(`/r/${code}?screen`, {
          ...visit,
          context: { viewport: { width: 1920, height: 1080 }, ...context },
        }),
      async after(steps, visit) {
        const instructor = await start(visit);
        const viewer = await join(instructor.code, visit);
        await instructor.setSpeed('max');
        await instructor.button('Run').click();
        await instructor.untilSteps(steps);
        await instructor.button('Pause').click();
        await expect(instructor.state).toHaveText(/^Paused after step/);
        return [instructor, viewer];
      },
      async raw(hello) {
        const client = await rawClient(server.url, hello);
        raws.push(client);
        return client;
      },
    });

    for (const raw of raws) raw.close();
    const problems = people.flatMap((person) => person.watch.problems());
    for (const context of contexts) await context.close();
    expect(problems, 'errors in a page').toEqual([]);
  },
});
