/** A picture as SVG: a whole file, and its size in its own units. */
export interface Svg {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

/** As text or an attribute of XML, which has no place for control characters. */
export const escaped = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
