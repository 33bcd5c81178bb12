/**
 * Functions like those of math.ts, error < 1 ulp, which only runs of numerics version 1 and the scratch graph call: no page
 * has them on its first load.
 */
import stdlibErf from '@stdlib/math-base-special-erf';
import stdlibLn from '@stdlib/math-base-special-ln';

type Real = (x: number) => number;
export const log: Real = stdlibLn;
export const erf: Real = stdlibErf;
