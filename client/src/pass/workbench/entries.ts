/** The entries of a Jacobian, whether they are written out or not. */
import type { Jacobian } from '@deltaboard/shared/gradient/jacobian.ts';

/** Entries that the structure does not make zero. */
export function nonZeroOf(jacobian: Jacobian): number {
  switch (jacobian.kind) {
    case 'dense':
    case 'row-block':
      return jacobian.kind === 'dense' ? jacobian.data.length : jacobian.columns;
    case 'diagonal':
    case 'identity':
      return jacobian.rows;
  }
}

/** One entry, whether it is written out or not. 0-based. */
export function entryOf(jacobian: Jacobian, i: number, j: number): number {
  switch (jacobian.kind) {
    case 'dense':
      return jacobian.data[i * jacobian.columns + j];
    case 'diagonal':
      return i === j ? jacobian.entries[i] : 0;
    case 'identity':
      return i === j ? 1 : 0;
    case 'row-block':
      return Math.floor(j / jacobian.x.length) === i ? jacobian.x[j % jacobian.x.length] : 0;
  }
}
