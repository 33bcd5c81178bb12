/** Facts of every version that was ever written, as today's (SPEC CL3). A version that is not known is a newer server's. */
import { FACT_VERSION, type Fact } from './fact.ts';

/** From version k + 1 to k + 2. */
const upcasters: readonly ((fact: never) => unknown)[] = [
  // 2: a question may have no choices, and an answer may be an entry or a number as it was typed; there are votes and raised hands. What
  // was before stays as it was.
  (fact) => fact,
  // 3: the secret of a class may change, and members leave for good. What was before stays as it was.
  (fact) => fact,
  // 4: there are lessons. What was before stays as it was.
  (fact) => fact,
  // 5: what is compared may end early. What was compared before went on to its end.
  withPatience,
  // 6: hands are counted. What was before stays as it was.
  (fact) => fact,
  // 7: there are seminars. What was before stays as it was.
  (fact) => fact,
];

/** Throws Error for a version that this server does not know. */
export function upcast(version: number, fact: unknown): Fact {
  if (version < 1 || version > FACT_VERSION)
    throw new Error(`facts of version ${version} are not known here`);
  return upcasters.slice(version - 1).reduce((older, next) => next(older as never), fact) as Fact;
}

function withPatience(fact: Fact): unknown {
  if (fact.type !== 'view-changed' || !fact.changed.compared) return fact;
  const { runs, epochs } = fact.changed.compared;
  return { ...fact, changed: { ...fact.changed, compared: { runs, epochs, patience: null } } };
}
