/**
 * What a question is about: the pass that the class looks at, computed from the moment to its end, and how much of it has been
 * performed. Questions are composed and graded from these values alone.
 */
import { throughWindows } from '../gradient/by-hand.ts';
import type { Gradient, Objective } from '../gradient/gradient.ts';
import { forward, loss, type Activations, type Model } from '../model/forward.ts';
import {
  inputAt,
  presentWeights,
  shownWeights,
  updatedWeights,
  type PassWeights,
} from '../protocol/pass-weights.ts';
import {
  objectiveOf,
  type Moment,
  type RunDescription,
  type SentenceView,
  type Subject,
} from '../protocol/state.ts';
import type { View } from '../protocol/view.ts';
import { stepPlan } from '../training/configuration.ts';
import { shownStep } from '../training/cursor.ts';
import { operationsOf, windowPlan, type ObjectiveName, type Operation } from '../training/operations.ts';

/** Enough for a question that needs no pass. */
export interface Setting {
  readonly run: Pick<RunDescription, 'configuration' | 'probes'>;
}

export interface Evidence extends Setting {
  readonly convention: View['convention'];
  readonly objective: ObjectiveName;
  /** Operations of the pass; of a step its update is the last. */
  readonly operations: readonly Operation[];
  /** How many have been performed. */
  readonly done: number;
  /** The step's number, which draws the order of the choices. */
  readonly step: number;
  /** Of the example and window of the operation performed last. */
  readonly example: number;
  readonly window: number;
  readonly view: SentenceView;
  readonly model: Model;
  /** θ of the model, and the word vectors as they stand with it. */
  readonly weights: PassWeights;
  /** y of the example; null where none is known. */
  readonly y: number | null;
  readonly activations: Activations;
  readonly gradient: Gradient;
  /** The loss of the example; null where it is not differentiated. */
  readonly J: number | null;
  /** The same window with another label; null where J is not differentiated. */
  readonly withLabel: (y: number) => Gradient;
  /** The scores of this window after the update, at this θ moved by `scale` times the true update; 1 is the update. */
  readonly after: () => { readonly weights: PassWeights; readonly activations: Activations };
}

export interface EvidenceParts {
  readonly moment: Moment;
  readonly run: Pick<RunDescription, 'configuration' | 'probes'>;
  readonly view: View;
  readonly subject: Subject;
  /** Performed in the pass of the subject; null: all of them. */
  readonly operation: number | null;
}

/** Null where no pass has begun: at step 0. */
export function evidenceOf({ moment, run, view, subject, operation }: EvidenceParts): Evidence | null {
  const { configuration } = run;
  const plan = stepPlan(configuration);
  const objective = objectiveOf({ view, subject }, configuration);
  const ofStep = subject.kind === 'window';
  if (ofStep && moment.examples.length === 0) return null;
  const operations = operationsOf(ofStep ? plan : windowPlan(plan), objective);
  const length = ofStep ? operations.length : operations.filter(({ phase }) => phase !== 'update').length;
  const done = ofStep && operation === 0 ? length : (operation ?? length);
  const last = operations[Math.max(1, Math.min(done, length)) - 1];
  const example = 'example' in last ? last.example : plan.batch - 1;
  const window = 'window' in last ? last.window : 0;
  // A probe is looked at with θ as it stands; a step's window with θ before its update.
  const weights = ofStep ? shownWeights(moment, configuration) : presentWeights(moment, configuration);
  const views: readonly SentenceView[] = ofStep
    ? moment.examples[example]
    : [subject.kind === 'probe' ? run.probes[subject.probe] : subject.view];
  const model: Model = {
    parameters: weights.parameters,
    nonLinearity: moment.settings.nonLinearity,
    head: configuration.head,
  };
  const used = objective === 'J' ? views : views.slice(0, 1);
  const windows = used.map((one) => forward(model, inputAt(one, weights.vectors)));
  const label = Math.min(view.label, windows[0].s.length - 1);
  const y = views[0].gold;
  const objectiveWith = (target: number | null): Objective =>
    objective === 'J' && target !== null ? { of: 'J', y: target } : { of: 's', label };
  const through = (target: number | null): Gradient =>
    throughWindows(model, windows, objectiveWith(target))[window];
  return {
    run,
    convention: view.convention,
    objective,
    operations: operations.slice(0, length),
    done: Math.min(done, length),
    step: shownStep(moment.cursor),
    example,
    window,
    view: views[window],
    model,
    weights,
    y,
    activations: windows[window],
    gradient: through(y),
    J: objective === 'J' && y !== null ? loss(model.head, windows, y) : null,
    withLabel: through,
    after() {
      const updated = updatedWeights(moment, configuration);
      const moved = { ...model, parameters: updated.parameters };
      return { weights: updated, activations: forward(moved, inputAt(views[window], updated.vectors)) };
    },
  };
}
