/** Before a class: the first page, with classes of one's own and without; doors that do not open; what is kept; the server. */
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import type { AdminReply } from '@deltaboard/shared/protocol/admin.ts';
import type { KeptClass, MineReply, MineRequest } from '@deltaboard/shared/protocol/classes.ts';
import { hideable, writtenLink } from '@deltaboard/shared/link/link.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { Page } from '@playwright/test';
import type { Language, Role } from '../sizes.ts';
import type { Scene } from './scene.ts';

const DAY = 86_400_000;
const roles: readonly Role[] = ['visitor'];

const link = writtenLink({
  configuration: { ...presets.judge, hidden: [100, 64], head: 'softmax', batch: 16, decay: 0.001 },
  corpus: null,
  at: { step: 3_970, operation: 9 },
  changes: [2000, 3000].map((afterStep) => ({
    afterStep,
    change: { setting: 'learningRate', value: 1 / afterStep },
  })),
  hide: [...hideable],
  atOnce: false,
});

const codes = ['KQ7M-2PWX', 'R4TZ-9KHM', 'BW3C-7XVD', 'N9JP-4RQW', 'H6GM-8MWT'];

/** A server that keeps these classes, for a browser that has their secrets. */
async function withClasses(page: Page): Promise<void> {
  const names = [
    'NLP, week 3',
    'Neural networks, evening group: what a backward pass computes, and why',
    null,
  ];
  const kept = codes.map((code, k): KeptClass => {
    const created = Date.parse('2026-03-02T09:00:00Z') + k * DAY;
    const times = { created, last: created + DAY / 24, until: created + 90 * DAY };
    return { code, name: names[k] ?? null, members: 120 - 30 * k, step: 39_960 * k, here: 4 * k, ...times };
  });
  await page.route('**/api/classes/mine', async (route) => {
    const asked = (route.request().postDataJSON() as MineRequest).classes.map(({ code }) => code);
    const reply: MineReply = { classes: kept.filter(({ code }) => asked.includes(code)), unreadable: [] };
    return route.fulfill({ json: reply });
  });
  await page.evaluate((classes) => {
    const remembered = classes.map(({ code, last }) => ({ code, secret: `secret-${code}`, at: last }));
    localStorage.setItem('deltaboard:classes', JSON.stringify(remembered));
  }, kept);
  await page.reload();
  await page.getByRole('heading', { level: 3 }).first().waitFor();
}

async function withoutClasses(page: Page): Promise<void> {
  await page.evaluate(() => localStorage.removeItem('deltaboard:classes'));
}

/** Of a browser in which somebody has made more lessons than a page of the list holds. */
async function withLessons(page: Page): Promise<void> {
  await page.evaluate(() => {
    const titles = [
      { en: 'Week 3', ko: '3주차' },
      {
        en: 'What a backward pass computes, and why it is computed once',
        ko: '역전파가 계산하는 것, 한 번만 계산하는 까닭',
      },
      { en: 'Shapes', ko: '형상' },
      { en: 'Shapes, the long way', ko: '형상, 천천히' },
    ];
    const kept = titles.map((title, k) => ({
      id: `lesson-${k + 1}`,
      title,
      minutes: 10 + 9 * k,
      pages: 1 + 4 * k,
    }));
    localStorage.setItem('deltaboard:lessons', JSON.stringify(kept));
  });
  await page.reload();
}

const packed = deflateRawSync(
  readFileSync(new URL('../../../lessons/4-delta-and-shapes.json', import.meta.url)),
).toString('base64url');

const seen: AdminReply = {
  classes: Array.from({ length: 30 }, (_, k) => ({
    code: codes[k % codes.length],
    created: Date.parse('2026-03-02T09:00:00Z'),
    last: Date.parse('2026-03-02T10:00:00Z') + k * 3_600_000,
    open: k % 3 !== 2,
    running: k % 3 === 0,
    here: k % 3 === 2 ? 0 : 12 * k,
    members: k % 3 === 2 ? null : 14 * k,
  })).map((one, k) => ({ ...one, code: one.code.slice(0, 7) + String(k).padStart(2, '3') })),
  load: { cores: 1.46, memory: 734_003_200, uptime: 432_000 },
  pressure: { level: 1, reading: { loopDelay: 0.72, memory: 0.41, slotQueue: 0.25 } },
  storage: { used: 52_428_800, free: 21_474_836_480 },
};

/** The administration's door, which only a server with a key has. */
async function toAdministration(page: Page): Promise<void> {
  await page.route('**/admin', async (route) =>
    route.fulfill({ response: await route.fetch({ url: new URL('/', page.url()).href }) }),
  );
  await goTo('/admin')(page);
}

async function asHost(page: Page): Promise<void> {
  await toAdministration(page);
  await page.route('**/api/admin', (route) => route.fulfill({ json: seen }));
  await page.locator('#host-key').fill('key-of-the-school-server');
  await page.locator('form button').click();
  await page.locator('table').waitFor();
}

const goTo =
  (path: string) =>
  async (page: Page): Promise<void> => {
    await page.goto(new URL(path, page.url()).href);
    await page.getByRole('main').first().waitFor();
  };

export const door = (language: Language): Scene => ({
  stages: [
    { name: 'first page', roles, quick: true },
    {
      name: 'first page, with classes of one’s own',
      roles,
      open: withClasses,
      close: withoutClasses,
    },
    {
      name: 'first page, which lesson',
      roles,
      async open(page) {
        await page
          .getByRole('button', { name: language === 'en' ? /^Teach a lesson…$/ : /^강의로 시작하기…$/ })
          .click();
        await page.getByRole('dialog').waitFor();
      },
      close: (page) => page.keyboard.press('Escape'),
    },
    {
      name: 'first page, which lesson, with some of one’s own',
      roles,
      async open(page) {
        await withLessons(page);
        await page
          .getByRole('button', { name: language === 'en' ? /^Teach a lesson…$/ : /^강의로 시작하기…$/ })
          .click();
        await page.getByRole('button', { name: language === 'en' ? /^Your lessons$/ : /^내 강의$/ }).click();
        await page.getByRole('dialog').getByRole('listitem').first().waitFor();
      },
      async close(page) {
        await page.keyboard.press('Escape');
        await page.evaluate(() => localStorage.removeItem('deltaboard:lessons'));
      },
    },
    { name: 'a link that holds a lesson', roles, open: goTo(`/#lesson=${packed}`) },
    { name: 'a link to a run', roles, quick: true, open: goTo(`/${link}`) },
    { name: 'a link that cannot be read', roles, open: goTo('/#run=1&at.step=0') },
    { name: 'no such class', roles, open: goTo('/r/ZZZZ-ZZZZ') },
    { name: 'what is kept', roles, open: goTo('/privacy') },
    { name: 'the host key', roles, open: toAdministration },
    { name: 'the server', roles, open: asHost },
    {
      name: 'the server, a class is deleted',
      roles,
      async open(page) {
        await asHost(page);
        await page
          .getByRole('button', { name: language === 'en' ? /^Delete/ : /^지우기/ })
          .first()
          .click();
      },
    },
  ],
});
