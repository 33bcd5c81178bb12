/**
 * npm run floats [-- STRIDE]: f and f′ of numerics version 2 over all 2³² float32s (or every so-manieth): in WebAssembly bit
 * for bit as in TypeScript, NaN as NaN, and how far from the exact value (SPEC NU17, NU18).
 */
import { compiledKernels } from '@deltaboard/shared/kernels/compiled.ts';
import { version2 } from '@deltaboard/shared/kernels/version-2.ts';
import { SMALLEST_NORMAL_FLOAT32 } from '@deltaboard/shared/math.ts';
import { nonLinearities, nonLinearityNames } from '@deltaboard/shared/model/non-linearity.ts';

const stride = Number(process.argv[2] ?? 1);
const CHUNK = 1 << 16;
const compiled = compiledKernels()?.(3 * CHUNK + 64);
if (!compiled) throw new Error('no WebAssembly SIMD');
const [z, h, slopes] = [0, 0, 0].map(() => compiled.allocate(CHUNK));
const [plainH, plainSlopes] = [0, 0].map(() => new Float32Array(CHUNK));
const bits = (of: Float32Array): Uint32Array => new Uint32Array(of.buffer, of.byteOffset, of.length);
const patterns = bits(z);

/** In units in the last place of the float32 at `exact`. */
function ulps(found: number, exact: number): number {
  if (Math.abs(exact) < SMALLEST_NORMAL_FLOAT32) return found === 0 ? 0 : Infinity;
  return Math.abs(found - exact) / 2 ** (Math.floor(Math.log2(Math.abs(exact))) - 23);
}

for (const name of nonLinearityNames) {
  const { f, derivative } = nonLinearities[name];
  let different = 0;
  const worst = [0, 0];
  for (let next = 0; next < 2 ** 32;) {
    for (let i = 0; i < CHUNK; i++, next += stride) patterns[i] = next;
    compiled.activate(name, z, h, slopes);
    version2.activate(name, z, plainH, plainSlopes);
    const pairs = [
      [h, plainH],
      [slopes, plainSlopes],
    ] as const;
    for (const [fast, plain] of pairs) {
      const [one, other] = [bits(fast), bits(plain)];
      for (let i = 0; i < CHUNK; i++) {
        if (one[i] !== other[i] && !(Number.isNaN(fast[i]) && Number.isNaN(plain[i]))) different++;
      }
    }
    // The exact value costs more than all the rest: of every 64th.
    for (let i = 0; i < CHUNK; i += 64) {
      if (!Number.isFinite(z[i]) || Math.abs(z[i]) > 3e38) continue;
      worst[0] = Math.max(worst[0], ulps(plainH[i], f(z[i])));
      worst[1] = Math.max(worst[1], ulps(plainSlopes[i], derivative(z[i])));
    }
  }
  console.log(
    `${name.padEnd(10)} ${different} different, f within ${worst[0].toFixed(3)} ulp, f′ within ${worst[1].toFixed(3)}`,
  );
  if (different > 0 || Math.max(...worst) > 4) process.exitCode = 1;
}
