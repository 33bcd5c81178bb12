/** What a node is drawn of, from top to bottom: what it holds, the value, its sign, the gradient, what that is. */

/** In CSS pixels. */
export interface Metrics {
  /** The main text. */
  readonly rem: number;
  /** The least size of text. */
  readonly text: number;
}

/** How a kind of node is built. */
export interface NodeBuild {
  /** A matrix has a higher picture than a vector, a row, or a number. */
  readonly isMatrix: boolean;
  /** Lines under its gradient; 0: it has none. */
  readonly lines: number;
  /** Of a node that is built otherwise, in the size of the text. */
  readonly height?: number;
}

/** Of a line of the least text. */
export const lineOf = ({ text }: Metrics): number => 1.3 * text;

/** Of the sign's box. */
export const signOf = ({ rem, text }: Metrics): number => Math.max(1.65 * rem, 1.65 * text);

/** In the size of the text: in a vector's place a line of it is written. */
const WRITTEN = 1.16;

/** Heights of the pictures, from what they are to have to what they may have at most; `share` is from 0 to 1, or less than 0 in need. */
export const pictureHeight = (isMatrix: boolean, { text }: Metrics, share: number): number => {
  const [least, most] = isMatrix ? [2, 6] : [1.3, 3];
  return Math.max(WRITTEN, least + share * (most - least)) * text;
};

/** From a node's top to the middle of its sign. */
export const toSign = ({ isMatrix }: Pick<NodeBuild, 'isMatrix'>, metrics: Metrics, share: number): number =>
  lineOf(metrics) + pictureHeight(isMatrix, metrics, share) + signOf(metrics) / 2;

/** Of a whole node. */
export const nodeHeight = (
  { isMatrix, lines, height }: NodeBuild,
  metrics: Metrics,
  share: number,
): number => {
  if (height !== undefined) return height * metrics.text;
  const picture = pictureHeight(isMatrix, metrics, share);
  return lineOf(metrics) + picture + signOf(metrics) + (lines > 0 ? picture + lines * lineOf(metrics) : 0);
};

/** The least width of a mark that can be pressed, in CSS pixels. */
const LEAST_MARK = 24;
/** In the size of the text; in several rows each is lower. */
const MARK = { least: 1.9, width: 2.4, height: 2.5, low: 2, below: 0.5 } as const;

export interface MarksGrid {
  readonly columns: number;
  /** Of all rows and what lies between them and the picture, in CSS pixels. */
  readonly height: number;
}

/** Marks of all nodes: in one row where each can still be pressed, else in as many as they need. */
export function marksGrid(count: number, width: number, { text }: Metrics): MarksGrid {
  const least = Math.max(LEAST_MARK, MARK.least * text);
  const columns =
    count * (least + 2) <= width ? count : Math.max(1, Math.floor(width / (MARK.width * text + 2)));
  const rows = Math.ceil(count / columns);
  return { columns, height: (rows * (rows > 1 ? MARK.low : MARK.height) + MARK.below) * text };
}
