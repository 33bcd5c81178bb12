import { afterEach, describe, expect, it } from 'vitest';
import { evaluate, type JudgedPart } from '@deltaboard/shared/evaluation/evaluation.ts';
import { headOf } from '@deltaboard/shared/model/head.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { createTrajectory } from '@deltaboard/shared/training/trajectory.ts';
import { catalogue, closeTrainers, startTrainer } from './testing/trainer-in-thread.ts';

afterEach(closeTrainers);

describe('EV5 a step judged beside its run', () => {
  it.each<[string, JudgedPart, Partial<Configuration>]>([
    ['logistic, dev', 'dev', {}],
    ['logistic, test', 'test', {}],
    ['softmax, trained vectors', 'test', { head: 'softmax', trainVectors: true }],
    ['max-margin', 'test', { head: 'max-margin' }],
  ])('%s: the score is that of a straight run to the step', async (_name, part, change) => {
    const configuration = { ...presets.board, ...change };
    const { trainer } = startTrainer(configuration);
    await trainer.open();
    await trainer.seek(700, 3);
    const judged = await trainer.judge(600, part);

    const data = await catalogue.open(configuration);
    const straight = createTrajectory(configuration, data.training);
    while (straight.updates < 600) straight.advance();
    const { head, numerics, trainVectors } = configuration;
    const { parameters } = straight.learner.state;
    const { nonLinearity } = straight.settings;
    const evaluated = {
      parameters,
      nonLinearity,
      vectors: straight.vectors,
      trainsVectors: trainVectors,
      head,
      numerics,
    };
    // What the curve says of the test part is said of the part that is asked about.
    const evaluation = part === 'test' ? data.evaluation : { ...data.evaluation, test: data.evaluation.dev };
    const { score } = evaluate(evaluation, evaluated);
    const report = judged?.report;
    const location = report?.network.byType.find(({ type }) => type === 'LOC')?.score;
    expect({ ...location, threshold: score.threshold }).toEqual(score);
    expect(report?.labels.length).toBe(headOf(head).outputs === 1 ? 2 : 5);
    expect(report?.words).toBe(data.evaluation[part].text.labels.length);
    if (part === 'test')
      expect(report?.dictionary.byType.find(({ type }) => type === 'LOC')?.score).toEqual(
        data.dictionaryScore,
      );
  });

  it('disturbs no run, tells the words of what is wrong, and nothing of a step that was never made', async () => {
    const { trainer, frames, until } = startTrainer();
    await trainer.open();
    expect(await trainer.judge(1, 'dev')).toBe(null);
    trainer.start('max');
    await until(() => frames.length > 2);
    const judged = await trainer.judge(0, 'dev');
    const seen = frames.length;
    await until(() => frames.length > seen);
    const sentences = (await catalogue.open(presets.board)).judged.dev;
    expect(judged?.tokens.length).toBeGreaterThan(0);
    expect(judged?.tokens).toEqual(judged?.report.worst.map(({ sentence }) => sentences[sentence].tokens));
    await trainer.park();
    expect(await trainer.judge(0, 'dev')).toEqual(judged);
  });
});
