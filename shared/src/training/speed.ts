/** How fast a run goes. */

/** Windows a second; 'max' is as fast as it goes. */
export const speeds = [0.5, 1, 2, 4, 10, 40, 100, 400, 1000, 4000, 'max'] as const;
export type Speed = (typeof speeds)[number];
