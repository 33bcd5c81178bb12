import type { OperationName } from '@deltaboard/shared/lesson/operation-name.ts';

/** As it is written in the field: z₁, ∂W₂. */
export const operationText = (name: OperationName, start: string): string =>
  name === 'start' ? start : name.replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]);
