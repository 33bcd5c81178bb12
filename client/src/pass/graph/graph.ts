/** A computation graph to draw: whatever it is of, values run along its edges and gradients come back (lecture S9). */

/** A parameter or input has a square corner; what is computed a round one. */
export type NodeForm = 'leaf' | 'operator' | 'layer';

/** What the operation at the cursor does with it. */
export type NodeRole = 'made' | 'upstream' | null;

export interface GraphEdge {
  readonly id: string;
  /** From an input to what is computed of it. */
  readonly from: string;
  readonly to: string;
  /** Whether the value of its input is there. */
  readonly reached: boolean;
  /** Of the gradient that goes the other way; none where nothing is differentiated. */
  readonly gradient: 'none' | 'not-yet' | 'come';
  /** The operation at the cursor goes through it, with the flow or against it. */
  readonly active: 'value' | 'gradient' | null;
}
