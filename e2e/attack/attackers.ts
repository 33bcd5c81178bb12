/** One laptop with a script, in a process of its own: does what it is ordered, and says what came of it. */
import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Hello } from '@deltaboard/shared/protocol/events.ts';
import { fault, type Fault } from './orders/fault.ts';
import { fullSpeed, type FullSpeed } from './orders/full-speed.ts';
import { resets, type Resets } from './orders/resets.ts';
import { came, opened, room, says, together } from './sockets.ts';

export type Order =
  /** So many joins and leaves of one room, as quickly as so many sockets can. */
  | { readonly kind: 'churn'; readonly joins: number; readonly sockets: number }
  /** Sockets that write long sentences and withdraw them, as quickly as they are answered. */
  | { readonly kind: 'sentences'; readonly sockets: number; readonly seconds: number }
  /** Classes that nobody joins, from so many addresses. */
  | { readonly kind: 'rooms'; readonly rooms: number; readonly addresses: number }
  /** Sockets, and projectors, that join one room and stay. */
  | {
      readonly kind: 'crowd';
      readonly code: string;
      readonly members: number;
      readonly screens: number;
      readonly addresses: number;
      /** On their way at a time. */
      readonly atOnce: number;
    }
  /** Codes, tried on so many sockets. */
  | { readonly kind: 'guess'; readonly sockets: number; readonly seconds: number }
  | Resets
  | FullSpeed
  | Fault;

const ALPHABET = '23456789BCDFGHJKMNPQRSTVWXYZ';
const code = (): string => Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

type Counts = Record<string, number>;
const tally = (counts: Counts, what: string): void => void (counts[what] = (counts[what] ?? 0) + 1);

async function perform(order: Order, url: string): Promise<unknown> {
  const counts: Counts = {};
  const begun = performance.now();
  const elapsed = (): number => (performance.now() - begun) / 1000;
  switch (order.kind) {
    case 'churn': {
      const target = await room(url);
      const driver = opened(url, { room: target.code, secret: target.secret });
      await came(driver);
      let left = order.joins;
      await together(order.sockets, async () => {
        while (left-- > 0) {
          const socket = opened(url, { room: target.code, name: 'a' });
          tally(counts, await came(socket));
          socket.disconnect();
        }
      });
      return { ...counts, seconds: elapsed() };
    }
    case 'sentences': {
      const target = await room(url);
      const driver = opened(url, { room: target.code, secret: target.secret });
      await came(driver);
      const tokens = Array.from({ length: 60 }, () => 'w'.repeat(100));
      await together(order.sockets, async () => {
        const socket = opened(url, { room: target.code });
        if ((await came(socket)) !== 'welcome') return tally(counts, 'refused');
        const own: number[] = [];
        socket.on('personal-changed', (changes: unknown) => {
          for (const [, found] of JSON.stringify(changes).matchAll(/"id":(\d+)/g)) own.push(Number(found));
        });
        while (elapsed() < order.seconds && socket.connected) {
          const contribution = { kind: 'sentence', tokens, centre: 0, goldType: null };
          const answer = await says(socket, { type: 'contribute', contribution });
          tally(counts, answer.ok ? 'written' : answer.error.code);
          for (const text of own.splice(0)) await says(socket, { type: 'withdraw', id: text });
          if (!answer.ok) await setTimeout(20);
        }
        socket.disconnect();
      });
      // The class whose room it is still works.
      const answer = await says(driver, { type: 'name-class', name: 'still here' });
      return { ...counts, driver: answer.ok, seconds: elapsed() };
    }
    case 'rooms':
      for (let k = 0; k < order.rooms; k++) {
        const headers = { 'x-forwarded-for': `198.51.100.${k % order.addresses}` };
        tally(counts, String((await fetch(`${url}/api/rooms`, { method: 'POST', headers })).status));
      }
      return { ...counts, seconds: elapsed() };
    case 'crowd': {
      const join = async (hello: Partial<Hello>, address: string): Promise<void> => {
        const socket = opened(url, { room: order.code, ...hello }, address);
        tally(counts, await came(socket));
      };
      const address = (k: number): string => `198.51.100.${k % order.addresses}`;
      await together(order.screens, (k) => join({ screen: true }, address(k)));
      let next = 0;
      await together(order.atOnce, async () => {
        for (let k = next++; k < order.members; k = next++) await join({}, address(k));
      });
      // They stay as long as this process does.
      return { ...counts, seconds: elapsed() };
    }
    case 'guess':
      await together(order.sockets, async () => {
        while (elapsed() < order.seconds) {
          const socket = opened(url, { room: code() });
          tally(counts, await came(socket));
          socket.disconnect();
        }
      });
      return { ...counts, seconds: elapsed() };
    case 'resets':
      return resets(order, url);
    case 'full-speed':
      return fullSpeed(order, url);
    case 'fault':
      return fault(order, url);
  }
}

process.once('message', (message: { readonly order: Order; readonly url: string }) => {
  void perform(message.order, message.url).then((said) => process.send?.(said));
});
