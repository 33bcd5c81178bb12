/** The functions of z and of s that training computes: those of a numerics version, whatever inspection has. */
import type { Head, HeadName } from '../model/head.ts';
import type { NonLinearity, NonLinearityName } from '../model/non-linearity.ts';

export interface Functions {
  /** f and f′; what is stored of them is rounded by `store`. */
  nonLinearity(name: NonLinearityName): Pick<NonLinearity, 'f' | 'derivative'>;
  /** J and ∂J/∂s of the scores of an example, in float64. */
  head(name: HeadName): Pick<Head, 'J' | 'derivative'>;
}
