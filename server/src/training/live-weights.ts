/**
 * When W goes with a live picture, and in which form (SPEC WR5): as often as there is room for it beside the vectors. That of a small
 * network goes whole with every picture; of a large one first the whole, then what has changed since, less often while that is much.
 */
import { randomInt } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { Layer, ModelShape } from '@deltaboard/shared/model/parameters.ts';
import { difference, quantised, type Quantised } from '@deltaboard/shared/protocol/frame-encode.ts';
import type { PackedWeights } from '@deltaboard/shared/protocol/frame-weights.ts';

/** Bytes of a picture in the mean, so that ten a second with what frames them and the class's events stay below 0.3 Mbit/s. */
export const PICTURE_BYTES = 3150;
/** What of them is W's at the least, however long the vectors are. */
const WEIGHT_BYTES = 850;
/** A difference is no gain any more where it is nearly as long as a keyframe. */
const WORTH_IT = 0.85;
/** Differences from one keyframe: a room that has missed it waits no longer for the next. */
const DIFFERENCES_LIMIT = 100;

/** What a picture says of its W. As a trainer writes it `number` is `keyframe` where W is whole, else 0; the room numbers it anew. */
export interface SentWeights {
  readonly number: number;
  readonly keyframe: number;
  readonly weights: PackedWeights | null;
}

export interface LiveWeights {
  /** @param others bytes of the picture without W */
  next(others: number): SentWeights;
  /** The next one is whole. */
  restart(): void;
}

interface Keyframe {
  readonly name: number;
  readonly quantised: Quantised;
  /** Bytes, packed. */
  readonly size: number;
  differences: number;
}

const NOTHING: SentWeights = { number: 0, keyframe: 0, weights: null };

export function createLiveWeights(shape: ModelShape, layers: readonly Layer<Float32Array>[]): LiveWeights {
  const matrices = layers.map(({ W }) => W);
  /** Another thread of the run names its own anew, and no two alike. */
  let name = randomInt(2 ** 31);
  let keyframe: Keyframe | null = null;
  /** Bytes that the pictures so far have left for W; below 0 it has had more. */
  let left = 0;

  const pack = (levels: Int8Array): Uint8Array =>
    deflateRawSync(new Uint8Array(levels.buffer, levels.byteOffset, levels.length));

  function whole(): SentWeights {
    const made = quantised(shape, matrices);
    const packed = pack(made.levels);
    name += 1;
    keyframe = { name, quantised: made, size: packed.length, differences: 0 };
    return { number: name, keyframe: name, weights: { grids: made.grids, packed } };
  }

  function changed(from: Keyframe): SentWeights | null {
    if (from.differences >= DIFFERENCES_LIMIT) return null;
    const added = difference(matrices, from.quantised);
    const packed = added && pack(added);
    if (!packed || packed.length > WORTH_IT * from.size) return null;
    from.differences += 1;
    return { number: 0, keyframe: from.name, weights: { grids: from.quantised.grids, packed } };
  }

  return {
    next(others) {
      const room = Math.max(PICTURE_BYTES - others, WEIGHT_BYTES);
      left = Math.min(0, left + room);
      if (left < 0 || matrices.length === 0) return NOTHING;
      const sent = (keyframe && keyframe.size > room ? changed(keyframe) : null) ?? whole();
      left -= sent.weights?.packed.length ?? 0;
      return sent;
    },
    restart() {
      keyframe = null;
      left = 0;
    },
  };
}
