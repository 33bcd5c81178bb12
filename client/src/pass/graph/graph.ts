/** A computation graph to draw: whatever it is of, values run along its edges and gradients come back (lecture S9). */
import type { EdgeEnds, NodeSize } from './layout.ts';

/** A parameter or input has a square corner; what is computed a round one. */
export type NodeForm = 'leaf' | 'operator' | 'layer';

/** What the operation at the cursor does with it. */
export type NodeRole = 'made' | 'upstream' | 'used' | null;

export interface GraphNode extends NodeSize {
  readonly form: NodeForm;
  readonly role: NodeRole;
}

export interface GraphEdge extends EdgeEnds {
  /** upstream → downstream, once the gradient has come through; null: not yet. */
  readonly back: string | null;
  /** Whether the value of its input is there. */
  readonly reached: boolean;
  /** The operation at the cursor goes through it. */
  readonly active: boolean;
}
