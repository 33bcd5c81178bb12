/** So many things to all surfaces, in the order and with the content that a seed decides; and what came back. */
import { stream } from '@deltaboard/shared/random.ts';
import { kinds, pick, type Sender, type Surface, type Target } from './surface.ts';

type Counts = Record<string, Record<string, number>>;

export interface Tally {
  /** Things sent, by surface and kind. */
  readonly sent: Readonly<Counts>;
  /** Answers, by surface. */
  readonly answers: Readonly<Counts>;
  readonly untyped: number;
  /** The first of them, in words. */
  readonly examples: readonly string[];
}

export interface Sending {
  /** So many more. */
  send(messages: number): Promise<Tally>;
  close(): void;
}

const EXAMPLES = 20;

const count = (counts: Counts, surface: string, what: string): void => {
  const of = (counts[surface] ??= {});
  of[what] = (of[what] ?? 0) + 1;
};

/** Whoever sends stays from one `send` to the next. */
export function createSending(surfaces: readonly Surface[], target: Target, seed: number): Sending {
  const shares = surfaces.reduce((sum, { share }) => sum + share, 0);
  const all = surfaces.map((surface, number) => ({
    surface,
    number,
    sent: 0,
    owed: 0,
    senders: Array.from({ length: surface.senders }, (_, k) => surface.open(target, k)),
  }));
  return {
    async send(messages) {
      const [sent, answers]: readonly [Counts, Counts] = [{}, {}];
      const examples: string[] = [];
      let untyped = 0;
      const keepSending = async (one: (typeof all)[number], sender: Sender): Promise<void> => {
        const { surface, number } = one;
        while (one.owed >= 1) {
          one.owed--;
          const path = [number, one.sent++] as const;
          const random = stream(seed, ...path);
          const kind = pick(random, kinds);
          const outcome = await sender.send(kind, random);
          count(sent, surface.name, kind);
          count(answers, surface.name, outcome.answer);
          if (!outcome.untyped) continue;
          untyped++;
          const where = `${surface.name}, ${kind}, seed ${[seed, ...path].join(' ')}`;
          if (examples.length < EXAMPLES) examples.push(`${where}: ${outcome.answer}`);
        }
      };
      for (const one of all) one.owed += (messages * one.surface.share) / shares;
      await Promise.all(all.flatMap((one) => one.senders.map((sender) => keepSending(one, sender))));
      return { sent, answers, untyped, examples };
    },
    close() {
      for (const { senders } of all) for (const sender of senders) sender.close();
    },
  };
}

/** Both together. */
export function added(a: Tally, b: Tally): Tally {
  const sum = (x: Readonly<Counts>, y: Readonly<Counts>): Counts => {
    const all: Counts = {};
    for (const counts of [x, y])
      for (const [surface, of] of Object.entries(counts))
        for (const [what, n] of Object.entries(of)) {
          const into = (all[surface] ??= {});
          into[what] = (into[what] ?? 0) + n;
        }
    return all;
  };
  return {
    sent: sum(a.sent, b.sent),
    answers: sum(a.answers, b.answers),
    untyped: a.untyped + b.untyped,
    examples: [...a.examples, ...b.examples].slice(0, EXAMPLES),
  };
}
