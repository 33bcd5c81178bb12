/** Compiled kernels on arrays from anywhere: copied into their memory for one call, and back. For tests. */
import type { Matrix } from '../../model/matrix.ts';
import { compiledKernels } from '../compiled.ts';
import type { Kernels } from '../kernels.ts';
import { version2 } from '../version-2.ts';

type Floats = Float32Array;
type Argument = Floats | Matrix<Floats> | string | number | null;

const isMatrix = (argument: Argument): argument is Matrix<Floats> =>
  argument !== null && typeof argument === 'object' && 'rows' in argument;
const floatsIn = (argument: Argument): Floats | null => {
  if (argument instanceof Float32Array) return argument;
  return isMatrix(argument) ? argument.data : null;
};

/** Throws Error where there are none: an engine on which they are not tested has not been tested. */
export function copyingKernels(): Kernels<Floats> {
  const compiled = compiledKernels();
  if (!compiled) throw new Error('this engine has no WebAssembly SIMD');
  const once =
    (name: keyof Kernels<Floats>) =>
    (...given: readonly Argument[]): unknown => {
      const arrays = given.map(floatsIn);
      const kernels = compiled(arrays.reduce((sum, array) => sum + (array?.length ?? 0) + 4, 0));
      if (!kernels) throw new Error('no memory');
      const copies = arrays.map((array) => {
        if (!array) return null;
        const copy = kernels.allocate(array.length);
        copy.set(array);
        return copy;
      });
      const taken = given.map((argument, i) => {
        const copy = copies[i];
        if (!copy) return argument;
        return isMatrix(argument) ? { ...argument, data: copy } : copy;
      });
      const returned = (kernels[name] as (...all: unknown[]) => unknown)(...taken);
      arrays.forEach((array, i) => array?.set(copies[i] as Floats));
      return returned;
    };
  const names = [
    'affine',
    'activate',
    'transposed',
    'multiply',
    'outer',
    'sumOfRows',
    'descendOuter',
    'descend',
    'descendPart',
    'addPart',
    'addScaled',
    'divide',
    'adapt',
    'adaptPart',
    'sumOfSquares',
  ] as const;
  return {
    ...version2,
    ...(Object.fromEntries(names.map((name) => [name, once(name)])) as Pick<
      Kernels<Floats>,
      (typeof names)[number]
    >),
  };
}
