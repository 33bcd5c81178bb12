/** Whether the page stands on an upright tablet: there is height for what stands beside something else on a wider page. */
import { MediaQuery } from 'svelte/reactivity';

export const upright = new MediaQuery('(min-width: 761px) and (max-width: 1180px) and (min-height: 1000px)');
