/** What a member of a class sends: packets of the protocol, and what is in them. */
import { randomBytes } from 'node:crypto';
import { commands, emitted } from '../samples.ts';
import {
  ACK,
  CONNECT_ERROR,
  decoded,
  encoded,
  endedBy,
  EVENT,
  openSession,
  type Packet,
  type Session,
} from '../session.ts';
import { pick, within, type Outcome, type Surface, type Target } from '../surface.ts';
import { wrongBytes, wrongValue } from '../mutations.ts';

const PATIENCE_MS = 30_000;
/** One in so many drives a class of its own; the others are in that of all. */
const DRIVES = 2;

interface Place {
  readonly code: string;
  readonly secret?: string;
}

async function ownRoom(port: number, address: string): Promise<Place> {
  const headers = { 'x-forwarded-for': address };
  const made = await fetch(`http://127.0.0.1:${port}/api/rooms`, { method: 'POST', headers });
  return (await made.json()) as { readonly code: string; readonly secret: string };
}

/** Whether the server owes an answer: an event that is answered, under a number. */
const asks = (packet: Packet | null): packet is Packet & { readonly id: number } =>
  packet?.type === EVENT &&
  packet.nsp === '/' &&
  Number.isInteger(packet.id) &&
  ['command', 'vectors', 'losses', 'report'].includes((packet.data as readonly unknown[])[0] as string);

/** What a command was answered with. */
export function answered({ data }: Packet): Outcome {
  const [reply] = data as readonly [
    { readonly ok?: unknown; readonly error?: { readonly code?: unknown; readonly params?: unknown } },
  ];
  if (reply.ok === true) return { answer: 'ok' };
  const { code, params } = reply.error ?? {};
  const isTyped = typeof code === 'string' && typeof params === 'object' && code !== 'internal';
  return { answer: `refused ${String(code)}`, ...(!isTyped && { untyped: true }) };
}

interface Member {
  readonly id: string;
  readonly token: string;
}

/** As who they were, where they were somebody: whoever comes anew each time leaves somebody new in the class each time. */
async function joined(
  target: Target,
  { code: room, secret }: Place,
  address: string,
  known: Member | null,
): Promise<{ readonly session: Session; readonly member: Member }> {
  const session = await openSession(target.port, address);
  session.hello({ room, ...(secret !== undefined && { secret }), ...(known && { member: known }) });
  const isWelcome = ({ type, data }: Packet): boolean =>
    type === EVENT && (data as readonly unknown[])[0] === 'welcome';
  const packet = await session.until((one) => one.type === CONNECT_ERROR || isWelcome(one));
  if (packet?.type !== EVENT) throw new Error(`no place to send from: ${JSON.stringify(packet?.data)}`);
  const [, { member }] = packet.data as readonly [unknown, { readonly member: Member }];
  return { session, member: { id: member.id, token: member.token } };
}

export const packets: Surface = {
  name: 'packets',
  share: 40,
  senders: 24,
  open(target, sender) {
    const address = `203.0.113.${sender}`;
    const room =
      sender % DRIVES === 0 ? ownRoom(target.port, address) : Promise.resolve({ code: target.code });
    let session: Session | null = null;
    let member: Member | null = null;
    let count = 0;
    return {
      async send(kind, random) {
        if (!session || session.closed)
          ({ session, member } = await within(PATIENCE_MS, joined(target, await room, address, member)));
        const sending = session;
        sending.forget();
        const [id, probe] = [2 * ++count, 2 * count + 1];
        const data = pick(random, emitted(pick(random, commands), randomBytes(9).toString('base64url')));
        const good = { type: EVENT, nsp: '/', data, id };
        const [name, argument] = data;
        const act = random.below(8);
        // Its bytes, all of the packet, or mostly what is asked in it.
        const bytes =
          act === 0
            ? wrongBytes(kind, encoded(good), random)
            : encoded(
                act === 1
                  ? wrongValue(kind, good, random)
                  : { ...good, data: [name, wrongValue(kind, argument, random)] },
              );
        sending.bytes(bytes);
        sending.packet({ type: EVENT, nsp: '/', data: ['report'], id: probe });
        const wrong = decoded(bytes);
        const answerTo = (number: number) =>
          within(
            PATIENCE_MS,
            sending.until((one) => one.type === ACK && one.id === number),
          );
        try {
          if (asks(wrong)) {
            const answer = await answerTo(wrong.id);
            if (answer) return answered(answer);
          } else if (await answerTo(probe)) return { answer: 'asked nothing' };
        } catch {
          sending.wire.destroy();
          session = null;
          return { answer: `not answered: ${JSON.stringify(wrong).slice(0, 200)}`, untyped: true };
        }
        return endedBy(sending);
      },
      close: () => session?.wire.destroy(),
    };
  },
};
