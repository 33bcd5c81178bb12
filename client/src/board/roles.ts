/**
 * The operation at the cursor on the board: what it makes, from what. Its roles are line styles: downstream a double rule,
 * upstream a plain one, local a dashed one. So δ has a double rule where it is made and a plain one where it is used
 * (lecture S7, S9).
 */
import type { ObjectiveName, Operation } from '@deltaboard/shared/training/operations.ts';
import { gradientOf, isLeftOut, type QuantityName } from './tensors.ts';

/** `made` in a forward operation, where there is no upstream yet; `given` is what it is made of. */
export type Role = 'downstream' | 'upstream' | 'local' | 'made' | 'given';

export type RoleOnBoard = readonly [quantity: QuantityName, role: Role];

/** What the operation computes; θ is three tensors, W stands for them. */
export function quantityOf({ phase, tensor }: Operation): QuantityName {
  switch (phase) {
    case 'forward':
      return tensor;
    case 'update':
      return 'W';
    case 'backward':
      return gradientOf[tensor];
  }
}

const forwards: Readonly<Record<'x' | 'z' | 'h' | 's' | 'J', readonly QuantityName[]>> = {
  x: [],
  z: ['W', 'x', 'b'],
  h: ['z'],
  s: ['u', 'h'],
  J: ['s'],
};

const backwards: Readonly<
  Record<keyof typeof gradientOf, readonly [upstream: QuantityName[], local: QuantityName[]]>
> = {
  J: [[], []],
  s: [['gradientOfJ'], ['s']],
  u: [['gradientOfS'], ['h']],
  h: [['gradientOfS'], ['u']],
  z: [['gradientOfH'], ['z']],
  b: [['delta'], []],
  W: [['delta'], ['x']],
  x: [['delta'], ['W']],
};

export function rolesOf(operation: Operation, objective: ObjectiveName): readonly RoleOnBoard[] {
  const all = (quantities: readonly QuantityName[], role: Role): RoleOnBoard[] =>
    quantities.filter((name) => !isLeftOut(name, objective)).map((quantity) => [quantity, role]);
  switch (operation.phase) {
    case 'forward':
      return [...all([operation.tensor], 'made'), ...all(forwards[operation.tensor], 'given')];
    case 'backward': {
      const [upstream, local] = backwards[operation.tensor];
      return [
        ...all([gradientOf[operation.tensor]], 'downstream'),
        ...all(upstream, 'upstream'),
        ...all(local, 'local'),
      ];
    }
    case 'update':
      return all(['W', 'b', 'u'], 'made');
  }
}
