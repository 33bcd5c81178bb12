/** Whether the page stands on a phone, upright or on its side: then it is one operation per screen (SPEC UI30). */
import { MediaQuery } from 'svelte/reactivity';

export const phone = new MediaQuery('(max-width: 760px), (max-width: 960px) and (max-height: 500px)');
