/** The exact picture, of the step's own examples as far as its pass has come, or of a probe at the θ that stands now. */
import { forward, probabilityOf } from '@deltaboard/shared/model/forward.ts';
import { locationScore } from '@deltaboard/shared/model/head.ts';
import { parametersOn, type Parameters } from '@deltaboard/shared/model/parameters.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type {
  Moment,
  RunDescription,
  SentenceView,
  TrainerNumbers,
} from '@deltaboard/shared/protocol/state.ts';
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
import { stepPlan } from '@deltaboard/shared/training/configuration.ts';
import { shownStep, stepsDone } from '@deltaboard/shared/training/cursor.ts';
import type { StepSettings } from '@deltaboard/shared/training/learner.ts';
import {
  operationsOf,
  windowPlan,
  type ObjectiveName,
  type Operation,
} from '@deltaboard/shared/training/operations.ts';
import { agreementsOf, othersOf, performedNames, type Agreements } from './agreement.ts';
import { inputAt, presentWeights, type PassWeights } from '@deltaboard/shared/protocol/pass-weights.ts';
import { computedPass, openLayer, passPicture, standingPicture } from './pass.ts';
import { exampleAt, performedAt, progressAt, type Performed } from './performed.ts';
import type { ComputedPass } from './computed-pass.ts';
import type { ExamplePlace } from './progress.ts';
import type { Picture } from './picture.ts';
import { numbersOf } from './step-numbers.ts';
import { sumsOf } from './sums.ts';
import { updateOf } from './update.ts';

/** What a picture needs of a run. */
export type PictureRun = Pick<RunDescription, 'configuration' | 'probes'>;

export interface PictureOptions {
  /** Whether the gradient implementations are held against each other: at a pause, not at every step of a paced run. */
  readonly compare: boolean;
  readonly objective: ObjectiveName;
  /** As in View: the open layer, 1-based, and the label whose score is differentiated. */
  readonly layer?: number;
  readonly label?: number;
}

/** Of the pass in which the moment's cursor stands. */
export function momentPicture(
  moment: Moment,
  { configuration }: PictureRun,
  { compare, objective, layer = OPENING_VIEW.layer, label: asked = OPENING_VIEW.label }: PictureOptions,
): Picture {
  const plan = stepPlan(configuration);
  const label = scoreOf(asked, configuration);
  const operations = operationsOf(plan, objective);
  const { examples, cursor, settings, trainer } = moment;
  const numbers = numbersOf(moment, configuration, objective, label);
  const open = openLayer(layer, plan.layers);
  // The end of step n is operation 0 of step n + 1.
  const done = cursor.operation === 0 ? operations.length : cursor.operation;
  const common = {
    source: 'moment',
    subject: 'window',
    liveProbe: null,
    averaged: false,
    updates: Math.max(0, shownStep(cursor) - 1),
    step: shownStep(cursor),
    learningRate: settings.learningRate,
  } as const;
  if (examples.length === 0) {
    const example = exampleAt(1, operations, plan);
    return {
      ...common,
      ...standingPicture(configuration, numbers.model, { objective, label, example, open }),
      progress: { operation: null, number: 0, of: operations.length },
      probabilityAfter: null,
      update: null,
      agreement: null,
    };
  }
  const example = exampleAt(done, operations, plan);
  const performed = performedAt(done, operations);
  const pass = numbers.pass(example.index, example.window);
  const view = examples[example.index][example.window];
  // A score is that of the true window alone.
  const summed = objective === 'J' ? plan : { ...plan, windows: 1 };
  const before = numbers.before(example.index);
  const sums = sumsOf(pass, example, summed, performed, before, configuration.decay);
  const drawn = passPicture(configuration, { pass, view, example, performed, sums, open });
  const after = performed(UPDATE) ? numbers.updated() : null;
  const { parameters } = numbers.model;
  return {
    ...common,
    ...drawn,
    progress: progressAt(done, operations),
    probabilityAfter: after && probabilityIn(after, configuration, settings, view),
    update:
      after &&
      updateOf(
        drawn,
        parameters,
        after.parameters,
        settings.learningRate,
        squaresOf(moment, parameters),
        after.vectors && {
          before: inputAt(view, numbers.shown.vectors),
          after: inputAt(view, after.vectors),
        },
      ),
    agreement: compare
      ? compared(pass, trainer?.[example.index] ?? null, operations, performed, example)
      : null,
  };
}

const squaresOf = ({ squares }: Moment, { shape }: Parameters): Parameters | null =>
  squares && parametersOn(fromBytes(squares), shape);

/** Of one score there is no choice. */
const scoreOf = (label: number, { head }: PictureRun['configuration']): number =>
  head === 'softmax' ? label : 0;

function compared(
  pass: ComputedPass,
  trainer: TrainerNumbers | null,
  operations: readonly Operation[],
  performed: Performed,
  example: ExamplePlace,
): Agreements | null {
  const names = performedNames(operations, performed, example);
  return names.size > 0 ? agreementsOf(pass.gradients, othersOf(pass, trainer), names) : null;
}

const UPDATE: Operation = { phase: 'update', tensor: 'theta' };

/** At the θ that stands now. Its pass has no update. `operation`: how many have been performed; null: all of them. */
export function probePicture(
  probe: SentenceView,
  moment: Moment,
  { configuration }: PictureRun,
  settings: StepSettings,
  {
    compare,
    objective: of,
    layer = OPENING_VIEW.layer,
    label = OPENING_VIEW.label,
    operation = null,
  }: PictureOptions & { readonly operation?: number | null },
): Picture {
  const { gold } = probe;
  if (of === 'J' && gold === null) throw new RangeError('J of a window without a label');
  const plan = windowPlan(stepPlan(configuration));
  const operations = operationsOf(plan, of).filter(({ phase }) => phase !== 'update');
  const done = operation ?? operations.length;
  const performed = performedAt(done, operations);
  const { parameters, vectors } = presentWeights(moment, configuration);
  const { head } = configuration;
  const pass = computedPass(
    { parameters, nonLinearity: settings.nonLinearity, head },
    [inputAt(probe, vectors)],
    of === 'J' && gold !== null ? { of, y: gold } : { of: 's', label: scoreOf(label, configuration) },
  );
  const example = exampleAt(done, operations, plan);
  const sums = sumsOf(pass, example, plan, performed, null, 0);
  const open = openLayer(layer, plan.layers);
  return {
    source: 'probe',
    subject: 'probe',
    liveProbe: null,
    averaged: false,
    updates: stepsDone(moment.cursor),
    step: null,
    learningRate: settings.learningRate,
    ...passPicture(configuration, { pass, view: probe, example, performed, sums, open }),
    progress: progressAt(done, operations),
    probabilityAfter: null,
    update: null,
    agreement: compare ? compared(pass, null, operations, performed, example) : null,
  };
}

/** Of every probe p of LOCATION at what stands; with a head that has no probability its score. */
export const probeFigures = (
  { probes, configuration }: PictureRun,
  { parameters, vectors }: PassWeights,
  { nonLinearity }: StepSettings,
): readonly number[] =>
  probes.map((probe) => {
    const { s } = forward({ parameters, nonLinearity }, inputAt(probe, vectors));
    return probabilityOf(configuration.head, s) ?? locationScore(s);
  });

function probabilityIn(
  { parameters, vectors }: PassWeights,
  { head }: PictureRun['configuration'],
  { nonLinearity }: StepSettings,
  view: SentenceView,
): number | null {
  return probabilityOf(head, forward({ parameters, nonLinearity }, inputAt(view, vectors)).s);
}
