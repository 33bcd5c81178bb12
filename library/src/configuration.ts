/** What a run is made of, as a program that uses the library writes it. */
import type { HeadName } from '@deltaboard/shared/model/head.ts';
import type { NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';
import { presets as ofClasses } from '@deltaboard/shared/training/presets.ts';

/** Together with a seed all that θ after n steps depends on, beside the text. */
export interface RunConfiguration {
  /** Version of the arithmetic; the newest, 2, is the only one that a new run may have. */
  readonly numerics: 2;
  /** 0 to 2³² − 1: initial θ and the order of the windows. */
  readonly seed: number;
  /**
   * Absent: the vectors that come with Deltaboard, or those that are given beside the configuration. `random`: drawn from the seed.
   * `own`: those that are given, which must have this SHA-256 as a class keeps them.
   */
  readonly vectors?:
    { readonly kind: 'random' } | { readonly kind: 'own'; readonly hash: string } | undefined;
  readonly input: {
    /** r, 0 to 4: words on each side of the centre; a window has 2r + 1. */
    readonly radius: number;
    /** d: entries of a word vector; 10, 50 or 100 of those that come with Deltaboard, 1 to 1,024 of others. */
    readonly dimensions: number;
    /** Five one-hot entries a word beside its vector: x has (2r + 1) · (d + 5) entries, otherwise (2r + 1) · d. */
    readonly capitalisation: boolean;
  };
  /** `natural`: every window once an epoch. Otherwise one LOCATION window in `oneIn`, 2 to 20. */
  readonly sampling:
    { readonly kind: 'natural' } | { readonly kind: 'location-share'; readonly oneIn: number };
  /** Units of each hidden layer, the first nearest to x: at most 4 of 1 to 512. */
  readonly hidden: readonly number[];
  /** Softmax tells O, LOC, PER, ORG and MISC apart; the others LOCATION from the rest. */
  readonly head: HeadName;
  /** f. */
  readonly nonLinearity: NonLinearityName;
  /** η, above 0 and at most 10. */
  readonly learningRate: number;
  /** B, 1 to 64: examples a step; their gradients are averaged. */
  readonly batch: number;
  readonly optimiser: 'sgd' | 'adagrad';
  /** λ of L2 on the weights, 0 to 1. */
  readonly decay: number;
  /** Whether the vectors of the training text's words are parameters too. */
  readonly trainVectors: boolean;
  /** Epochs that a run makes, 1 to 10,000. */
  readonly epochLimit: number;
  /** Steps between two scores, 100 to 1,000,000; of a class, and of no consequence here. */
  readonly evaluateEvery: number;
}

/** Those that a class can start from: small enough to read, for the score, and the best that the family allows. */
export const presets: Readonly<Record<'board' | 'judge' | 'newsroom', RunConfiguration>> = ofClasses;
