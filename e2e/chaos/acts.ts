/** What the members of a driven class do, drawn from the seeded generator. */
import type { Command } from '@deltaboard/shared/class/table.ts';
import type { Random } from '@deltaboard/shared/random.ts';
import type { ChaosMember } from './member.ts';

const pick = <T>(random: Random, of: readonly T[]): T => of[Math.floor(random.uniform() * of.length)];

/** Rates that differ, so that a change is never none. */
let rates = 0;

export function driverAct(random: Random, { view }: ChaosMember): Command {
  const { playback, question } = view?.state ?? {};
  if (question && question.phase !== 'revealed' && random.uniform() < 0.6) {
    return pick<Command>(random, [
      { type: 'reveal' },
      { type: 'ask-again' },
      { type: 'discuss', seconds: null },
      { type: 'point', pointer: { quantity: 'W', layer: 1, index: Math.floor(random.uniform() * 100) } },
    ]);
  }
  const anytime: readonly Command[] = [
    { type: 'ask', asked: { kind: 'free', prompt: 'Ready?', options: ['yes', 'no', 'almost'] } },
    { type: 'point', pointer: { quantity: 'delta', layer: 1, index: Math.floor(random.uniform() * 8) } },
    { type: 'view', view: { page: pick(random, ['board', 'graph', 'laboratory'] as const) } },
    { type: 'set', change: { setting: 'learningRate', value: 0.01 + 0.0001 * (rates++ % 500) } },
  ];
  if (playback?.status === 'running')
    return pick<Command>(random, [...anytime, { type: 'pause' }, { type: 'pause' }]);
  return pick<Command>(random, [
    ...anytime,
    { type: 'run' },
    { type: 'run' },
    { type: 'hold', granularity: 'operation', direction: 1 },
    { type: 'release' },
    { type: 'move', granularity: 'operation', direction: pick(random, [1, 1, -1] as const) },
    { type: 'move', granularity: 'step', direction: 1 },
    { type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: Math.floor(random.uniform() * 8) } },
    { type: 'dismiss' },
    { type: 'seek', step: 1 + Math.floor(random.uniform() * 3), operation: Math.floor(random.uniform() * 5) },
  ]);
}

export function studentAct(random: Random, { view, asked }: ChaosMember): Command {
  const question = view?.state.question;
  const round = question?.phase === 'second' ? 1 : 0;
  const hasAnswered = asked.some(
    ({ command }) =>
      command.type === 'answer' && command.question === question?.id && command.round === round,
  );
  if (question && (question.phase === 'first' || question.phase === 'second') && !hasAnswered) {
    const choice = Math.floor(random.uniform() * question.question.choices.length);
    return { type: 'answer', question: question.id, round, choice };
  }
  return pick<Command>(random, [
    { type: 'lost', lost: random.uniform() < 0.7 },
    { type: 'contribute', contribution: { kind: 'question', text: `Why ${random.uint32()}?` } },
    { type: 'withdraw', id: 1 + Math.floor(random.uniform() * 40) },
    { type: 'name', name: `Name ${random.uint32() % 1000}` },
    { type: 'follow', following: random.uniform() < 0.5 },
  ]);
}
