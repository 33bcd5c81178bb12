import type { Catalogue } from '../en/index.ts';

export const sentence = {} satisfies Catalogue['sentence'];
