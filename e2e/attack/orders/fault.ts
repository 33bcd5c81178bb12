/** Somebody in whose class a timer throws; and, once it is back, again. */
import { came, opened, room } from '../sockets.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';

export interface Fault {
  readonly kind: 'fault';
  /** A member's name: see fault.mjs. */
  readonly name: string;
}

export interface Faulted {
  /** What the members of the class were told, each time. */
  readonly told: readonly RefusalData[];
  /** How whoever had led the class came back in between: as who they were. */
  readonly cameBack: boolean;
  /** What whoever comes after the second time is told. */
  readonly closed: string;
}

export async function fault({ name }: Fault, url: string): Promise<Faulted> {
  const { code, secret } = await room(url);
  const told: RefusalData[] = [];
  let first: { readonly id: string; readonly token: string } | null = null;
  let cameBack = false;
  for (const time of [1, 2]) {
    const driver = opened(url, { room: code, secret, ...(first && { member: first }) });
    const dismissed = new Promise<RefusalData>((resolve) => driver.once('dismissed', resolve));
    const welcome = new Promise<{ readonly member: { readonly id: string; readonly token: string } }>(
      (resolve) => driver.once('welcome', resolve),
    );
    const { member } = await welcome;
    cameBack = time === 2 && member.id === first?.id;
    first = { id: member.id, token: member.token };
    await came(opened(url, { room: code, name }, '198.51.100.8'));
    told.push(await dismissed);
  }
  return { told, cameBack, closed: await came(opened(url, { room: code, secret })) };
}
