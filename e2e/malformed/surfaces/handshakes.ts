/** The first packet of a connection, before anybody is anybody; and others before it. */
import { PROTOCOL_VERSION } from '@deltaboard/shared/protocol/events.ts';
import { wrongBytes, wrongValue } from '../mutations.ts';
import {
  CONNECT,
  CONNECT_ERROR,
  decoded,
  encoded,
  endedBy,
  EVENT,
  openSession,
  type Packet,
} from '../session.ts';
import { pick, within, type Outcome, type Surface } from '../surface.ts';

const PATIENCE_MS = 30_000;

function answered({ type, data }: Packet): Outcome {
  if (type === CONNECT) return { answer: 'welcome' };
  const refusal = (data as { readonly data?: { readonly code?: unknown; readonly params?: unknown } }).data;
  const isTyped =
    typeof refusal?.code === 'string' && typeof refusal.params === 'object' && refusal.code !== 'internal';
  return { answer: `refused ${String(refusal?.code)}`, ...(!isTyped && { untyped: true }) };
}

export const handshakes: Surface = {
  name: 'handshakes',
  share: 10,
  senders: 8,
  open({ port, code, secret }, sender) {
    let count = 0;
    return {
      async send(kind, random) {
        // Many, as the members of a class have: so few of them are refused for coming too often.
        const session = await openSession(port, `198.51.${sender}.${count++ % 250}`);
        const auth = pick(random, [
          { version: PROTOCOL_VERSION, room: code, secret: `${secret.slice(0, 20)}xx` },
          {
            version: PROTOCOL_VERSION,
            room: code,
            name: 'Ada',
            member: { id: 'A'.repeat(12), token: 'B'.repeat(22) },
          },
          { version: PROTOCOL_VERSION, room: code, screen: true, seen: { term: 1, seq: 4 } },
        ]);
        const good = { type: CONNECT, nsp: '/', data: auth };
        const act = random.below(4);
        const early = { type: EVENT, nsp: '/', data: ['seen', 1] };
        const bytes =
          act === 0
            ? wrongBytes(kind, encoded(good), random)
            : encoded(
                act === 1
                  ? wrongValue(kind, good, random)
                  : { ...good, data: wrongValue(kind, auth, random) },
              );
        if (kind === 'reordered' && act === 3) session.packet(early);
        session.bytes(bytes);
        const wrong = decoded(bytes);
        // Whatever is no hello ends the connection; of what may be one it is said.
        try {
          const answer = await within(
            PATIENCE_MS,
            session.until(({ type }) => type === CONNECT || type === CONNECT_ERROR),
          );
          return answer ? answered(answer) : endedBy(session);
        } catch {
          return { answer: `not answered: ${JSON.stringify(wrong).slice(0, 200)}`, untyped: true };
        } finally {
          session.wire.destroy();
        }
      },
      close: () => undefined,
    };
  },
};
