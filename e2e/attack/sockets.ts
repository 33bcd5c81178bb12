/** What every attacker does: comes from an address, as a proxy says it, and asks. */
import { randomBytes } from 'node:crypto';
import { PROTOCOL_VERSION, type Acknowledgement, type Hello } from '@deltaboard/shared/protocol/events.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';
import { io, type Socket } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';

export const id = (bytes: number): string => randomBytes(bytes).toString('base64url');

export const opened = (url: string, hello: Partial<Hello>, address = '198.51.100.7'): Socket =>
  io(url, {
    transports: ['websocket'],
    parser,
    auth: { version: PROTOCOL_VERSION, ...hello },
    extraHeaders: { 'x-forwarded-for': address },
    reconnection: false,
    forceNew: true,
  });

/** 'welcome', or why not. */
export const came = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    socket.once('welcome', () => resolve('welcome'));
    socket.once('connect_error', (error: Error & { data?: RefusalData }) =>
      resolve(error.data?.code ?? 'cut'),
    );
    socket.once('disconnect', () => resolve('cut'));
  });

export async function room(
  url: string,
  address = '198.51.100.7',
): Promise<{ readonly code: string; readonly secret: string }> {
  const headers = { 'x-forwarded-for': address };
  const response = await fetch(`${url}/api/rooms`, { method: 'POST', headers });
  return (await response.json()) as { readonly code: string; readonly secret: string };
}

/** Its answer; one that never comes is a refusal. */
export const says = (socket: Socket, command: object, patience = 10_000): Promise<Acknowledgement> =>
  (socket.timeout(patience).emitWithAck('command', { id: id(9), command }) as Promise<Acknowledgement>).catch(
    (): Acknowledgement => ({ ok: false, error: { code: 'given-up', params: {} } }),
  );

export const together = async (count: number, work: (k: number) => Promise<void>): Promise<void> => {
  await Promise.all(Array.from({ length: count }, (_, k) => work(k)));
};
