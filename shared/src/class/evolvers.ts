/** The form of the fold. */
import type { ClassEvent, FactOf, FactType } from './fact.ts';
import type { ClassState } from './state.ts';

/** What each fact makes of the class. */
export type Evolvers<T extends FactType> = {
  readonly [Type in T]: (state: ClassState, fact: FactOf<Type>, event: ClassEvent) => ClassState;
};
