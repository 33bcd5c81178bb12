/** What this page computes runs with: kernels of version 1, which no new run has, are loaded when a run of it is first told. */
import type { Numerics } from '@deltaboard/shared/kernels/kernels-of.ts';
import { lazily } from '../browser/lazily.ts';

let isHere = $state(false);
let isAskedFor = false;

/** Whether steps of a run can be computed; if not yet, what is missing is asked for. */
export function hasKernels(numerics: Numerics): boolean {
  if (numerics === 2 || isHere) return true;
  if (!isAskedFor) {
    isAskedFor = true;
    void load();
  }
  return false;
}

async function load(): Promise<void> {
  const { offerVersion1 } = await lazily(() => import('@deltaboard/shared/kernels/version-1.ts'));
  offerVersion1();
  isHere = true;
}
