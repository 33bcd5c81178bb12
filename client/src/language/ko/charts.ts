import type { Catalogue } from '../en/index.ts';

export const charts = {} satisfies Catalogue['charts'];
