/** One laptop with a script, in a process of its own: does what it is ordered, and says what came of it. */
import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { PROTOCOL_VERSION, type Hello } from '@deltaboard/shared/protocol/events.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';
import { io, type Socket } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';

export type Order =
  /** So many joins and leaves of one room, as quickly as so many sockets can. */
  | { readonly kind: 'churn'; readonly joins: number; readonly sockets: number }
  /** Sockets that write long sentences and withdraw them, as quickly as they are answered. */
  | { readonly kind: 'sentences'; readonly sockets: number; readonly seconds: number }
  /** Classes that nobody joins, from so many addresses. */
  | { readonly kind: 'rooms'; readonly rooms: number; readonly addresses: number }
  /** Sockets, and projectors, that join one room and stay for so many seconds. */
  | {
      readonly kind: 'crowd';
      readonly code: string;
      readonly members: number;
      readonly screens: number;
      readonly seconds: number;
    }
  /** Codes, tried on so many sockets. */
  | { readonly kind: 'guess'; readonly sockets: number; readonly seconds: number };

const ALPHABET = '23456789BCDFGHJKMNPQRSTVWXYZ';
const code = (): string => Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
const id = (bytes: number): string => randomBytes(bytes).toString('base64url');

const opened = (url: string, hello: Partial<Hello>, address = '198.51.100.7'): Socket =>
  io(url, {
    transports: ['websocket'],
    parser,
    auth: { version: PROTOCOL_VERSION, ...hello },
    extraHeaders: { 'x-forwarded-for': address },
    reconnection: false,
    forceNew: true,
  });

/** 'welcome', or why not. */
const came = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    socket.once('welcome', () => resolve('welcome'));
    socket.once('connect_error', (error: Error & { data?: RefusalData }) =>
      resolve(error.data?.code ?? 'cut'),
    );
    socket.once('disconnect', () => resolve('cut'));
  });

async function room(url: string): Promise<{ readonly code: string; readonly secret: string }> {
  const response = await fetch(`${url}/api/rooms`, { method: 'POST' });
  return (await response.json()) as { readonly code: string; readonly secret: string };
}

const together = async (count: number, work: (k: number) => Promise<void>): Promise<void> => {
  await Promise.all(Array.from({ length: count }, (_, k) => work(k)));
};

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
          const says = (command: object): Promise<{ ok: boolean; error?: RefusalData }> =>
            socket.timeout(10_000).emitWithAck('command', { id: id(9), command });
          const contribution = { kind: 'sentence', tokens, centre: 0, goldType: null };
          const answer = await says({ type: 'contribute', contribution }).catch(() => null);
          tally(counts, answer === null ? 'unanswered' : answer.ok ? 'written' : (answer.error?.code ?? '?'));
          for (const text of own.splice(0)) await says({ type: 'withdraw', id: text }).catch(() => null);
          if (!answer?.ok) await setTimeout(20);
        }
        socket.disconnect();
      });
      // The class whose room it is still works.
      const answer = await driver
        .timeout(10_000)
        .emitWithAck('command', { id: id(9), command: { type: 'name-class', name: 'still here' } })
        .catch(() => ({ ok: false }));
      return { ...counts, driver: answer.ok === true, seconds: elapsed() };
    }
    case 'rooms':
      for (let k = 0; k < order.rooms; k++) {
        const headers = { 'x-forwarded-for': `198.51.100.${k % order.addresses}` };
        tally(counts, String((await fetch(`${url}/api/rooms`, { method: 'POST', headers })).status));
      }
      return { ...counts, seconds: elapsed() };
    case 'crowd': {
      const sockets: Socket[] = [];
      const join = async (hello: Partial<Hello>, address: string): Promise<void> => {
        const socket = opened(url, { room: order.code, ...hello }, address);
        sockets.push(socket);
        tally(counts, await came(socket));
      };
      // Two addresses, so that no budget of one of them is what holds.
      await together(order.screens, (k) => join({ screen: true }, `198.51.100.${k % 2}`));
      await together(order.members, (k) => join({}, `198.51.100.${k % 2}`));
      process.send?.({ ...counts, seconds: elapsed() });
      await setTimeout(1000 * order.seconds);
      for (const socket of sockets) socket.disconnect();
      return null;
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
  }
}

process.once('message', (message: { readonly order: Order; readonly url: string }) => {
  void perform(message.order, message.url).then((said) => {
    if (said !== null) process.send?.(said);
  });
});
