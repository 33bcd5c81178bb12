/**
 * Which windows are drawn: a pure function of seed and number of the draw (SPEC TR2), so that any step can be replayed
 * alone; example e (from 0) of step n is draw (n − 1)·B + e + 1.
 * An epoch is one pass through the training windows in seeded order. With a stated share of LOCATION windows the pass
 * holds every other window once and the LOCATION windows in turn, as often as the share asks for (every one at least
 * once).
 */
import { shuffle, stream } from '../random.ts';

export type Sampling =
  | { readonly kind: 'natural' }
  | { readonly kind: 'location-share'; /** one in this many */ readonly oneIn: number };

const EPOCH_ORDER = 2;
const CORRUPTED = 4;

export interface Sampler {
  /** Examples of an epoch. */
  readonly epochLength: number;
  /** The share of them that are LOCATION. */
  readonly locationShare: number;
  /** The window of draw n ≥ 1; of a pair its true one. */
  windowOf(draw: number): number;
  /** The corrupted window of the pair of draw n ≥ 1: one of those that are not LOCATION. */
  corruptedOf(draw: number): number;
}

/** @param labels per window the index of its label: 1 is LOCATION. With `pairs` only LOCATION windows are drawn. */
export function createSampler(labels: Uint8Array, sampling: Sampling, seed: number, pairs = false): Sampler {
  const all = Int32Array.from(labels.keys());
  const others = all.filter((window) => labels[window] !== 1);
  const pass = pairs ? all.filter((window) => labels[window] === 1) : passOf(all, others, labels, sampling);
  const order = new Int32Array(pass.length);
  let orderedEpoch = -1;
  return {
    epochLength: pass.length,
    locationShare: pass.filter((window) => labels[window] === 1).length / pass.length,
    windowOf(draw) {
      const epoch = Math.floor((draw - 1) / pass.length);
      if (epoch !== orderedEpoch) {
        order.set(pass);
        shuffle(order, stream(seed, EPOCH_ORDER, epoch));
        orderedEpoch = epoch;
      }
      return order[(draw - 1) % pass.length];
    },
    corruptedOf: (draw) => others[stream(seed, CORRUPTED, draw).below(others.length)],
  };
}

function passOf(all: Int32Array, others: Int32Array, labels: Uint8Array, sampling: Sampling): Int32Array {
  if (sampling.kind === 'natural') return all;
  const locations = all.filter((window) => labels[window] === 1);
  if (locations.length === 0) return all;
  const repeats = Math.max(locations.length, Math.round(others.length / (sampling.oneIn - 1)));
  const pass = new Int32Array(others.length + repeats);
  pass.set(others);
  for (let i = 0; i < repeats; i++) pass[others.length + i] = locations[i % locations.length];
  return pass;
}
