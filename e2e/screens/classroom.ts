/** A class in one language, on all its screens at once: the driver's hand is a device of its own, which only sends commands. */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { RoomState } from '@deltaboard/shared/protocol/state.ts';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { setTimeout } from 'node:timers/promises';
import { settled } from '../measured.ts';
import { rawClient, type RawClient } from '../raw-client.ts';
import { Loading } from './loading.ts';
import { isMobile, roles, type Language, type Role } from './sizes.ts';
import { Wire } from './wire.ts';

export interface Classroom {
  readonly pages: Readonly<Record<Role, Page>>;
  readonly state: RoomState;
  /** Members who have no page of ours, by their ids. */
  readonly students: readonly string[];
  /** How many texts members have written: the id of the last. */
  readonly written: number;
  /** Performed as the driver's; throws where it is refused. */
  drive(command: Command): Promise<void>;
  /** Sent by one of those who are no page of ours. */
  asStudent(student: number, command: Command): Promise<void>;
  /** Resolves once the class, as every member is told of it, is so. */
  until(condition: (state: RoomState) => boolean): Promise<void>;
  /** Resolves once every page has been told all that has happened. */
  told(): Promise<void>;
  /** Resolves once the page stands, with all that it has called for. */
  stands(role: Role): Promise<void>;
  /** This page stands with the next live picture, until it is released. */
  hold(role: Role): Promise<void>;
  release(role: Role): void;
  close(): Promise<void>;
}

const STUDENTS = ['Emmy Noether', 'George Pólya', 'Sofia Kovalevskaya'];
const locales: Readonly<Record<Language, string>> = { en: 'en-US', ko: 'ko-KR' };

export async function openClassroom(
  browser: Browser,
  url: string,
  language: Language,
  dark: boolean,
  /** Who has a page. */
  present: readonly Role[] = roles,
): Promise<Classroom> {
  const created = await fetch(`${url}/api/rooms`, { method: 'POST' });
  const { code, secret } = (await created.json()) as { readonly code: string; readonly secret: string };
  const hand = await rawClient(url, { room: code, secret });
  const students: RawClient[] = [];
  let written = 0;
  for (const name of STUDENTS) {
    const student = await rawClient(url, { room: code });
    await sent(student, { type: 'name', name });
    students.push(student);
  }
  await hand.until(() => hand.state.playback.status === 'paused');

  const contexts: BrowserContext[] = [];
  const wires = new Map<Role, Wire>();
  const loading = new Map<Role, Loading>();
  const addresses: Readonly<Record<Role, string>> = {
    driver: `/r/${code}#${secret}~${hand.welcome.member.id}`,
    student: `/r/${code}`,
    projector: `/r/${code}?screen`,
    phone: `/r/${code}`,
    remote: `/r/${code}#${secret}~${hand.welcome.member.id}`,
    visitor: '/',
  };
  const open = async (role: Role): Promise<Page> => {
    const context = await browser.newContext({
      locale: locales[language],
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      // What is open at first depends on where a page is opened: there no side panel is.
      viewport: { width: 1280, height: 720 },
      ...(isMobile(role) ? { hasTouch: true, isMobile: true } : {}),
    });
    contexts.push(context);
    wires.set(role, await Wire.of(context));
    const page = await context.newPage();
    loading.set(role, new Loading(page));
    await page.goto(url + addresses[role]);
    await page.getByRole('main').first().waitFor();
    return page;
  };
  const opened = await Promise.all(present.map(async (role) => [role, await open(role)] as const));
  const pages = Object.fromEntries(opened) as Record<Role, Page>;
  return {
    pages,
    get state() {
      return hand.state;
    },
    students: students.map(({ welcome }) => welcome.member.id),
    get written() {
      return written;
    },
    drive: (command) => sent(hand, command),
    async asStudent(student, command) {
      await sent(students[student], command);
      if (command.type === 'contribute') written++;
    },
    until: (condition) => hand.until(() => condition(hand.state)),
    async told() {
      const { position } = hand;
      for (const [role, wire] of wires) if (role !== 'visitor') await wire.told(position);
    },
    async stands(role) {
      do await settled(pages[role]);
      while (await loading.get(role)?.isOver());
    },
    hold: async (role) => wires.get(role)?.hold(),
    release: (role) => wires.get(role)?.release(),
    async close() {
      for (const client of [hand, ...students]) client.close();
      for (const context of contexts) await context.close();
    },
  };
}

/** Milliseconds in which a member may send so many commands. */
const SECOND = 1000;

async function sent(client: RawClient, command: Command): Promise<void> {
  let reply = await client.command(command);
  // Faster than a hand: the server says so, and it is sent again.
  while (!reply.ok && reply.error.code === 'too-many') {
    await setTimeout(SECOND);
    reply = await client.command(command);
  }
  if (!reply.ok) throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(reply.error)}`);
}
