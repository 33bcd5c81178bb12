import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { Asked } from '@deltaboard/shared/questions/question.ts';
import { describe, expect, test } from 'vitest';
import { parseCommand } from '@deltaboard/shared/class/table.ts';
import { classLimits } from '@deltaboard/shared/class/limits.ts';
import { oneStep } from './testing/commands.ts';
import { eventsOf } from './testing/recording-audience.ts';
import { CODE, factsOf, factsOfType, openRoom, snapshotOf } from './testing/room.ts';

/** s, J and everything before are there; the operations of the gradients follow. */
const deltaSign: Asked = { kind: 'delta-sign', layer: 1, unit: 2 };
const ask = (asked: Asked): Command => ({ type: 'ask', asked });
const answer = (choice: number | string, round: 0 | 1 = 0, question = 0): Command => ({
  type: 'answer',
  question,
  round,
  choice,
});

async function classroom(viewers = 5) {
  const parts = await openRoom();
  const { does } = parts.driven();
  const names = Array.from({ length: viewers }, (_, k) => `viewer ${k}`);
  for (const name of names) parts.join(name, { name });
  const says = (viewer: number, command: Command) => parts.room.command(names[viewer], command);
  const record = (viewer: number) => parts.audience.personals.get(names[viewer])?.record ?? [];
  return { ...parts, does, says, record, names };
}

describe('QU1 two rounds', () => {
  test('from the question to the graded reveal: both distributions stand side by side', async () => {
    const parts = await classroom();
    const { room, does, says, record, clock, audience } = parts;
    await does(ask(deltaSign));
    expect(room.state.question).toMatchObject({ id: 0, phase: 'first', result: null });
    expect(
      room.state.question?.question.choices.map((choice) => choice.type === 'sign' && choice.sign),
    ).toEqual([-1, 0, 1]);
    for (const [viewer, choice] of [0, 2, 2, 1].entries()) await says(viewer, answer(choice));
    clock.pass(1000);
    expect(eventsOf(audience.messages, 'presence-changed').at(-1)?.presence).toMatchObject({ answered: 4 });
    await does({ type: 'discuss', seconds: 90 });
    const since = clock.now();
    clock.pass(30_000);
    expect(room.state.question).toMatchObject({ phase: 'discussion', discussion: { seconds: 90, since } });
    await does({ type: 'ask-again' });
    expect(room.state.question).toMatchObject({ phase: 'second', discussion: null });
    clock.pass(1000);
    expect(eventsOf(audience.messages, 'presence-changed').at(-1)?.presence).toMatchObject({ answered: 0 });
    for (const viewer of [0, 1, 2]) await says(viewer, answer(2, 1));
    await does({ type: 'reveal' });
    const { question } = room.state;
    expect(question).toMatchObject({
      phase: 'revealed',
      result: {
        rounds: [
          [1, 1, 2],
          [0, 0, 3],
        ],
      },
    });
    // The step itself has shown it: δ stands on the board.
    const { moment } = snapshotOf(parts);
    expect(moment?.cursor.operation).toBe(10);
    const truth = question?.result?.truth ?? -1;
    expect([0, 2]).toContain(truth);
    expect(record(0)).toMatchObject([{ id: 0, answers: [0, 2], revealed: true, truth }]);
    expect(record(4)).toEqual([]);
  });

  test('a second round is asked without a discussion too, and a reveal comes after the first', async () => {
    const { does, says, room } = await classroom();
    await does(ask(deltaSign), { type: 'ask-again' });
    await says(0, answer(1, 1));
    await does({ type: 'reveal' });
    expect(room.state.question?.result?.rounds).toEqual([
      [0, 0, 0],
      [0, 1, 0],
    ]);
    await does({ type: 'dismiss' }, ask({ kind: 'downstream-value', layer: 1, entry: 0 }), {
      type: 'reveal',
    });
    expect(room.state.question).toMatchObject({ id: 1, result: { rounds: [expect.any(Array)] } });
  });

  test('what was revealed stays revealed after a rewind', async () => {
    const { does, room, says, record } = await classroom();
    await does(ask(deltaSign));
    await says(0, answer(0));
    await does({ type: 'reveal' }, { type: 'seek', step: 1, operation: 1 });
    expect(room.state.question?.phase).toBe('revealed');
    expect(record(0)[0]).toMatchObject({ revealed: true, cursor: { step: 1, operation: 5 } });
    await expect(says(0, answer(2))).rejects.toMatchObject({ code: 'question-revealed' });
  });
});

describe('QU2 the truth is what the step computes', () => {
  test('the class stands where the pass has just shown it', async () => {
    const { does, room } = await classroom();
    const before = room.state.playback;
    await does(ask(deltaSign), { type: 'reveal' });
    const after = room.state.playback;
    expect(
      [before, after].map((playback) => playback.status === 'paused' && playback.cursor.operation),
    ).toEqual([5, 10]);
  });

  test('the class points at the entry in question, whatever was pointed at before', async () => {
    const { does, room } = await classroom();
    await does({ type: 'point', pointer: { quantity: 'delta', layer: 1, index: 0 } });
    await does(ask({ kind: 'delta-sign', layer: 1, unit: 3 }), { type: 'reveal' });
    expect(room.state.pointer).toEqual({ quantity: 'delta', layer: 1, index: 3 });
    expect(room.state.view.layer).toBe(1);
    await does({ type: 'dismiss' }, ask({ kind: 'downstream-value', layer: 1, entry: 7 }), {
      type: 'reveal',
    });
    expect(room.state.pointer).toEqual({ quantity: 'gradientOfX', layer: 1, index: 7 });
  });

  test('p after the update is shown by the update', async () => {
    const { does, room } = await classroom();
    await does(ask({ kind: 'p-after-update' }), { type: 'reveal' });
    expect(room.state.playback).toMatchObject({ cursor: { step: 2, operation: 0 } });
    expect(room.state.question?.result?.truth).toEqual(expect.any(Number));
  });

  test('of a probe it is shown in the probe’s own pass', async () => {
    const { does, room } = await classroom();
    await does(
      { type: 'look', subject: { kind: 'probe', probe: 1, operation: 2 } },
      ask({ kind: 'word-label' }),
      { type: 'reveal' },
    );
    expect(room.state.subject).toMatchObject({ kind: 'probe', operation: 4 });
    expect(room.state.question?.result?.truth).toEqual(expect.any(Number));
  });

  test('what the pass has shown already cannot be asked, nor what it does not have', async () => {
    const { does } = await classroom();
    await expect(does(ask({ kind: 'word-label' }))).rejects.toMatchObject({
      code: 'question',
      params: { reason: 'done' },
    });
    await expect(does(ask({ kind: 'delta-sign', layer: 2, unit: 0 }))).rejects.toMatchObject({
      params: { reason: 'layer' },
    });
    await expect(does(ask({ kind: 'delta-sign', layer: 1, unit: 99 }))).rejects.toMatchObject({
      params: { reason: 'entry' },
    });
    await does({ type: 'seek', step: 1, operation: 0 });
    await expect(does(ask(deltaSign))).rejects.toMatchObject({ params: { reason: 'no-pass' } });
  });

  test('a typed question has no truth, and one about a word needs no pass', async () => {
    const { does, room } = await classroom();
    await does({ type: 'run' }, ask({ kind: 'practice', probe: 0 }), { type: 'pause' }, { type: 'reveal' });
    const { question, result } = room.state.question ?? {};
    const truth = question?.choices[result?.truth ?? -1];
    expect(truth).toEqual({ type: 'label', label: 'LOC' });
    await does(ask({ kind: 'free', prompt: 'Ready?', options: ['yes', 'no'] }), { type: 'reveal' });
    expect(room.state.question?.result?.truth).toBeNull();
    await expect(
      does(ask({ kind: 'free', prompt: 'Ready?', options: ['yes', 'yes'] })),
    ).rejects.toMatchObject({ code: 'question' });
  });

  test('RL5 one about a scratch graph needs none either, and its reveal goes through that graph to its end', async () => {
    const { does, room } = await classroom();
    const graph = { expression: 'f = (x + y) * z', values: { x: 1, y: 2, z: 4 } };
    await does({ type: 'run' }, ask({ kind: 'graph-gradient', ...graph, variable: 'x' }));
    expect(room.state.scratch).toMatchObject({ expression: 'f = (x + y) * max(y, z)', operation: 0 });
    await does({ type: 'pause' }, { type: 'reveal' });
    const { question, result } = room.state.question ?? {};
    expect(question?.choices[result?.truth ?? -1]).toEqual({ type: 'number', value: 4 });
    // ×, + forwards, 1, × and + backwards.
    expect(room.state.scratch).toEqual({ ...graph, operation: 5 });
    await expect(
      does({ type: 'dismiss' }, ask({ kind: 'graph-gradient', ...graph, variable: 'w' })),
    ).rejects.toMatchObject({ params: { reason: 'entry' } });
  });
});

describe('QU3 an answer in time, and once', () => {
  test('late, double, after the reveal, of another round or question, of no choice: refused, and told so', async () => {
    const { does, says, room } = await classroom();
    await expect(says(0, answer(0))).rejects.toMatchObject({ code: 'no-question' });
    await does(ask(deltaSign));
    await expect(says(0, answer(0, 1))).rejects.toMatchObject({ code: 'question-closed' });
    await expect(says(0, answer(3))).rejects.toMatchObject({
      code: 'command',
      params: { path: 'choice', value: 3 },
    });
    await says(0, answer(0));
    await expect(says(0, answer(1))).rejects.toMatchObject({ code: 'already-answered' });
    await does({ type: 'discuss', seconds: null });
    await expect(says(1, answer(0))).rejects.toMatchObject({ code: 'question-closed' });
    await does({ type: 'ask-again' }, { type: 'reveal' });
    await expect(says(1, answer(0, 1))).rejects.toMatchObject({ code: 'question-revealed' });
    expect(room.state.question?.result?.rounds[0]).toEqual([1, 0, 0]);
    await does(ask({ kind: 'downstream-value', layer: 1, entry: 0 }));
    await expect(says(1, answer(0, 0, 0))).rejects.toMatchObject({ code: 'question-revealed' });
  });

  test('a question that was taken away takes no answers, and another takes its place', async () => {
    const { does, says, room } = await classroom();
    await does(ask(deltaSign));
    await expect(does(ask(deltaSign))).rejects.toMatchObject({ code: 'question-open' });
    await does({ type: 'dismiss' });
    expect(room.state.question).toBeNull();
    await expect(says(0, answer(0))).rejects.toMatchObject({ code: 'question-closed' });
    await does(ask(deltaSign));
    expect(room.state.question?.id).toBe(1);
  });

  test('many devices are one member: one answer', async () => {
    const { does, room, join } = await classroom(0);
    const { member } = join('a');
    join('b', { member });
    await does(ask(deltaSign));
    await room.command('a', answer(0));
    await expect(room.command('b', answer(1))).rejects.toMatchObject({ code: 'already-answered' });
  });
});

describe('QU30 QU33 answers that are no choices', () => {
  const delta: Asked = { kind: 'number', tensor: 'delta', layer: 1, entry: 2 };

  test('a number is typed; the reveal counts every correct rounding as one, points at the entry, and tells the number itself', async () => {
    const { does, says, room, record, audience, clock } = await classroom();
    await does(ask(delta));
    expect(room.state.question?.question).toMatchObject({ choices: [], answeredBy: { by: 'number' } });
    await expect(says(0, answer(1))).rejects.toMatchObject({ code: 'command' });
    await says(0, answer('5'));
    await says(1, answer('5.0'));
    await says(2, answer('-5'));
    clock.pass(1000);
    // Whoever leads sees what was typed, by its value; what is right nobody yet.
    expect(audience.desks.get('driver')).toMatchObject({ rows: ['5', '-5'], rounds: [[2, 1]] });
    await does({ type: 'ask-again' }, { type: 'reveal' });
    const { truth = null, rows, rounds } = room.state.question?.result ?? {};
    expect(truth).not.toBeNull();
    expect(rows).toEqual([truth, '5', '-5']);
    expect(rounds).toEqual([
      [0, 2, 1],
      [0, 0, 0],
    ]);
    expect(room.state.pointer).toEqual({ quantity: 'delta', layer: 1, index: 2 });
    expect(record(1)).toMatchObject([{ answers: ['5.0', null], truth }]);

    // The same once more: rounded, it is right.
    await does({ type: 'seek', step: 1, operation: 5 }, ask(delta));
    const right = (truth ?? NaN).toPrecision(3);
    await says(0, answer(String(Number(right)), 0, 1));
    await does({ type: 'reveal' });
    expect(room.state.question?.result).toMatchObject({ rows: [truth], rounds: [[1]] });
  });

  test('an entry is tapped: one of those that there are; the reveal points at the largest', async () => {
    const { does, says, room } = await classroom();
    await does(ask({ kind: 'largest-unit', tensor: 'delta', layer: 1 }));
    const { answeredBy } = room.state.question?.question ?? {};
    if (answeredBy?.by !== 'entry') throw new Error('it is tapped');
    await expect(says(0, answer(answeredBy.rows))).rejects.toMatchObject({ code: 'command' });
    await expect(says(0, answer('1'))).rejects.toMatchObject({ code: 'command' });
    await says(0, answer(0));
    await does({ type: 'reveal' });
    const { truth } = room.state.question?.result ?? {};
    expect(room.state.question?.result?.rows).toContain(truth);
    expect(room.state.pointer).toEqual({ quantity: 'delta', layer: 1, index: truth });
  });
});

describe('QU37 a show of hands', () => {
  const hands = (counts: number[], round: 0 | 1 = 0, question = 0): Command => ({
    type: 'count-hands',
    question,
    round,
    counts,
  });

  test('is entered by whoever drives, replaced by what is entered anew, and stands beside what came from devices', async () => {
    const { room, does, says, audience, clock } = await classroom(2);
    await does(ask(deltaSign), hands([3, 1, 20]));
    await says(0, answer(2));
    await does(hands([3, 1, 21]));
    clock.pass(1000);
    expect(room.state.question?.result).toBeNull();
    const desk = audience.desks.get('driver');
    expect([desk?.rounds, desk?.byHands]).toEqual([[[3, 1, 22]], [[3, 1, 21]]]);
    expect(audience.desks.has('viewer 0')).toBe(false);
    await does({ type: 'ask-again' }, hands([0, 0, 24], 1));
    await says(1, answer(0, 1));
    await does({ type: 'reveal' });
    const told = {
      rounds: [
        [3, 1, 22],
        [1, 0, 24],
      ],
      byHands: [
        [3, 1, 21],
        [0, 0, 24],
      ],
    };
    expect(room.state.question?.result).toMatchObject(told);
    expect(room.report('driver').questions[0]).toMatchObject({ ...told, answers: { length: 2 } });
  });

  test('CL5 is in the log when it is acknowledged; the same once more is none', async () => {
    const parts = await classroom(0);
    const { store, does } = parts;
    await does(ask(deltaSign), hands([2, 0, 9]), hands([2, 0, 9]));
    expect(await factsOfType(store, 'hands-counted')).toEqual([
      { type: 'hands-counted', id: 0, round: 0, counts: [2, 0, 9] },
    ]);
  });

  test('what is wrong is refused with its place, and changes nothing', async () => {
    const { does, says, store } = await classroom(1);
    await expect(does(hands([1, 2]))).rejects.toMatchObject({ code: 'no-question' });
    await does(ask(deltaSign));
    await expect(does(hands([1, 2]))).rejects.toMatchObject({
      code: 'command',
      params: { path: 'counts', value: 2, reason: '=3' },
    });
    await expect(does(hands([1, 2, 3], 1))).rejects.toMatchObject({ code: 'question-closed' });
    await expect(says(0, hands([1, 2, 3]))).rejects.toMatchObject({ code: 'not-the-driver' });
    expect(() => parseCommand(hands([1, 1001, 3]))).toThrow(
      expect.objectContaining({ code: 'command', params: expect.objectContaining({ path: 'counts.1' }) }),
    );
    for (const wrong of [[-1], [0.5], Array.from({ length: 7 }, () => 1)])
      expect(() => parseCommand(hands(wrong))).toThrow(expect.objectContaining({ code: 'command' }));
    await does({ type: 'reveal' });
    await expect(does(hands([1, 2, 3]))).rejects.toMatchObject({ code: 'question-revealed' });
    expect(await factsOfType(store, 'hands-counted')).toEqual([]);
  });

  test('there is none where a number is typed or an entry tapped', async () => {
    const { does } = await classroom(0);
    await does(ask({ kind: 'number', tensor: 'delta', layer: 1, entry: 3 }));
    await expect(does(hands([]))).rejects.toMatchObject({ code: 'command', params: { path: 'counts' } });
    await does({ type: 'dismiss' }, ask({ kind: 'largest-unit', tensor: 'delta', layer: 1 }));
    await expect(does(hands([1, 2], 0, 1))).rejects.toMatchObject({ code: 'command' });
  });

  test('QU38 whose hand was counted has answered; awaited is who is here by a device and has not', async () => {
    const { does, says, room } = await classroom(1);
    await does(ask(deltaSign), hands([0, 4, 20]));
    expect(room.presence).toMatchObject({ answered: 24, awaited: 1 });
    await says(0, answer(1));
    expect(room.presence).toMatchObject({ answered: 25, awaited: 0 });
    await does({ type: 'ask-again' });
    expect(room.presence).toMatchObject({ answered: 0, awaited: 1 });
  });
});

describe('QU4 who knows what', () => {
  test('QU36 everybody is told how many are awaited, of those who are here and may answer, while a round is open', async () => {
    const { does, says, room, names } = await classroom(3);
    expect(room.presence).not.toHaveProperty('awaited');
    await does(ask(deltaSign));
    expect(room.presence).toMatchObject({ answered: 0, awaited: 3 });
    await says(0, answer(1));
    expect(room.presence).toMatchObject({ answered: 1, awaited: 2 });
    room.leave(names[1]);
    await says(2, answer(1));
    expect(room.presence).toMatchObject({ answered: 2, awaited: 0 });
    await does({ type: 'discuss', seconds: null });
    expect(room.presence).not.toHaveProperty('awaited');
    await does({ type: 'ask-again' });
    expect(room.presence).toMatchObject({ answered: 0, awaited: 2 });
  });

  test('while it is open everybody is told how many have answered, those who lead what', async () => {
    const { does, says, audience, clock, room } = await classroom();
    await does(ask(deltaSign));
    await says(0, answer(1));
    clock.pass(1000);
    const told = JSON.stringify(audience.messages.slice(-5));
    expect(told).not.toContain('"rounds":[[');
    expect(room.state.question?.result).toBeNull();
    expect(audience.desks.get('driver')?.rounds).toEqual([[0, 1, 0]]);
    expect(audience.desks.has('viewer 0')).toBe(false);
    expect(audience.personals.get('viewer 0')?.record).toMatchObject([{ answers: [1, null], truth: null }]);
    expect(audience.personals.get('viewer 1')?.record).toEqual([]);
  });

  test('the report has names only where the driver shows them', async () => {
    const { does, says, room } = await classroom();
    await does(ask(deltaSign));
    await says(0, answer(1));
    await does({ type: 'reveal' });
    expect(room.report('driver').questions[0].answers).toEqual([{ name: 'viewer 0', answers: [1, null] }]);
    await does({ type: 'names', hidden: true });
    expect(room.report('driver').questions[0].answers[0].name).toBeNull();
    expect(() => room.report('viewer 0')).toThrow(expect.objectContaining({ code: 'not-the-driver' }));
  });
});

describe('QU6 while a question is open nothing is told that lies past its cursor', () => {
  test('not to a latecomer, not on the timeline, not by a sentence of one’s own, not by another objective', async () => {
    const parts = await classroom();
    const { room, does, trainer } = parts;
    await does({ type: 'run' });
    trainer().advance(40);
    await does({ type: 'pause' }, { type: 'seek', step: 3, operation: 5 }, ask(deltaSign));
    trainer().score(40, 0);
    const { series, evaluations, moment } = snapshotOf(parts);
    expect(series.every(({ step, count }) => step + count - 1 <= 2)).toBe(true);
    expect(evaluations.every(({ step }) => step <= 2)).toBe(true);
    expect(moment?.trainer).toBeNull();
    expect((await room.losses('viewer 0', 1, 40)).points.every(({ step }) => step <= 2)).toBe(true);
    expect(() => room.lookUp(['paris'])).toThrow(expect.objectContaining({ code: 'question-open' }));
    await expect(does({ type: 'view', view: { objective: 's' } })).rejects.toMatchObject({
      code: 'question-open',
    });
    await does({ type: 'view', view: { page: 'graph' } });
    const since = parts.audience.messages.length;
    await does({ type: 'reveal' });
    const [told] = eventsOf(parts.audience.messages.slice(since), 'curve-told');
    expect(told.series.some(({ step }) => step > 2)).toBe(true);
    expect(told.evaluations.map(({ step }) => step)).toContain(40);
    expect((await room.losses('viewer 0', 1, 40)).points.length).toBeGreaterThan(2);
  });

  test('a question without a pass keeps nothing back', async () => {
    const { does, room } = await classroom();
    await does(ask({ kind: 'free', prompt: 'Ready?', options: ['yes', 'no'] }), oneStep);
    expect(room.state.playback).toMatchObject({ cursor: { step: 2, operation: 0 } });
  });
});

describe('LO lost here', () => {
  test('a quiet count of whoever is lost at this operation, for those who lead; a profile afterwards', async () => {
    const { does, says, audience, clock, room } = await classroom();
    const move: Command = { type: 'move', granularity: 'operation', direction: 1 };
    const lost = () => (clock.pass(1000), audience.desks.get('driver')?.lost);
    const isLost = (viewer: number) => audience.personals.get(`viewer ${viewer}`)?.lost;
    await says(0, { type: 'lost', lost: true });
    await says(1, { type: 'lost', lost: true });
    expect([lost(), isLost(0), isLost(2)]).toEqual([2, true, false]);
    expect(JSON.stringify(room.state)).not.toContain('lost');
    await does(move);
    expect([lost(), isLost(0)]).toEqual([0, false]);
    await says(0, { type: 'lost', lost: true });
    await does({ ...move, direction: -1 } as Command);
    expect([lost(), isLost(0), isLost(1)]).toEqual([2, true, true]);
    await says(1, { type: 'lost', lost: false });
    expect([lost(), isLost(1)]).toEqual([1, false]);
    await does(oneStep, { type: 'seek', step: 2, operation: 5 });
    await says(3, { type: 'lost', lost: true });
    // Of whichever step: the loss, by viewers 0 and 3; its gradient, by viewer 0.
    expect(room.report('driver').lost).toMatchObject([
      { operation: { phase: 'forward', tensor: 'J' }, members: 2 },
      { operation: { phase: 'backward', tensor: 'J' }, members: 1 },
    ]);
  });
});

describe('CO what a member writes', () => {
  const question = (text: string): Command => ({
    type: 'contribute',
    contribution: { kind: 'question', text },
  });
  const sentence: Command = {
    type: 'contribute',
    contribution: { kind: 'sentence', tokens: ['We', 'saw', 'Paris'], centre: 2, goldType: 'LOC' },
  };

  test('is theirs until the driver puts it on the board, and down again', async () => {
    const { does, says, audience, clock, room } = await classroom();
    await says(0, question('Why is ∂b = δ?'));
    clock.pass(1000);
    expect(room.state.shown).toBeNull();
    expect(audience.personals.get('viewer 0')?.contributions).toHaveLength(1);
    expect(audience.personals.get('viewer 1')?.contributions).toEqual([]);
    expect(audience.desks.get('driver')?.contributions).toMatchObject([{ id: 1, name: 'viewer 0' }]);
    await does({ type: 'show', id: 1 });
    expect(room.state.shown).toMatchObject({
      id: 1,
      name: 'viewer 0',
      contribution: { text: 'Why is ∂b = δ?' },
    });
    await does({ type: 'show', id: null });
    expect(room.state.shown).toBeNull();
    await expect(says(1, { type: 'withdraw', id: 1 })).rejects.toMatchObject({
      code: 'no-such-contribution',
    });
    await does({ type: 'show', id: 1 });
    await says(0, { type: 'withdraw', id: 1 });
    expect(room.state.shown).toBeNull();
    await expect(does({ type: 'show', id: 1 })).rejects.toMatchObject({ code: 'no-such-contribution' });
  });

  test('a sentence goes onto the board as one that the driver types, and its window comes back', async () => {
    const { does, says, room } = await classroom();
    await says(0, sentence);
    await does({ type: 'run' }, { type: 'show', id: 1 });
    expect(room.state).toMatchObject({
      playback: { status: 'paused' },
      subject: { kind: 'sentence', view: { tokens: ['We', 'saw', 'Paris'] } },
      shown: { id: 1 },
    });
    await does({ type: 'show', id: null });
    expect(room.state.subject).toEqual({ kind: 'window' });
  });

  test('so many wait, and no more', async () => {
    const { says } = await classroom();
    for (let k = 0; k < 5; k++) await says(0, question(`${k}?`));
    await expect(says(0, question('6?'))).rejects.toMatchObject({
      params: { what: 'contributions', limit: 5 },
    });
    await says(1, question('mine'));
  });

  test('a room full of them takes no more, whoever sends them', async () => {
    const { room, join } = await classroom(0);
    const { texts: limit } = classLimits;
    for (let k = 0; k <= limit / 5; k++) {
      join(`spammer ${k}`);
      for (let text = 0; text < 5 && 5 * k + text < limit; text++) {
        await room.command(`spammer ${k}`, question(`${k} ${text}`));
      }
    }
    await expect(room.command('spammer 40', question('one more'))).rejects.toMatchObject({
      params: { what: 'waiting', limit },
    });
  });
});

test('ST2 the log has what the class did, and nobody’s name or words', async () => {
  const { does, says, store, join, room } = await classroom();
  const { member } = join('named', { name: 'Hong Gildong' });
  await room.command('named', { type: 'name', name: 'Hong Gil-dong' });
  await room.command('named', {
    type: 'contribute',
    contribution: { kind: 'question', text: 'Who is Hong?' },
  });
  await does(ask(deltaSign));
  await says(0, answer(1));
  await does({ type: 'reveal' }, { type: 'pause' }).catch(() => undefined);
  await room.close();
  const facts = await factsOf(store);
  expect(facts).toContainEqual(
    expect.objectContaining({ type: 'question-answered', id: 0, round: 0, choice: 1 }),
  );
  expect(facts).toContainEqual(
    expect.objectContaining({ type: 'question-revealed', id: 0, truth: expect.any(Number) as number }),
  );
  expect(facts).toContainEqual({ type: 'member-named', member: member.id, name: `name ${member.id}` });
  expect(JSON.stringify(facts)).not.toContain('Hong');
  // Nor has it what anybody shows to be let in.
  expect(JSON.stringify(facts)).not.toContain(member.token);
  const rows = (await store.read(CODE))?.rows ?? [];
  expect(rows).toContainEqual({ id: `name ${member.id}`, value: 'Hong Gil-dong' });
  expect(JSON.stringify(rows)).toContain('Who is Hong?');
  expect(JSON.stringify(rows)).not.toContain('Hong Gildong');
});

test('RM8 what somebody who is sent away has written and was called is in no row any more', async () => {
  const { does, store, join, room } = await classroom();
  const { member } = join('named', { name: 'Hong Gildong' });
  await room.command('named', {
    type: 'contribute',
    contribution: { kind: 'question', text: 'Who is Hong?' },
  });
  expect(JSON.stringify((await store.read(CODE))?.rows)).toContain('Hong');
  await does({ type: 'kick', member: member.id });
  expect(JSON.stringify(await store.read(CODE))).not.toContain('Hong');
});
