/** A configuration trained in a real thread beside a run (SPEC CR2, CR5). */
import { bestPoint, comparedSteps } from '@deltaboard/shared/evaluation/comparison.ts';
import { evaluate } from '@deltaboard/shared/evaluation/evaluation.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { createTrajectory } from '@deltaboard/shared/training/trajectory.ts';
import { afterEach, expect, it } from 'vitest';
import { createComparing } from './comparing.ts';
import { catalogue, closeTrainers, startTrainer } from './testing/trainer-in-thread.ts';

afterEach(closeTrainers);

const configuration = { ...presets.board, seed: 5 };

it('CR2 its figures are those of a straight run, judged on the development part', async () => {
  const data = await catalogue.open(configuration);
  const { training, evaluation, looked } = data;
  const made = createComparing({
    ...{ configuration, training, evaluation, looked: looked.dev },
    ...{ steps: 400, epochs: 1, patience: null },
  }).slice(() => false);
  expect(made?.points.map(({ step }) => step)).toEqual(comparedSteps(400, 1));
  const straight = createTrajectory(configuration, training);
  let sum = 0;
  while (straight.updates < 400) {
    const { J } = straight.advance();
    if (straight.updates > 350) sum += J;
  }
  const { score } = evaluate(
    { ...evaluation, test: evaluation.dev },
    {
      parameters: straight.learner.state.parameters,
      nonLinearity: configuration.nonLinearity,
      vectors: straight.vectors,
      trainsVectors: false,
      head: configuration.head,
      numerics: configuration.numerics,
    },
  );
  expect(made?.points.at(-1)).toMatchObject({ location: score.f1, J: sum / 50 });
});

it('CR2 a loss that is no number ends it, and says so', async () => {
  const wild = { ...configuration, nonLinearity: 'relu' as const, hidden: [64, 64], learningRate: 10 };
  const { training, evaluation, looked } = await catalogue.open(wild);
  const made = createComparing({
    ...{ configuration: wild, training, evaluation, looked: looked.dev },
    ...{ steps: 20_000, epochs: 1, patience: null },
  }).slice(() => false);
  expect(made?.ended).toBe('diverged');
}, 60_000);

it('CR5 with a patience it is the same run up to where it ends, and what is kept is the best of it', async () => {
  const { training, evaluation, looked } = await catalogue.open(configuration);
  const trained = (patience: number | null) => {
    const made = createComparing({
      ...{ configuration, training, evaluation, looked: looked.dev },
      ...{ steps: 1600, epochs: 8, patience },
    }).slice(() => false);
    if (!made) throw new Error('given up');
    return made;
  };
  const whole = trained(null);
  expect(whole).toMatchObject({ ended: 'epochs' });
  expect(whole.points).toHaveLength(16);
  for (const patience of [1, 2, 4]) {
    const { points, ended, ...seed } = trained(patience);
    expect(points).toEqual(whole.points.slice(0, points.length));
    const scores = points.map(({ all }) => all ?? NaN);
    const best = scores.indexOf(Math.max(...scores));
    expect(seed.best).toBe(points[best].step);
    expect(bestPoint({ points, ended, ...seed })).toBe(points[best]);
    const hasStopped = points.length - 1 - best >= patience;
    expect(ended).toBe(hasStopped ? 'patience' : 'epochs');
    expect(hasStopped || points.length === 16).toBe(true);
  }
}, 60_000);

it('CR5 EV4 where the part has nothing to find it goes on to its end, and its end is kept', async () => {
  const { training, evaluation, looked } = await catalogue.open(configuration);
  const nothing = { ...evaluation.dev, gold: evaluation.dev.gold.map(() => []) };
  const made = createComparing({
    ...{ configuration, training, evaluation: { ...evaluation, dev: nothing }, looked: looked.dev },
    ...{ steps: 80, epochs: 1, patience: 1 },
  }).slice(() => false);
  expect(made).toMatchObject({ best: 80, ended: 'epochs' });
  expect(made?.points.map(({ all, location }) => [all, location])).toEqual(
    Array.from({ length: 8 }, () => [null, null]),
  );
});

it('CR2 beside a run in a thread of its own: the run goes on, and it ends when it is given up', async () => {
  const { trainer, frames, until } = startTrainer();
  await trainer.open();
  trainer.start('max');
  await until(() => frames.length > 1);
  const giveUp = new AbortController();
  const coming = trainer.compare(configuration, { epochs: 20, patience: null }, giveUp.signal);
  const seen = frames.length;
  await until(() => frames.length > seen);
  giveUp.abort();
  expect(await coming).toBeNull();
  await trainer.park();
  const made = await trainer.compare(
    { ...configuration, batch: 64 },
    { epochs: 1, patience: null },
    new AbortController().signal,
  );
  expect(made?.points).toHaveLength(8);
  expect(made?.ended).toBe('epochs');
}, 60_000);
