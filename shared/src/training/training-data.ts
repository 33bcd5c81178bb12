/** What a run is trained on. */
import type { EncodedText } from '../dataset/windows.ts';

export interface TrainingData {
  readonly text: EncodedText;
  /** vocabulary size × d */
  readonly vectors: Float32Array;
}
