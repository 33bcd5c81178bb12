/** Frames that no WebSocket sends, and texts that Engine.IO has no meaning for. */
import type { Random } from '@deltaboard/shared/random.ts';
import { wrongBytes } from '../mutations.ts';
import { encoded, endedBy, EVENT, openSession } from '../session.ts';
import { pick, within, type Kind, type Outcome, type Surface } from '../surface.ts';
import { BINARY, CLOSE, frame, PING, TEXT } from '../wire.ts';

const PATIENCE_MS = 30_000;

/** Whole or half frames with reserved bits and codes, without a mask, divided where they may not be, of lengths that are not theirs. */
function odd(random: Random): Buffer {
  const bytes = frame(pick(random, [TEXT, BINARY, CLOSE, PING, 10]), Buffer.alloc(random.below(200), 0x34));
  bytes[0] = random.below(256);
  if (random.below(3) === 0) bytes[1] = random.below(256);
  return bytes;
}

const texts = [
  '',
  '0',
  '0{}',
  '1',
  '2',
  '2probe',
  '3',
  '3x',
  '4',
  '4[]',
  '40',
  '42["x"]',
  '5',
  '6',
  '7',
  '9',
  'b',
  'bAAAA',
  'b????',
  '\u0000',
  '😀',
];

const good = (random: Random): Buffer => {
  const act = random.below(3);
  if (act === 0) return frame(TEXT, Buffer.from(pick(random, texts)));
  return act === 1
    ? frame(CLOSE, Buffer.of(3, 232 + random.below(20)))
    : frame(BINARY, encoded({ type: EVENT, nsp: '/', data: ['seen', 1] }));
};

function wrong(kind: Kind, random: Random): Buffer {
  if (kind === 'malformed') return random.below(2) === 0 ? odd(random) : good(random);
  if (kind === 'oversized' && random.below(8) === 0) {
    // Only said to be so large.
    const claim = Buffer.of(0x82, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4);
    claim.writeBigUInt64BE(pick(random, [2_000_000n, 2n ** 31n, 2n ** 53n, 2n ** 63n]), 2);
    return claim;
  }
  if (kind === 'reordered') return Buffer.concat([good(random), odd(random), good(random)]);
  return wrongBytes(kind, good(random), random);
}

export const frames: Surface = {
  name: 'frames',
  share: 20,
  senders: 12,
  open({ port }, sender) {
    let count = 0;
    return {
      async send(kind, random): Promise<Outcome> {
        const session = await openSession(port, `192.0.2.${(sender + 12 * count++) % 250}`);
        session.wire.write(wrong(kind, random));
        session.wire.write(frame(PING, Buffer.alloc(0)));
        // What is only half a frame waits for its other half: nothing more comes.
        session.wire.end();
        try {
          const isAlive = await within(PATIENCE_MS, session.pong());
          if (isAlive) return { answer: 'goes on' };
          const { closed } = session;
          // It was this side that ended, in the middle of a frame.
          return closed?.code === null && closed.how === 'ended'
            ? { answer: 'ended where it was left' }
            : endedBy(session);
        } catch {
          return { answer: 'not answered', untyped: true };
        } finally {
          session.wire.destroy();
        }
      },
      close: () => undefined,
    };
  },
};
