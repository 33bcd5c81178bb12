/** A configuration trained in a real thread beside a run (SPEC CR2). */
import { comparedSteps } from '@deltaboard/shared/evaluation/comparison.ts';
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
  const made = createComparing({ configuration, training, evaluation, looked: looked.dev, steps: 400 }).slice(
    () => false,
  );
  expect(made?.points.map(({ step }) => step)).toEqual(comparedSteps(400));
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
    steps: 20_000,
  }).slice(() => false);
  expect(made?.diverged).toBe(true);
}, 60_000);

it('CR2 beside a run in a thread of its own: the run goes on, and it ends when it is given up', async () => {
  const { trainer, frames, until } = startTrainer();
  await trainer.open();
  trainer.start('max');
  await until(() => frames.length > 1);
  const giveUp = new AbortController();
  const coming = trainer.compare(configuration, 20, giveUp.signal);
  const seen = frames.length;
  await until(() => frames.length > seen);
  giveUp.abort();
  expect(await coming).toBeNull();
  await trainer.park();
  const made = await trainer.compare({ ...configuration, batch: 64 }, 1, new AbortController().signal);
  expect(made?.points).toHaveLength(8);
  expect(made?.diverged).toBe(false);
}, 60_000);
