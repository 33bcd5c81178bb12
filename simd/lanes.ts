/** What all kernels do with four lanes. */

/** Denormals, and −0, to +0; NaN stays. */
// @ts-ignore: decorator
@inline
export function flushed(v: v128): v128 {
  return v128.andnot(v, f32x4.lt(f32x4.abs(v), f32x4.splat(1.1754943508222875e-38)));
}

// @ts-ignore: decorator
@inline
export function flushedOne(v: f32): f32 {
  return abs<f32>(v) < <f32>1.1754943508222875e-38 ? <f32>0 : v;
}

/** Ones in the lanes of what is left over of a row, 0 to 3 of them. */
// @ts-ignore: decorator
@inline
export function leftOver(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
}

/** The 1 to 3 entries that are left over at the end; the other lanes are 0. */
export function loadPart(at: usize, bytes: usize): v128 {
  let v = v128.load32_zero(at);
  if (bytes > 4) v = v128.load32_lane(at, v, 1, 4);
  if (bytes > 8) v = v128.load32_lane(at, v, 2, 8);
  return v;
}

export function storePart(at: usize, v: v128, bytes: usize): void {
  v128.store32_lane(at, v, 0);
  if (bytes > 4) v128.store32_lane(at, v, 1, 4);
  if (bytes > 8) v128.store32_lane(at, v, 2, 8);
}
