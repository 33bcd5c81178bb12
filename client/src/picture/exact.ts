/** The exact picture, of the step's own window as far as its pass has come, or of a probe at the θ that stands now. */
import { forward } from '@deltaboard/shared/model/forward.ts';
import type { Parameters } from '@deltaboard/shared/model/parameters.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type {
  Moment,
  RunDescription,
  SentenceView,
  TrainerNumbers,
} from '@deltaboard/shared/protocol/state.ts';
import { modelShape } from '@deltaboard/shared/training/configuration.ts';
import { shownStep, stepsDone } from '@deltaboard/shared/training/cursor.ts';
import { operationsOf, type ObjectiveName, type Operation } from '@deltaboard/shared/training/operations.ts';
import type { StepSettings } from '@deltaboard/shared/training/step.ts';
import { agreementsOf, othersOf, performedNames, type Agreements } from './agreement.ts';
import { presentParameters, shownParameters, updatedParameters } from './parameters.ts';
import { passPicture, standingPicture, type Performed } from './pass.ts';
import type { ComputedPass, Picture, Progress } from './picture.ts';
import { updateOf } from './update.ts';

/** What a picture needs of a run. */
export type PictureRun = Pick<RunDescription, 'configuration' | 'probes'>;

export interface PictureOptions {
  /** Whether the gradient implementations are held against each other: at a pause, not at every step of a paced run. */
  readonly compare: boolean;
  readonly objective: ObjectiveName;
}

/** Of the pass in which the moment's cursor stands. */
export function momentPicture(
  moment: Moment,
  run: PictureRun,
  { compare, objective }: PictureOptions,
): Picture {
  const shape = modelShape(run.configuration);
  const parameters = shownParameters(moment, shape);
  const { window, cursor, settings, trainer } = moment;
  const operations = operationsOf(shape, objective);
  const common = {
    source: 'moment',
    subject: 'window',
    liveProbe: null,
    updates: Math.max(0, shownStep(cursor) - 1),
    step: shownStep(cursor),
    learningRate: settings.learningRate,
  } as const;
  if (!window) {
    return {
      ...common,
      ...standingPicture(run, parameters, settings, objective),
      progress: { operation: null, number: 0, of: operations.length },
      probabilityAfter: null,
      update: null,
      agreement: null,
    };
  }
  // The end of step n is operation 0 of step n + 1.
  const done = cursor.operation === 0 ? operations.length : cursor.operation;
  const performed = performedAt(done, operations);
  const computed = passPicture(run, parameters, settings, window, performed, objective);
  const after = performed(UPDATE)
    ? updatedParameters(parameters, fromBytes(window.x), window.gold, settings)
    : null;
  return {
    ...common,
    ...computed,
    progress: progressAt(done, operations),
    probabilityAfter: after && probabilityOf(after, settings, window),
    update: after && computed.pass && updateOf(computed.pass, parameters, after, settings.learningRate),
    agreement: compare ? compared(computed.pass, trainer, performedNames(operations, performed)) : null,
  };
}

const compared = (
  pass: ComputedPass | null,
  trainer: TrainerNumbers | null,
  names: ReadonlySet<string>,
): Agreements | null =>
  pass && names.size > 0 ? agreementsOf(pass.gradient, othersOf(pass, trainer), names) : null;

const UPDATE: Operation = { phase: 'update', tensor: 'theta' };

/** At the θ that stands now. Its pass has no update. `operation`: how many have been performed; null: all of them. */
export function probePicture(
  probe: SentenceView,
  moment: Moment,
  run: PictureRun,
  settings: StepSettings,
  { compare, objective, operation = null }: PictureOptions & { readonly operation?: number | null },
): Picture {
  const shape = modelShape(run.configuration);
  const operations = operationsOf(shape, objective).filter(({ phase }) => phase !== 'update');
  const done = operation ?? operations.length;
  const performed = performedAt(done, operations);
  const parameters = presentParameters(moment, shape);
  const computed = passPicture(run, parameters, settings, probe, performed, objective);
  return {
    source: 'probe',
    subject: 'probe',
    liveProbe: null,
    updates: stepsDone(moment.cursor),
    step: null,
    learningRate: settings.learningRate,
    ...computed,
    progress: progressAt(done, operations),
    probabilityAfter: null,
    update: null,
    agreement: compare ? compared(computed.pass, null, performedNames(operations, performed)) : null,
  };
}

/** p(LOCATION) of every probe at these parameters. */
export const probeProbabilities = (
  { probes }: PictureRun,
  parameters: Parameters,
  { nonLinearity }: StepSettings,
): readonly number[] => probes.map(({ x }) => forward({ parameters, nonLinearity }, fromBytes(x)).p);

const progressAt = (done: number, operations: readonly Operation[]): Progress => ({
  operation: operations[done - 1] ?? null,
  number: done,
  of: operations.length,
});

/** What has been performed when the first `done` of a step's operations have. */
function performedAt(done: number, operations: readonly Operation[]): Performed {
  return (asked) => {
    const place = operations.findIndex(
      (operation) =>
        operation.phase === asked.phase &&
        operation.tensor === asked.tensor &&
        ('layer' in operation ? operation.layer : 0) === ('layer' in asked ? asked.layer : 0),
    );
    return place >= 0 && place < done;
  };
}

const probabilityOf = (parameters: Parameters, { nonLinearity }: StepSettings, { x }: SentenceView): number =>
  forward({ parameters, nonLinearity }, fromBytes(x)).p;
