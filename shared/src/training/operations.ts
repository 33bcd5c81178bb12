/**
 * The operations of a step, in order: a pure function of the configuration and of what is differentiated (SPEC RN1).
 * A cursor's `operation` is how many of them have been performed; 0 is the end of the step before.
 */
import { headOf } from '../model/head.ts';
import type { ModelShape } from '../model/parameters.ts';
import type { Method } from './learner.ts';

export type Phase = 'forward' | 'backward' | 'update';

/** Of which example of the step, and of a pair of which window: 0 the true, 1 the corrupted one. */
interface OfExample {
  readonly example: number;
}
interface OfWindow extends OfExample {
  readonly window: number;
}

/** A value (x, z, h, s, J) or, in the backward phase, the gradient of what is named. Layers count from 1. */
export type Operation =
  | (OfWindow & { readonly phase: 'forward'; readonly tensor: 'x' | 's' })
  | (OfWindow & { readonly phase: 'forward'; readonly tensor: 'z' | 'h'; readonly layer: number })
  | (OfExample & { readonly phase: 'forward' | 'backward'; readonly tensor: 'J' })
  | (OfWindow & { readonly phase: 'backward'; readonly tensor: 's' | 'u' | 'x' })
  | (OfWindow & {
      readonly phase: 'backward';
      readonly tensor: 'h' | 'z' | 'b' | 'W';
      readonly layer: number;
    })
  /** The sum over the examples divided by B; λ times the weights added; θ moved. */
  | { readonly phase: 'update'; readonly tensor: 'mean' | 'decay' | 'theta' };

/** What is differentiated: the loss, or the score itself as the lecture does. */
export const objectives = ['J', 's'] as const;
export type ObjectiveName = (typeof objectives)[number];

/** What decides the operations of a step. */
export interface StepPlan {
  /** Hidden layers. */
  readonly layers: number;
  /** Windows of an example. */
  readonly windows: number;
  readonly batch: number;
  readonly decay: boolean;
}

export const planOf = (
  { hidden }: Pick<ModelShape, 'hidden'>,
  { head, batch, decay }: Pick<Method, 'head' | 'batch' | 'decay'>,
): StepPlan => ({ layers: hidden.length, windows: headOf(head).windows, batch, decay: decay > 0 });

/** The same for one window by itself, which belongs to no step. */
export const windowPlan = ({ layers }: Pick<StepPlan, 'layers'>): StepPlan => ({
  layers,
  windows: 1,
  batch: 1,
  decay: false,
});

/** Of s there is no J, no gradient of it, and no update. */
export const operationsOf = (plan: StepPlan, objective: ObjectiveName = 'J'): readonly Operation[] => [
  ...Array.from({ length: plan.batch }, (_, example) => operationsOfExample(plan, example, objective)).flat(),
  ...(objective === 'J' ? operationsOfUpdate(plan) : []),
];

function operationsOfExample(
  { layers, windows }: StepPlan,
  example: number,
  objective: ObjectiveName,
): readonly Operation[] {
  const numbers = Array.from({ length: layers }, (_, l) => l + 1);
  // A score is that of the true window alone.
  const length = objective === 'J' ? windows : 1;
  const places = Array.from({ length }, (_, window) => ({ example, window }));
  const forwards = places.flatMap((at): Operation[] => [
    { phase: 'forward', tensor: 'x', ...at },
    ...numbers.flatMap((layer): Operation[] => [
      { phase: 'forward', tensor: 'z', layer, ...at },
      { phase: 'forward', tensor: 'h', layer, ...at },
    ]),
    { phase: 'forward', tensor: 's', ...at },
  ]);
  const backwards = places.flatMap((at): Operation[] => [
    { phase: 'backward', tensor: 's', ...at },
    { phase: 'backward', tensor: 'u', ...at },
    ...numbers.toReversed().flatMap((layer): Operation[] => [
      { phase: 'backward', tensor: 'h', layer, ...at },
      { phase: 'backward', tensor: 'z', layer, ...at },
      { phase: 'backward', tensor: 'b', layer, ...at },
      { phase: 'backward', tensor: 'W', layer, ...at },
    ]),
    { phase: 'backward', tensor: 'x', ...at },
  ]);
  const loss: Operation[] = [
    { phase: 'forward', tensor: 'J', example },
    { phase: 'backward', tensor: 'J', example },
  ];
  return [...forwards, ...(objective === 'J' ? loss : []), ...backwards];
}

const operationsOfUpdate = ({ batch, decay }: StepPlan): readonly Operation[] => [
  ...(batch > 1 ? [{ phase: 'update', tensor: 'mean' } as const] : []),
  ...(decay ? [{ phase: 'update', tensor: 'decay' } as const] : []),
  { phase: 'update', tensor: 'theta' },
];

/** Operations of one example. */
export const exampleLength = (plan: StepPlan, objective: ObjectiveName = 'J'): number =>
  operationsOfExample(plan, 0, objective).length;

/** How many operations have been performed once the forward pass of an example (0-based) is done. */
export const forwardDone = (plan: StepPlan, objective: ObjectiveName = 'J', example = 0): number =>
  example * exampleLength(plan, objective) +
  operationsOfExample(plan, example, objective).filter(({ phase }) => phase === 'forward').length;

/** How many have been performed once every gradient of every example is there, before any update. */
export const passLength = (plan: StepPlan, objective: ObjectiveName = 'J'): number =>
  plan.batch * exampleLength(plan, objective);

/** The operations of the step's end: of J the mean, L2 and the update; of s, where none is possible, the update counts. */
export const stepLength = (plan: StepPlan, objective: ObjectiveName = 'J'): number =>
  passLength(plan, objective) + (objective === 'J' ? operationsOfUpdate(plan).length : 1);

/** Which example (0-based) is looked at when so many operations have been performed. */
export const exampleAt = (operation: number, plan: StepPlan, objective: ObjectiveName = 'J'): number =>
  Math.min(plan.batch, Math.max(1, Math.ceil(operation / exampleLength(plan, objective)))) - 1;

const isOfScore = (operation: Operation): boolean => 'window' in operation && operation.window === 0;

/**
 * The same place among the operations of the other objective: everything that has been performed and is in both lists,
 * and what must come before it.
 */
export function translated(
  operation: number,
  plan: StepPlan,
  from: ObjectiveName,
  to: ObjectiveName,
): number {
  if (from === to) return operation;
  const ofLoss = operationsOf(plan);
  if (to === 's') return ofLoss.slice(0, operation).filter(isOfScore).length;
  let ofScore = 0;
  for (let k = 0; k < ofLoss.length; k++) {
    if (ofScore === operation) return k;
    if (isOfScore(ofLoss[k])) ofScore++;
  }
  return passLength(plan);
}
