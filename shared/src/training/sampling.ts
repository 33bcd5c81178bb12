/**
 * Which window a step draws: a pure function of seed and step (SPEC TR2), so that any step can be replayed alone.
 * An epoch is one pass through the training windows in seeded order. With a stated share of LOCATION windows the pass
 * holds every other window once and the LOCATION windows in turn, as often as the share asks for (every one at least
 * once).
 */
import { shuffle, stream } from '../random.ts';

export type Sampling =
  | { readonly kind: 'natural' }
  | { readonly kind: 'location-share'; /** one in this many */ readonly oneIn: number };

const EPOCH_ORDER = 2;

export interface Sampler {
  /** Windows drawn in an epoch. */
  readonly epochLength: number;
  /** The share of them that are LOCATION. */
  readonly locationShare: number;
  /** The window of step n ≥ 1. */
  windowOf(step: number): number;
  /** 1-based epoch of step n ≥ 1. */
  epochOf(step: number): number;
}

export function createSampler(labels: Uint8Array, sampling: Sampling, seed: number): Sampler {
  const pass = passOf(labels, sampling);
  const order = new Int32Array(pass.length);
  let orderedEpoch = -1;
  return {
    epochLength: pass.length,
    locationShare: pass.reduce((sum, window) => sum + labels[window], 0) / pass.length,
    epochOf: (step) => Math.floor((step - 1) / pass.length) + 1,
    windowOf(step) {
      const epoch = Math.floor((step - 1) / pass.length);
      if (epoch !== orderedEpoch) {
        order.set(pass);
        shuffle(order, stream(seed, EPOCH_ORDER, epoch));
        orderedEpoch = epoch;
      }
      return order[(step - 1) % pass.length];
    },
  };
}

function passOf(labels: Uint8Array, sampling: Sampling): Int32Array {
  const all = Int32Array.from(labels.keys());
  if (sampling.kind === 'natural') return all;
  const locations = all.filter((window) => labels[window] === 1);
  const others = all.filter((window) => labels[window] === 0);
  if (locations.length === 0) return all;
  const repeats = Math.max(locations.length, Math.round(others.length / (sampling.oneIn - 1)));
  const pass = new Int32Array(others.length + repeats);
  pass.set(others);
  for (let i = 0; i < repeats; i++) pass[others.length + i] = locations[i % locations.length];
  return pass;
}
