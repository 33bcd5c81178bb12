/** The float32 kernels of a numerics version: in WebAssembly where the program has offered it, with the same bits. */
import type { Kernels } from './kernels.ts';
import { version2 } from './version-2.ts';

/** The numerics version of a run, written into its configuration (SPEC NU10). */
export type Numerics = 1 | 2;

/** Kernels of version 2 with room for so many float32s; null where there is no memory for them. */
export type Compiled = (floats: number) => Kernels<Float32Array> | null;

let version1: Kernels<Float32Array> | null = null;

/** The kernels of version 1, for programs that may have a run of it: `offerVersion1` (version-1.ts) gives them. */
export const offerOlder = (kernels: Kernels<Float32Array>): void => void (version1 = kernels);

let compiled: Compiled | null = null;

/** From now on kernels of version 2 are compiled ones: as fast as the program's place allows, and not a bit otherwise. */
export const offerCompiled = (kernels: Compiled | null): void => void (compiled = kernels);

/** For a network that is trained or evaluated. `floats`: how many will be allocated, `floatsOf` (training/memory.ts). */
export const kernelsOf = (numerics: Numerics, floats: number): Kernels<Float32Array> =>
  (numerics === 2 && compiled?.(floats)) || plainKernels(numerics);

/** For a single step: a memory of its own would cost more than it. Throws Error where version 1 was not offered. */
export function plainKernels(numerics: Numerics): Kernels<Float32Array> {
  if (numerics === 2) return version2;
  if (!version1) throw new Error('the kernels of numerics version 1 are not here');
  return version1;
}
