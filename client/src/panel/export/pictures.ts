/** The board and the curves as pictures (SPEC PN1–PN3), made when they are asked for. */
import type { Session } from '../../session/session.svelte.ts';
import { chartSvg } from '../../primitives/chart/chart-svg.ts';
import type { Svg } from '../../primitives/chart/svg.ts';
import { chartOf, type ChartName, type ChartSource } from '../chart-lines.ts';
import type { charts } from '../charts.en.ts';
import { pngOf } from './sheet/png-of.ts';
import { withSheet } from './sheet/sheet.svelte.ts';
import { svgOf } from './sheet/svg-of.ts';

export const pictureNames = ['board', 'loss', 'size', 'f1'] as const;
export type PictureName = (typeof pictureNames)[number];
export type PictureForm = 'svg' | 'png';

export const isChart = (name: PictureName): name is ChartName => name !== 'board';

export const boardSvg = (session: Session, title: string): Promise<Svg> =>
  withSheet(session, (sheet) => svgOf(sheet, title));

export const curveSvg = (
  which: ChartName,
  source: ChartSource,
  t: { readonly charts: typeof charts; readonly across: string },
): Svg => chartSvg({ ...chartOf(which, source, t.charts), across: t.across });

export const asBytes = async (svg: Svg, form: PictureForm): Promise<Uint8Array | string> =>
  form === 'svg' ? svg.text : pngOf(svg);
