/** Of what shape a quoted tensor is, and which operation computes it. */
import type { ModelShape } from '../model/parameters.ts';
import { topUnits } from '../model/parameters.ts';
import type { View } from '../protocol/view.ts';
import type { OperationName } from './operation-name.ts';
import type { QuoteTensor } from './quote.ts';

/** Rows and columns. */
export type Shape = readonly [rows: number, columns: number];

/** Those that every layer has one of. */
const ofLayers: readonly QuoteTensor[] = ['W', 'b', 'z', 'h', '∂h', 'δ', '∂b', '∂W'];
export const isOfLayer = (tensor: QuoteTensor): boolean => ofLayers.includes(tensor);

/** As its entries lie, the gradient in the shape of its value; null: the network has no such layer. Layers count from 1. */
export function shapeOfTensor(tensor: QuoteTensor, layer: number, shape: ModelShape): Shape | null {
  const { inputs, hidden, outputs } = shape;
  switch (tensor) {
    case 'x':
    case '∂x':
      return [inputs, 1];
    case 's':
    case '∂s':
      return [outputs, 1];
    case 'u':
    case '∂u':
      return outputs === 1 ? [topUnits(shape), 1] : [outputs, topUnits(shape)];
    default: {
      const units = hidden.at(layer - 1);
      if (units === undefined || layer < 1) return null;
      const isMatrix = tensor === 'W' || tensor === '∂W';
      return [units, isMatrix ? (layer === 1 ? inputs : hidden[layer - 2]) : 1];
    }
  }
}

/** As the class writes it: a gradient as the Jacobian of one number is one row. */
export function writtenShape(
  tensor: QuoteTensor,
  [rows, columns]: Shape,
  convention: View['convention'],
): Shape {
  const isGradient = tensor === 'δ' || tensor.startsWith('∂');
  return isGradient && convention === 'jacobian' ? [1, rows * columns] : [rows, columns];
}

/** The operation after which it is known; null: θ is there from the beginning. */
export function computedBy(tensor: QuoteTensor, layer: number): OperationName | null {
  switch (tensor) {
    case 'W':
    case 'b':
    case 'u':
      return null;
    case 'x':
    case 's':
    case '∂s':
    case '∂u':
    case '∂x':
      return tensor;
    default:
      return `${tensor}${layer}` as OperationName;
  }
}
