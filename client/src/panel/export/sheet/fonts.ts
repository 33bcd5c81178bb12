/** The letters that a picture needs, as font faces with their bytes in them: a viewer of the file has no server to ask. */

/** Of each family the signs that are written in it, or would be if the families before it lacked them. */
export type UsedFonts = Map<string, Set<number>>;

/** The font faces of the page that have some of the signs, as CSS. Rejects with Error where one cannot be loaded. */
export async function embeddedFonts(used: UsedFonts): Promise<string> {
  const faces = facesOf(document.styleSheets).filter((face) => {
    const { family, ranges } = face;
    if (!isLoaded(face)) return false;
    const signs = used.get(family);
    return (
      signs !== undefined &&
      [...signs].some((sign) => ranges.some(([from, to]) => sign >= from && sign <= to))
    );
  });
  const known = new Map<string, Promise<string>>();
  const texts = await Promise.all(
    faces.map(async ({ family, weight, style, source }) => {
      const loading = known.get(source) ?? loaded(source);
      known.set(source, loading);
      return `@font-face{font-family:'${family}';font-weight:${weight};font-style:${style};src:url(${await loading}) format('woff2')}`;
    }),
  );
  return texts.join('');
}

interface Face {
  readonly family: string;
  readonly weight: string;
  readonly style: string;
  readonly source: string;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** The page has loaded those that it draws with, and no others. */
const isLoaded = ({ family, weight, style, ranges }: Face): boolean =>
  [...document.fonts].some(
    (face) =>
      face.status === 'loaded' &&
      face.family.replace(/^['"]|['"]$/g, '') === family &&
      face.weight === weight &&
      face.style === style &&
      String(rangesOf(face.unicodeRange)) === String(ranges),
  );

const facesOf = (sheets: Iterable<CSSStyleSheet>): readonly Face[] =>
  [...sheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) => {
      if (!(rule instanceof CSSFontFaceRule)) return [];
      const { style } = rule;
      const [, source] = /url\("?([^")]+\.woff2)"?\)/.exec(style.getPropertyValue('src')) ?? [];
      if (!source) return [];
      return {
        family: style.getPropertyValue('font-family').replace(/^['"]|['"]$/g, ''),
        weight: style.getPropertyValue('font-weight') || '400',
        style: style.getPropertyValue('font-style') || 'normal',
        source: new URL(source, sheet.href ?? location.href).href,
        ranges: rangesOf(style.getPropertyValue('unicode-range')),
      };
    }),
  );

/** `U+0-FF, U+4??, U+131`; nothing: all signs. */
export function rangesOf(text: string): readonly (readonly [from: number, to: number])[] {
  const parts = text.split(',').flatMap((part) => {
    const [, from, to] = /U\+([0-9A-F?]+)(?:-([0-9A-F]+))?/i.exec(part) ?? [];
    if (!from) return [];
    const first = parseInt(from.replaceAll('?', '0'), 16);
    return [[first, parseInt(to ?? from.replaceAll('?', 'F'), 16)] as const];
  });
  return parts.length > 0 ? parts : [[0, 0x10ffff]];
}

async function loaded(source: string): Promise<string> {
  const response = await fetch(source);
  if (!response.ok) throw new Error(`${source}: ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return `data:font/woff2;base64,${btoa(text)}`;
}
