/**
 * The script of one heatmap frame for 100 × 250 in Chromium: colours and putImageData, as the board does it, beside the
 * same picture by fillRect: a ratio in one run.
 */
import { cpus } from 'node:os';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { browserArguments, resolveBrowser } from '../e2e/browser.ts';

const program = `
import { gainOf, paint } from '../client/src/pass/board/heatmap.ts';
import { createPalette } from '../client/src/pass/board/palette.ts';
globalThis.bench = (rows, columns, frames) => {
  const palette = createPalette('light', 'values');
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  document.body.append(canvas);
  const context = canvas.getContext('2d');
  const image = context.createImageData(columns, rows);
  const words = new Uint32Array(image.data.buffer);
  const values = new Float32Array(rows * columns);
  const quantile = (list, share) => list.sort((a, b) => a - b)[Math.floor(share * list.length)];
  const measure = (draw) => {
    const times = [];
    for (let frame = 0; frame < frames; frame++) {
      for (let i = 0; i < values.length; i++) values[i] = Math.sin(i * 0.37 + frame);
      const from = performance.now();
      draw();
      times.push(performance.now() - from);
    }
    return { median: quantile(times, 0.5), p95: quantile(times, 0.95) };
  };
  const board = measure(() => {
    paint(values, gainOf(1), palette, words);
    context.putImageData(image, 0, 0);
  });
  const fillRect = measure(() => {
    for (let i = 0; i < values.length; i++) {
      const word = palette.colours[Math.round((values[i] + 1) * 255)];
      context.fillStyle = 'rgb(' + (word & 255) + ' ' + ((word >> 8) & 255) + ' ' + ((word >> 16) & 255) + ')';
      context.fillRect(i % columns, (i / columns) | 0, 1, 1);
    }
  });
  return { board, fillRect };
};
`;
const bundle = await build({
  stdin: { contents: program, resolveDir: import.meta.dirname, loader: 'ts' },
  bundle: true,
  format: 'iife',
  write: false,
});
const browser = await chromium.launch({ executablePath: resolveBrowser(), args: browserArguments() });
const page = await browser.newPage();
await page.addScriptTag({ content: bundle.outputFiles[0].text });
const { board, fillRect } =
  await page.evaluate<Record<'board' | 'fillRect', { median: number; p95: number }>>('bench(100, 250, 200)');
console.log(
  `Heatmap 100 × 250, script a frame, 200 frames; Chromium ${browser.version()}, ${cpus()[0].model}`,
);
console.log(`paint + putImageData  median ${board.median.toFixed(2)} ms  p95 ${board.p95.toFixed(2)} ms`);
console.log(
  `fillRect a cell       median ${fillRect.median.toFixed(2)} ms  p95 ${fillRect.p95.toFixed(2)} ms`,
);
console.log(`ratio ${(fillRect.median / board.median).toFixed(0)}`);
await browser.close();
