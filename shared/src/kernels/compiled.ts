/** The compiled kernels that this program can offer (`offerCompiled`), from their bytes. */
import type { Compiled } from './kernels-of.ts';
import { simdBytes } from './simd-bytes.ts';
import { compiledFrom } from './simd.ts';

/** null where the engine has no WebAssembly SIMD, or its page does not allow any: TypeScript computes the same. */
export function compiledKernels(): Compiled | null {
  try {
    return compiledFrom(fromBase64(simdBytes));
  } catch {
    return null;
  }
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const digits = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  for (let i = 0, at = 0, bits = 0, held = 0; i < digits.length; i++) {
    bits = (bits << 6) | DIGITS.indexOf(digits[i]);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at++] = (bits >> held) & 255;
  }
  return bytes;
}
