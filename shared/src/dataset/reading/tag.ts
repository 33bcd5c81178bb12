/**
 * A tag in whatever scheme it is written: IO, IOB1, IOB2, BIOES, BILOU and BMEWO, the letter before or behind its type,
 * bare types, any case, `0`, `-` and `_` for O (SPEC IM4).
 */
/** `begins`: another entity begins here whatever stands before. `ends`: it ends here whatever follows. */
export interface Tag<Type = string> {
  readonly type: Type;
  readonly begins: boolean;
  readonly ends: boolean;
}

const OUTSIDE = /^(?:[o0_-]|other|none|nan|null)?$/i;
const BEFORE = /^([BIESLUMWbiesluw])[-_.:](.+)$/;
const BEHIND = /^(.+)[-_.:]([BIESLUMWbiesluw])$/;
/** Letters with signs inside: `creative-work`, `AFW`, `장소`; a number or a sentence is none. */
const TYPE = /^\p{L}[\p{L}\p{N}/&+._-]*$/u;
const BEGINS = 'BSUW';
const ENDS = 'ELSUW';

export const isOutside = (cell: string): boolean => OUTSIDE.test(cell.trim());

/** A tag with a letter for its part: not a bare type, and not O. */
export const isPrefixed = (cell: string): boolean => BEFORE.test(cell) || BEHIND.test(cell);

/** Null for O; undefined for what is no tag. */
export function readTag(cell: string): Tag | null | undefined {
  const text = cell.trim();
  if (isOutside(text)) return null;
  const before = BEFORE.exec(text);
  if (before && TYPE.test(before[2])) return tagOf(before[1], before[2]);
  const behind = BEHIND.exec(text);
  if (behind && TYPE.test(behind[1])) return tagOf(behind[2], behind[1]);
  return TYPE.test(text) ? { type: text, begins: false, ends: false } : undefined;
}

function tagOf(letter: string, type: string): Tag {
  const upper = letter.toUpperCase();
  return { type, begins: BEGINS.includes(upper), ends: ENDS.includes(upper) };
}

/** Entities of the tags of a sentence. An entity begins where its tag says so, at another type, and after O. */
export function entitiesOf<Type>(
  tags: readonly (Tag<Type> | null)[],
): { readonly start: number; readonly end: number; readonly type: Type }[] {
  const entities: { start: number; end: number; type: Type }[] = [];
  let isOpen = false;
  tags.forEach((tag, position) => {
    const last = entities.at(-1);
    if (!tag) {
      isOpen = false;
      return;
    }
    if (isOpen && last && !tag.begins && last.type === tag.type)
      entities[entities.length - 1] = { ...last, end: position + 1 };
    else entities.push({ start: position, end: position + 1, type: tag.type });
    isOpen = !tag.ends;
  });
  return entities;
}
