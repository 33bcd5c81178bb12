/** How large a run may be. */
export const NUMERICS_VERSION = 1;
export const HIDDEN_LIMIT = 512;
export const LAYERS_LIMIT = 4;
export const BATCH_LIMIT = 64;
/** Above this θ would not be a small transparent network any more; a snapshot stays below 4 MB. */
export const PARAMETER_LIMIT = 1_000_000;
