/** How large a run may be, and what new ones compute with. */
export const NUMERICS_VERSION = 2;
/** The lengths that the bundled word vectors come in. */
export const BUNDLED_DIMENSIONS: readonly number[] = [10, 50, 100];
export const HIDDEN_LIMIT = 512;
export const LAYERS_LIMIT = 4;
export const BATCH_LIMIT = 64;
/** 2⁻¹⁵⁰: it and every smaller η is 0 in float32. */
export const LEARNING_RATE_FLOOR = 7.006492321624085e-46;
/** Above this θ would not be a small transparent network any more; a snapshot stays below 4 MB. */
export const PARAMETER_LIMIT = 1_000_000;
