/** Entry by entry: f, f′ and products. */
import { flushed, flushedOne, loadPart, storePart } from './lanes';
import {
  completed,
  GELU,
  HARD_TANH,
  isSmooth,
  LEAKY_RELU,
  LOGISTIC,
  pieceSlope,
  pieceValue,
  prepared,
  RELU,
  smooth,
  TANH,
} from './functions';

// ---- entry by entry ----------------------------------------------------------------------------------------------

/** `slopes`: 0, or where f′(Z) goes. */
// @ts-ignore: decorator
@inline
function activateBy(name: i32, z: usize, h: usize, slopes: usize, length: i32): void {
  const end = <usize>length << 2;
  for (let j: usize = 0; j < end; j += 16) {
    const rest = end - j;
    const values = rest < 16 ? loadPart(z + j, rest) : v128.load(z + j);
    let made: v128;
    let slope: v128;
    if (isSmooth(name)) {
      const low = f64x2.promote_low_f32x4(values);
      const high = f64x2.promote_low_f32x4(v128.shuffle<i64>(values, values, 1, 1));
      const eLow = prepared(name, low);
      const eHigh = prepared(name, high);
      const qLow = completed(name, low, eLow);
      const qHigh = completed(name, high, eHigh);
      made = smooth(name, false, low, high, eLow, eHigh, qLow, qHigh);
      slope = smooth(name, true, low, high, eLow, eHigh, qLow, qHigh);
    } else {
      made = pieceValue(name, values);
      slope = pieceSlope(name, values);
    }
    if (rest < 16) storePart(h + j, flushed(made), rest);
    else v128.store(h + j, flushed(made));
    if (!slopes) continue;
    if (rest < 16) storePart(slopes + j, flushed(slope), rest);
    else v128.store(slopes + j, flushed(slope));
  }
}

/** H ← f(Z), and f′(Z) unless `slopes` is 0; a loop of its own for each f, so that nothing is chosen within it. */
export function activate(name: i32, z: usize, h: usize, slopes: usize, length: i32): void {
  switch (name) {
    case LOGISTIC:
      return activateBy(LOGISTIC, z, h, slopes, length);
    case TANH:
      return activateBy(TANH, z, h, slopes, length);
    case HARD_TANH:
      return activateBy(HARD_TANH, z, h, slopes, length);
    case RELU:
      return activateBy(RELU, z, h, slopes, length);
    case LEAKY_RELU:
      return activateBy(LEAKY_RELU, z, h, slopes, length);
    case GELU:
      return activateBy(GELU, z, h, slopes, length);
    default:
      return activateBy(-1, z, h, slopes, length);
  }
}

/** out ← a ∘ b */
export function multiply(a: usize, b: usize, out: usize, length: i32): void {
  const end = <usize>length << 2;
  let j: usize = 0;
  for (; j + 16 <= end; j += 16) v128.store(out + j, flushed(f32x4.mul(v128.load(a + j), v128.load(b + j))));
  for (; j < end; j += 4) store<f32>(out + j, flushedOne(load<f32>(a + j) * load<f32>(b + j)));
}
