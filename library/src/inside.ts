/** The step that a trajectory makes next, and what a class exports of it. */
import type { Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import { fillWindow, inputLength, type EncodedText } from '@deltaboard/shared/dataset/windows.ts';
import type { ExportedStep } from '@deltaboard/shared/export/step-arrays.ts';
import { targetOf } from '@deltaboard/shared/model/head.ts';
import type { NewConfiguration } from '@deltaboard/shared/training/configuration.ts';
import type { Trajectory } from '@deltaboard/shared/training/trajectory.ts';
import { completed } from './completed.ts';
import type { Step, StepWindow } from './step.ts';

export function stepInside(
  trajectory: Trajectory,
  configuration: NewConfiguration,
  sentences: readonly Sentence[],
  text: EncodedText,
): Step {
  const { input, head } = configuration;
  const { parameters, squares } = trajectory.learner.state;
  const windowAt = (window: number): StepWindow => {
    const sentence = text.sentenceOf[window];
    const x = new Float32Array(inputLength(input));
    fillWindow(x, text, text.centres[window], input, trajectory.vectors);
    return { words: sentences[sentence].tokens, centre: window - text.firstWindow[sentence], x };
  };
  const number = trajectory.updates + 1;
  return {
    configuration,
    number,
    ...trajectory.settings,
    theta: parameters.theta.slice(),
    squares: squares?.slice() ?? null,
    examples: trajectory.windowsOf(number).map((windows) => ({
      y: targetOf(head, text.labels[windows[0]]),
      windows: windows.map(windowAt),
    })),
  };
}

export const exportedStep = (step: Step): ExportedStep => ({
  configuration: completed(step.configuration),
  settings: { nonLinearity: step.nonLinearity, learningRate: step.learningRate },
  step: step.number,
  theta: step.theta,
  squares: step.squares,
  examples: step.examples.map(({ y, windows }) => ({ y, windows: windows.map(({ x }) => x) })),
});
