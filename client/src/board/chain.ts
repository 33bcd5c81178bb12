/** ∂J/∂W as the lecture's chain of Jacobians, with the roles and shapes of its factors (lecture S6, S7, S9). */
import { texText } from './reading.ts';

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
const under = (formula: string, text: string): string => `\\underbrace{${formula}}_{\\text{${texText(text)}}}`;

/** On a narrow screen in two lines. */
export function chainOf({ units, inputs }: Shape, roles: Roles, narrow: boolean): string {
  const upstream = [
    under(partial('J', 's'), '1×1'),
    under(partial('s', 'h'), `1×${units}`),
    under(partial('h', 'z'), `${units}×${units}`),
  ].join('\\,');
  const local = under(partial('z', 'W'), `${units}×${units * inputs}`);
  const left = under(partial('J', 'W'), roles.downstream);
  const chain = `\\underbrace{${upstream}}_{\\textstyle \\delta^\\top\\text{, ${texText(roles.upstream)}}}\\;\\underbrace{${local}}_{\\text{${texText(roles.local)}}}`;
  const result = `${under('\\delta\\,x^\\top', `${units}×${inputs}`)}`;
  return narrow
    ? `\\begin{aligned}${left} &= ${chain}\\\\[0.4em] &= ${result}\\end{aligned}`
    : `${left} = ${chain} = ${result}`;
}
