/**
 * Whatever comes in whichever order (joins, drops, returns, hand-overs, commands of everybody, time): at most one drives, nobody is
 * lost, and every client ends with the server's state (SPEC RM4, RM2, PR2).
 */
import { lostAt, toldToOne } from '@deltaboard/shared/class/told.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { RoomEventMessage, Welcome } from '@deltaboard/shared/protocol/events.ts';
import { applyMessage, welcomed, type RoomView } from '@deltaboard/shared/protocol/room-view.ts';
import { refusalData, Refusal } from '@deltaboard/shared/refusal.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bookOf } from './book.ts';
import { CODE, openRoom, plain, SECRET } from './testing/room.ts';
import { scriptedStore } from './testing/scripted-store.ts';

type Parts = Awaited<ReturnType<typeof openRoom>>;

/** One browser: what it keeps of the room, and of itself. */
class Browser {
  readonly #parts: Parts;
  readonly secret: boolean;
  member: Welcome['member'] | null = null;
  view: RoomView | null = null;
  connection: string | null = null;
  kicked = false;
  #count = 0;
  readonly #name: string;

  constructor(parts: Parts, name: string, secret: boolean) {
    this.#parts = parts;
    this.#name = name;
    this.secret = secret;
  }

  /** Comes (back), with or without what it knew: a reload forgets the view, a lost connection does not. */
  join(forgets: boolean): void {
    if (this.connection !== null) return;
    if (forgets) this.view = null;
    const connection = `${this.#name} ${this.#count++}`;
    const { member, view } = this;
    try {
      const { join } = this.#parts;
      const welcome = join(connection, {
        ...(member && { member }),
        ...(this.secret && { secret: SECRET }),
        ...(view && { seen: view.position }),
      });
      // Nobody who comes back is somebody else.
      if (member) expect(welcome.member.id).toBe(member.id);
      this.member = welcome.member;
      this.view = welcomed(view, welcome);
      expect(this.view).not.toBeNull();
      this.connection = connection;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect(error.code).toBe(this.kicked ? 'kicked' : 'locked');
    }
  }

  leave(): void {
    if (this.connection === null) return;
    this.#parts.room.leave(this.connection);
    this.connection = null;
  }

  hear(message: RoomEventMessage): void {
    if (!this.view || this.connection === null) return;
    const { outcome, view } = applyMessage(this.view, message);
    expect(outcome).not.toBe('gap');
    this.view = view;
  }
}

type Action =
  | { readonly do: 'join'; readonly who: number; readonly forgets: boolean }
  | { readonly do: 'leave'; readonly who: number }
  | { readonly do: 'pass'; readonly milliseconds: number }
  /** The disk takes nothing, or takes everything again. */
  | { readonly do: 'fill'; readonly full: boolean }
  | { readonly do: 'advance'; readonly steps: number }
  | { readonly do: 'command'; readonly who: number; readonly whom: number; readonly command: number };

const PEOPLE = 5;
const who = fc.nat(PEOPLE - 1);
const commandsFor = (whom: string): readonly Command[] => [
  { type: 'take-wheel' },
  { type: 'hand-over', member: whom },
  { type: 'appoint', member: whom, assistant: true },
  { type: 'appoint', member: whom, assistant: false },
  { type: 'kick', member: whom },
  { type: 'lock', locked: true },
  { type: 'lock', locked: false },
  { type: 'names', hidden: true },
  { type: 'name', name: 'Kim' },
  { type: 'screens', held: true },
  { type: 'point', pointer: { quantity: 'delta', layer: 1, index: 1 } },
  { type: 'follow', following: false },
  { type: 'lost', lost: true },
  { type: 'contribute', contribution: { kind: 'question', text: 'Why?' } },
  { type: 'show', id: 1 },
  { type: 'put-to-vote', id: 1, open: true },
  { type: 'vote', id: 1, up: true },
  { type: 'hand', raised: true },
  { type: 'lost', lost: false },
  { type: 'withdraw', id: 1 },
  { type: 'name-class', name: 'Monday' },
  { type: 'view', view: { objective: 's', page: 'graph' } },
  { type: 'view', view: { objective: 'J' } },
  {
    type: 'look',
    subject: { kind: 'sentence', tokens: ['Boston', 'is', 'empty'], centre: 0, goldType: null, operation: 3 },
  },
  { type: 'look', subject: { kind: 'probe', probe: 1, operation: 2 } },
  { type: 'open', run: 0, branch: 0, step: 1, operation: 3 },
  { type: 'speed', speed: 40 },
  { type: 'run' },
  { type: 'pause' },
  { type: 'move', granularity: 'operation', direction: 1 },
  { type: 'move', granularity: 'step', direction: 1 },
  { type: 'move', granularity: 'operation', direction: -1 },
  { type: 'hold', granularity: 'operation', direction: 1 },
  { type: 'release' },
  { type: 'seek', step: 1, operation: 5 },
  { type: 'set', change: { setting: 'learningRate', value: 0.3 } },
  { type: 'reset' },
  { type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: 1 } },
  { type: 'ask', asked: { kind: 'free', prompt: 'Ready?', options: ['yes', 'no'] } },
  { type: 'answer', question: 0, round: 0, choice: 1 },
  { type: 'count-hands', question: 0, round: 0, counts: [1, 2, 3] },
  { type: 'discuss', seconds: 60 },
  { type: 'ask-again' },
  { type: 'reveal' },
  { type: 'dismiss' },
];
const KINDS = commandsFor('').length;

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('join' as const), who, forgets: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('leave' as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      milliseconds: fc.constantFrom(20, 500, 1500, 14_999, 15_001, 61_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fill' as const), full: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('advance' as const), steps: fc.integer({ min: 1, max: 20 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('command' as const),
      who,
      whom: who,
      command: fc.nat(KINDS - 1),
    }),
  },
);

test('RM4 RM2 PR2 any interleaving: at most one driver, nobody lost, every client where the server is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 60 }), async (actions) => {
      const store = scriptedStore();
      const parts = await openRoom(store);
      const { room, audience, clock, trainer } = parts;
      // The first has the secret, and so has the second.
      const people = Array.from({ length: PEOPLE }, (_, k) => new Browser(parts, `${k}`, k < 2));
      let heard = audience.messages.length;
      const deliver = (): void => {
        for (; heard < audience.messages.length; heard++) {
          for (const one of people) one.hear(audience.messages[heard]);
        }
        for (const one of people) {
          if (one.connection === null || !audience.dismissed.has(one.connection)) continue;
          one.leave();
        }
      };
      const known = new Set<string>();
      const pending: Promise<unknown>[] = [];
      for (const step of actions) {
        switch (step.do) {
          case 'join':
            deliver();
            people[step.who].join(step.forgets);
            break;
          case 'leave':
            people[step.who].leave();
            break;
          case 'pass':
            clock.pass(step.milliseconds);
            break;
          case 'fill':
            store.failure = step.full ? new Error('disk full') : null;
            break;
          case 'advance':
            // Between the park of a command and its turn the class runs, and its trainer does not.
            if (!trainer().isParked) trainer().advance(step.steps);
            break;
          case 'command': {
            const { connection } = people[step.who];
            const whom = people[step.whom].member?.id ?? 'nobody';
            if (connection === null) break;
            const command = commandsFor(whom)[step.command];
            const id = step.command % 3 === 0 ? `command ${pending.length}` : null;
            const done = room.command(connection, command, id).then(() => {
              // Also who is away: they are told when they come back.
              if (command.type === 'kick') people[step.whom].kicked = true;
            });
            // Whatever is refused is refused in words; some are waited for, others overlap.
            const settled = done.catch((error: unknown) => {
              if (!(error instanceof Refusal)) throw error;
              expect(refusalData(error).code).not.toBe('');
            });
            pending.push(settled);
            if (step.command % 2 === 0) await settled;
          }
        }
        deliver();
        const { driver } = room.state;
        if (driver !== null) {
          expect(people.filter(({ member }) => member?.id === driver)).toHaveLength(1);
          known.add(driver);
        }
      }
      await Promise.all(pending);
      store.failure = null;
      clock.pass(1000);
      await room.command(joined(people), { type: 'name', name: 'Last' }).catch(() => undefined);
      clock.pass(1000);
      deliver();
      const here = people.filter(({ connection }) => connection !== null);
      expect(room.presence.here).toBe(here.length);
      for (const { view, connection } of here) {
        expect(view?.state).toEqual(room.state);
        expect(view?.presence).toEqual(room.presence);
        expect(view?.position).toEqual(audience.messages.at(-1) && positionOf(audience.messages));
        expect(connection).not.toBeNull();
      }
      await toldWhatConcernsThem(parts, here);
      deliver();
      if (!room.state.locked && here.length > 0) {
        const late = welcomed(null, parts.join('late'));
        for (const { view } of here) {
          expect(late?.moment).toEqual(view?.moment);
          expect(late?.run).toEqual(view?.run);
        }
      }
      expect(await room.close()).toBe('saved');
      // What was told is what is kept: the log gives the same class.
      const stored = await store.read(CODE);
      expect(bookOf(stored ?? { events: [], rows: [] })).toEqual(plain(room.book));
    }),
    { numRuns: Number(process.env.INTERLEAVINGS ?? 1000) },
  );
});

const joined = (people: readonly Browser[]): string =>
  people.find(({ connection }) => connection !== null)?.connection ?? 'nobody';

/** Each knows the newest of its own part (SPEC CL7), and only those who lead have a desk. */
async function toldWhatConcernsThem(
  { room, audience, clock }: Parts,
  here: readonly Browser[],
): Promise<void> {
  await room.flush();
  clock.pass(1000);
  const { state, rows } = room.book;
  for (const { connection, member } of here) {
    if (connection === null || !member) continue;
    const personal = audience.personals.get(connection);
    const guest = { name: personal?.name ?? '', role: 'viewer' } as const;
    expect(personal).toEqual(toldToOne(state, rows, member.id, guest));
    const desk = audience.desks.get(connection) ?? null;
    const texts = desk?.contributions.map(({ id }) => id);
    expect([desk?.lost, texts]).toEqual(
      personal?.role === 'viewer'
        ? [undefined, undefined]
        : [lostAt(state).length, state.texts.map(({ text }) => text)],
    );
  }
}

const positionOf = (messages: readonly RoomEventMessage[]) => {
  const { term, seq } = messages[messages.length - 1];
  return { term, seq };
};
