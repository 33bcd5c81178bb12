/**
 * Live pictures in the order in which they came, each once what is packed in it is unpacked. Loaded with the first of them.
 */
import { BadFrame } from '@deltaboard/shared/protocol/bad-frame.ts';
import { completed } from '@deltaboard/shared/protocol/frame-complete.ts';
import { decodeFrame, type SentFrame } from '@deltaboard/shared/protocol/frame.ts';
import { cellsOf, levelsOf, weightsOf, type LiveWeights } from '@deltaboard/shared/protocol/frame-weights.ts';
import type { RunDescription } from '@deltaboard/shared/protocol/state.ts';
import type { ModelShape } from '@deltaboard/shared/model/parameters.ts';
import { modelShape } from '@deltaboard/shared/training/configuration.ts';
import { inflated } from './inflated.ts';
import type { Live } from './live-frame.ts';
import { livePicture } from './live.ts';
import { frameParameters } from './parameters.ts';

export class LivePictures {
  #last: Promise<unknown> = Promise.resolve();
  #run = -1;
  #newest = 0;
  #keyframe: { readonly number: number; readonly levels: Int16Array } | null = null;
  #weights: readonly LiveWeights[] | null = null;

  /** Null where there is nothing to draw: no picture of this run, none with a W yet, or `isComputable` is false (it lacks kernels). */
  decode(bytes: Uint8Array, run: RunDescription, isComputable: boolean): Promise<Live | null> {
    const decoded = this.#last.then(() => this.#decode(bytes, run, isComputable));
    this.#last = decoded.catch(() => null);
    return decoded.catch((error: unknown) => {
      // The last picture of a run that has just been replaced by one of another shape.
      if (error instanceof BadFrame) return null;
      throw error;
    });
  }

  async #decode(bytes: Uint8Array, run: RunDescription, isComputable: boolean): Promise<Live | null> {
    const shape = modelShape(run.configuration);
    if (run.number !== this.#run) {
      this.#run = run.number;
      this.#keyframe = this.#weights = null;
    }
    const sent = decodeFrame(bytes, run.configuration);
    await this.#unpack(sent, shape);
    const weights = shape.hidden.length === 0 ? [] : this.#weights;
    // A keyframe may come behind newer pictures: what it is needed for follows at once.
    const isOlder = sent.number < this.#newest;
    this.#newest = Math.max(this.#newest, sent.number);
    const whole = isComputable && !isOlder ? completed(sent, run) : null;
    if (!weights || !whole) return null;
    const frame = { ...whole, weights };
    return {
      frame,
      picture: (drawn, settings, layer) => livePicture(frame, drawn, settings, layer),
      get parameters() {
        return frameParameters(frame, shape);
      },
    };
  }

  /** A difference from a keyframe that never came leaves W as it was. */
  async #unpack({ number, keyframe, weights }: SentFrame, shape: ModelShape): Promise<void> {
    if (!weights) return;
    const isWhole = keyframe === number;
    const from = keyframe === this.#keyframe?.number ? this.#keyframe.levels : null;
    if (!isWhole && !from) return;
    const { grids, packed } = weights;
    const cells = cellsOf(
      shape,
      grids.map(({ block }) => block),
    );
    const length = cells.reduce((sum, one) => sum + one, 0);
    const levels = levelsOf(await inflated(packed, length), isWhole ? null : from);
    this.#weights = weightsOf(shape, grids, levels);
    if (isWhole) this.#keyframe = { number, levels };
  }
}
