/** A picture as PNG, at the resolution of print (SPEC PN2): the browser draws the SVG, and the file says how large it is on paper. */
import type { Svg } from '../../../primitives/chart/svg.ts';

/** Of A4 on its side, 297 mm, at 300 dots per inch. */
export const PRINT_WIDTH = 3508;
/**
 * The chunk pHYs of a PNG (W3C PNG 11.3.5.3), length and checksum included: 11,811 dots per metre either way, which is 300 per inch.
 */
const DENSITY = Uint8Array.from([
  ...[0, 0, 0, 9, 0x70, 0x48, 0x59, 0x73, 0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1],
  ...[0x78, 0xa5, 0x3f, 0x76],
]);

/** Rejects with Error where the browser cannot draw it. */
export async function pngOf({ text, width, height }: Svg): Promise<Uint8Array> {
  const image = new Image();
  // A data address: of those that a page's policy allows the only one that is not of the server.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = PRINT_WIDTH;
  canvas.height = Math.round((PRINT_WIDTH * height) / width);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the picture is too large');
  return withDensity(new Uint8Array(await blob.arrayBuffer()));
}

/** With its density behind the header, which is the first 33 bytes of every PNG. */
export function withDensity(png: Uint8Array): Uint8Array {
  const HEADER = 33;
  const whole = new Uint8Array(png.length + DENSITY.length);
  whole.set(png.subarray(0, HEADER));
  whole.set(DENSITY, HEADER);
  whole.set(png.subarray(HEADER), HEADER + DENSITY.length);
  return whole;
}
