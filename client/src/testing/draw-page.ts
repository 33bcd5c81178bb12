/** Runs in the page that `bench/draw.ts` opens: what the client draws with, on canvases and paths of its own. */
import type { LossPoint } from '@deltaboard/shared/training/series.ts';
import { curveOf } from '../driving/timeline/curve.ts';
import { gainOf, paint } from '../pass/board/heatmap.ts';
import { createPalette } from '../pass/board/palette.ts';
import { Chart } from '../primitives/chart/chart-kit.ts';
import { configurationOf, type Line } from '../primitives/chart/line.ts';

interface Times {
  /** Milliseconds of script a frame. */
  readonly median: number;
  readonly p95: number;
}

function measure(frames: number, draw: (frame: number) => void): Times {
  const times: number[] = [];
  for (let frame = 0; frame < frames; frame++) {
    const from = performance.now();
    draw(frame);
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  return { median: times[Math.floor(frames / 2)], p95: times[Math.floor(0.95 * frames)] };
}

function canvasOf(width: number, height: number): HTMLCanvasElement {
  const place = document.body.appendChild(document.createElement('div'));
  place.style.cssText = `position: relative; width: ${width}px; height: ${height}px`;
  const canvas = place.appendChild(document.createElement('canvas'));
  [canvas.width, canvas.height] = [width, height];
  return canvas;
}

/** The board's way, and a rectangle a cell. */
function heatmaps(rows: number, columns: number, frames: number): { paint: Times; fillRect: Times } {
  const palette = createPalette('light', 'values');
  const context = canvasOf(columns, rows).getContext('2d');
  if (!context) throw new Error('there is no canvas');
  const image = context.createImageData(columns, rows);
  const words = new Uint32Array(image.data.buffer);
  const values = new Float32Array(rows * columns);
  const change = (frame: number): void => {
    for (let i = 0; i < values.length; i++) values[i] = Math.sin(i * 0.37 + frame);
  };
  return {
    paint: measure(frames, (frame) => {
      change(frame);
      paint(values, gainOf(1), palette, words);
      context.putImageData(image, 0, 0);
    }),
    fillRect: measure(frames, (frame) => {
      change(frame);
      for (let i = 0; i < values.length; i++) {
        const word = palette.colours[Math.round((values[i] + 1) * 255)];
        context.fillStyle = `rgb(${word & 255} ${(word >> 8) & 255} ${(word >> 16) & 255})`;
        context.fillRect(i % columns, Math.floor(i / columns), 1, 1);
      }
    }),
  };
}

function losses(count: number): LossPoint[] {
  return Array.from({ length: count }, (_, k) => {
    const J = 0.7 * Math.exp(-k / count) * (1 + 0.6 * Math.sin(k * 12.9898));
    return { step: k + 1, count: 1, J: [J, J, J] };
  });
}

/** The timeline's curve over all of it: its paths are made, and set. */
function timeline(count: number, frames: number): Times {
  const points = losses(count);
  const svg = document.body.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));
  const paths = Array.from({ length: 4 }, () =>
    svg.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'path')),
  );
  return measure(frames, (frame) => {
    const { dots, band, mean, clipped } = curveOf(points, { from: 1, to: count - (frame % 7) });
    for (const [k, d] of [dots, band, mean, clipped].entries()) paths[k].setAttribute('d', d);
  });
}

/** The chart of the loss: a point each, and their mean. */
function chart(count: number, frames: number): Times {
  const points = losses(count).map(({ step, J }) => ({ x: step, y: J[1] }));
  const lines = (frame: number): Line[] => [
    { name: 'J', stroke: 'dots', points: points.slice(0, count - (frame % 7)) },
    { name: 'mean', stroke: 'solid', points: points.slice(0, count - (frame % 7)) },
  ];
  const ink = { ink: '#1d2127', muted: '#5b6470', rule: '#d8d5cc', font: 'sans-serif', size: 12 };
  const axis = { logarithmic: false, min: 0 } as const;
  const drawn = new Chart(canvasOf(320, 200), configurationOf(lines(0), axis, ink));
  return measure(frames, (frame) => {
    const next = configurationOf(lines(frame), axis, ink);
    drawn.data = next.data;
    if (next.options) drawn.options = next.options;
    drawn.update('none');
  });
}

Object.assign(globalThis, { drawing: { heatmaps, timeline, chart } });
