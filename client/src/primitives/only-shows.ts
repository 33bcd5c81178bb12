/** Whether this page only shows (a projector): what would be a control says what is chosen, and nothing else (SPEC UI51). */
import { getContext, setContext } from 'svelte';

const KEY = Symbol('only shows');

/** For everything in the component that is being made. */
export const setOnlyShows = (only: boolean): boolean => setContext(KEY, only);

/** Asked while a component is made: a page never changes what it is. */
export const onlyShows = (): boolean => getContext<boolean | undefined>(KEY) ?? false;
