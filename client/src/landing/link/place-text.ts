/** Where a link brings its run to. */
import type { StartPlace } from '@deltaboard/shared/link/link.ts';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { symbolOf } from '../../class/people/operation-symbol.ts';
import type { messages as en } from './link.en.ts';

export function placeText(
  { at, configuration }: { readonly at: StartPlace | null; readonly configuration: Configuration },
  t: typeof en,
): string {
  if (!at) return t.beginning;
  const { step, operation } = at;
  if (operation === 0) return step === 1 ? t.beforeFirst : t.after(step - 1);
  const plan = stepPlan(configuration);
  const performed = operationsOf(plan).at(operation - 1);
  return performed ? t.inside(step, operation, symbolOf(performed, plan.layers)) : t.after(step);
}
