/**
 * The kernels of numerics version 2 (SPEC NU10 and on) in AssemblyScript: four float32 lanes, two float64 lanes inside the
 * functions, no fused multiply-add. Bit for bit what shared/src/kernels/version-2.ts computes in plain TypeScript, where
 * each of them is explained; here stands only how four lanes do it. Pointers are bytes, lengths are entries.
 */
export { affine, transposed, outer, sumOfRows } from './products';
export { movedOnly, movedOnlyFlushed, movedThrough, movedThroughFlushed, descendOuter } from './updates';
export { descend, add, addScaled, divide, adapt, sumOfSquares } from './updates';
export { activate, multiply } from './entries';
