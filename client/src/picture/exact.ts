/** The exact picture, of the step's own window as far as its pass has come, or of a probe at the θ that stands now. */
import { forward } from '@deltaboard/shared/model/forward.ts';
import type { Parameters } from '@deltaboard/shared/model/parameters.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { Moment, RunDescription, WindowView } from '@deltaboard/shared/protocol/state.ts';
import { modelShape } from '@deltaboard/shared/training/configuration.ts';
import { shownStep, stepsDone } from '@deltaboard/shared/training/cursor.ts';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import type { StepSettings } from '@deltaboard/shared/training/step.ts';
import { agreementOf } from './agreement.ts';
import { presentParameters, shownParameters, updatedParameters } from './parameters.ts';
import { passPicture, standingPicture, type Performed } from './pass.ts';
import type { Picture } from './picture.ts';

/** What a picture needs of a run. */
export type PictureRun = Pick<RunDescription, 'configuration' | 'probes'>;

export interface PictureOptions {
  /** Whether the gradient implementations are held against each other: at a pause, not at every step of a paced run. */
  readonly compare: boolean;
}

export function momentPicture(moment: Moment, run: PictureRun, { compare }: PictureOptions): Picture {
  const shape = modelShape(run.configuration);
  const parameters = shownParameters(moment, shape);
  const { window, cursor, settings, trainer } = moment;
  const common = {
    source: 'moment',
    subject: 'window',
    updates: Math.max(0, shownStep(cursor) - 1),
    step: shownStep(cursor),
    learningRate: settings.learningRate,
  } as const;
  if (!window) return { ...common, ...standingPicture(run, parameters, settings) };
  const performed = performedAt(cursor.operation, operationsOf(shape));
  const computed = passPicture(run, parameters, settings, window, performed);
  const complete = performed({ phase: 'backward', tensor: 'x' });
  return {
    ...common,
    ...computed,
    probabilityAfter: cursor.operation === 0 ? probabilityAfter(parameters, moment, window) : null,
    agreement: compare && complete ? agreementOf(parameters, settings, window, trainer) : null,
  };
}

/** Never part of a step: all of it is computed. */
export function probePicture(
  probe: WindowView,
  moment: Moment,
  run: PictureRun,
  settings: StepSettings,
  { compare }: PictureOptions,
): Picture {
  const parameters = presentParameters(moment, modelShape(run.configuration));
  const computed = passPicture(run, parameters, settings, probe, () => true);
  return {
    source: 'probe',
    subject: 'probe',
    updates: stepsDone(moment.cursor),
    step: null,
    learningRate: settings.learningRate,
    ...computed,
    probabilityAfter: null,
    agreement: compare ? agreementOf(parameters, settings, probe, null) : null,
  };
}

/** p(LOCATION) of every probe at these parameters. */
export const probeProbabilities = (
  { probes }: PictureRun,
  parameters: Parameters,
  { nonLinearity }: StepSettings,
): readonly number[] => probes.map(({ x }) => forward({ parameters, nonLinearity }, fromBytes(x)).p);

/** What has been performed when `done` of a step's operations have; 0 is the end of the step before: all of them. */
function performedAt(done: number, operations: ReturnType<typeof operationsOf>): Performed {
  return (asked) =>
    done === 0 ||
    operations.findIndex(
      (operation) =>
        operation.phase === asked.phase &&
        operation.tensor === asked.tensor &&
        ('layer' in operation ? operation.layer : 0) === ('layer' in asked ? asked.layer : 0),
    ) < done;
}

/** p of the same window once its own step has moved θ. */
function probabilityAfter(
  parameters: Parameters<Float32Array>,
  { settings }: Moment,
  window: WindowView,
): number {
  const x = fromBytes(window.x);
  const updated = updatedParameters(parameters, x, window.gold, settings);
  return forward({ parameters: updated, nonLinearity: settings.nonLinearity }, x).p;
}
