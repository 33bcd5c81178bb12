/** ∂J/∂W as the lecture's chain of Jacobians, with the roles and shapes of its factors (lecture S6, S7, S9). */
import type { Picture } from '../picture/picture.ts';
import { readingOf, texText, type Reading } from './reading.ts';

interface Roles {
  readonly upstream: string;
  readonly local: string;
  readonly downstream: string;
}

interface Shape {
  /** n */
  readonly units: number;
  /** m */
  readonly inputs: number;
}

export const chainText = '∂J/∂W = ∂J/∂s · ∂s/∂h · ∂h/∂z · ∂z/∂W = δ xᵀ';

const partial = (of: string, by: string): string => `\\dfrac{\\partial ${of}}{\\partial ${by}}`;
const under = (formula: string, label: string): string => `\\underbrace{${formula}}_{${label}}`;
const text = (words: string): string => `\\text{${texText(words)}}`;

/** On a narrow screen in two lines. */
export function chainOf({ units, inputs }: Shape, roles: Roles, narrow: boolean): string {
  const left = under(partial('J', 'W'), text(roles.downstream));
  const jacobians = [
    under(partial('J', 's'), '1\\times1'),
    under(partial('s', 'h'), `1\\times${units}`),
    under(partial('h', 'z'), `${units}\\times${units}`),
  ].join('\\,');
  const upstream = under(jacobians, `\\textstyle\\delta^\\top\\scriptstyle\\;${text(roles.upstream)}`);
  const local = under(under(partial('z', 'W'), `${units}\\times${units * inputs}`), text(roles.local));
  const result = under('\\delta\\,x^\\top', `${units}\\times${inputs}`);
  return narrow
    ? `\\begin{aligned}${left} &= ${upstream}\\;${local}\\\\[0.4em] &= ${result}\\end{aligned}`
    : `${left} = ${upstream}\\;${local} = ${result}`;
}

/** The chain on the numbers of one row: from ∂J/∂s to the first unit's δ and its first entry of ∂J/∂W. */
export const chainReadings = (picture: Picture): readonly Reading[] =>
  (['gradientOfS', 'gradientOfH', 'delta', 'gradientOfW'] as const).map((quantity) =>
    readingOf(picture, { quantity, index: 0 }),
  );
