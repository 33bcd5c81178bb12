import type { Scratch } from '@deltaboard/shared/scratch/scratch.ts';
import type { SaidOperation, Told } from './said.ts';

type Written = (value: number) => string;

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;

/** The operation at the cursor, in words and numbers. */
function said(operation: SaidOperation, written: Written): string {
  switch (operation.kind) {
    case 'forward': {
      const { sign, inputs, value } = operation;
      const numbers = inputs.map((input) => written(input.value));
      const form =
        /^[+−×÷^]$/.test(sign) && numbers.length === 2
          ? numbers.join(` ${sign} `)
          : `${sign}(${numbers.join(', ')})`;
      return `Forward: ${form} = ${written(value)}.`;
    }
    case 'start':
      return `Backward begins: ∂${operation.name}/∂${operation.name} = 1.`;
    case 'distributes':
      return `+ distributes: ${received(operation.inputs, written)}.${summed(operation.sums, written)}`.replace(
        /^\+/,
        operation.sign,
      );
    case 'routes': {
      const chosen = operation.inputs.find(({ local }) => local === 1);
      return `${operation.sign} routes: all of the upstream ${written(operation.upstream)} goes to ${chosen?.name ?? '–'}, the others get exactly 0.${summed(operation.sums, written)}`;
    }
    case 'switches':
      return `× switches: each input gets the upstream ${written(operation.upstream)} times the other one: ${received(operation.inputs, written)}.${summed(operation.sums, written)}`;
    case 'scales': {
      const scaled = operation.inputs.map(
        ({ name, local, value }) =>
          `${name} gets ${written(operation.upstream)} · ${written(local)} = ${written(value)}`,
      );
      return `${operation.sign} scales: ${listed(scaled)}.${summed(operation.sums, written)}`;
    }
  }
}

const received = (inputs: readonly Told[], written: Written): string =>
  listed(inputs.map(({ name, value }) => `${name} gets ${written(value)}`));

const summed = (sums: readonly Told[], written: Written): string =>
  sums.length === 0
    ? ''
    : ` At the branch gradients add: ${listed(sums.map(({ name, value }) => `${name} has ${written(value)}`))}.`;

const others: readonly Pick<Scratch, 'expression' | 'values'>[] = [
  { expression: 'p = σ(w * x + b)', values: { w: 2, x: -1, b: 3 } },
  { expression: 'J = -log(σ(s))', values: { s: -1 } },
  { expression: 'e = (tanh(a * b) - y)^2', values: { a: 0.5, b: 2, y: 1 } },
];

/** The scratch graph. Loaded with its page. */
export const scratch = {
  title: 'Scratch graph',
  expression: 'Expression',
  draw: 'Draw',
  examples: 'Examples',
  others,
  graph: (expression: string) => `The computation graph of ${expression}: values above, gradients below`,
  moves: 'Move in the scratch graph',
  toStart: 'To its beginning',
  back: '◀ Back',
  step: 'Step ▶',
  place: (operation: number, most: number) => `${operation} of ${most} ·`,
  beginning: 'The inputs have their values. Next: the first operation.',
  said,
  notYet: 'not yet',
  askedAbout: 'asked about: ',
  sumOf: (done: number, of: number) => `the sum of ${done} of ${of} uses`,
  table: 'Read as a table',
  node: 'node',
  value: 'value',
};
