import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { compiledKernels, fromBase64 } from './compiled.ts';
import { kernelsOf, offerCompiled, plainKernels } from './kernels-of.ts';
import { simdBytes } from './simd-bytes.ts';
import { offerVersion1, version1 } from './version-1.ts';
import { version2 } from './version-2.ts';

const folder = fileURLToPath(new URL('../../../simd/', import.meta.url));
const committed = readFileSync(join(folder, 'simd.wasm'));

test('NU18 what is loaded are the bytes of simd/simd.wasm', () => {
  expect(Buffer.from(fromBase64(simdBytes)).equals(committed)).toBe(true);
});

test('any text in base64 is what it was', () => {
  for (let length = 0; length < 40; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255);
    expect(fromBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
  }
});

test.runIf(existsSync(join(folder, 'node_modules/assemblyscript')))(
  'NU18 compiled anew, the source has these bytes',
  async () => {
    const { compile } = (await import(pathToFileURL(join(folder, 'build.mjs')).href)) as {
      compile: (target: string) => void;
    };
    const place = mkdtempSync(join(tmpdir(), 'simd-'));
    try {
      compile(join(place, 'anew.wasm'));
      expect(readFileSync(join(place, 'anew.wasm')).equals(committed)).toBe(true);
    } finally {
      rmSync(place, { recursive: true });
    }
  },
);

test('NU10 a run has the kernels of its version; those of version 2 are compiled ones where they are offered', () => {
  expect(() => kernelsOf(1, 100)).toThrow('version 1');
  offerVersion1();
  expect([kernelsOf(1, 100), kernelsOf(2, 100)]).toEqual([version1, version2]);
  offerCompiled(compiledKernels());
  try {
    expect(kernelsOf(1, 100)).toBe(version1);
    expect(kernelsOf(2, 100)).not.toBe(version2);
    expect(kernelsOf(2, 100).anywhere).toBe(version2);
    expect(plainKernels(2)).toBe(version2);
  } finally {
    offerCompiled(null);
  }
});
