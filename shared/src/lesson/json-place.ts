/** Where a text stops being JSON. */

/** Deeper is no lesson's. */
const DEEPEST = 32;

const literal =
  /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const space = /[ \t\n\r]*/y;

export interface Broken {
  /** Of the first character that cannot stand there, 0-based. */
  readonly at: number;
  readonly because: 'json' | 'deep' | 'twice' | 'key';
}

/**
 * Null where the text is JSON that names no key twice and is no deeper than a lesson can be: what JSON.parse takes, less what would be
 * lost in it.
 */
export function brokenJson(text: string): Broken | null {
  let at = 0;
  const skip = (): void => {
    space.lastIndex = at;
    space.test(text);
    at = space.lastIndex;
  };
  const scalar = (): string | null => {
    literal.lastIndex = at;
    const found = literal.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  const closed = (): null => {
    at++;
    return null;
  };
  const broken = (because: Broken['because'] = 'json', where = at): Broken => ({ at: where, because });

  /** From behind the opening bracket to behind the closing one. */
  const inside = (isObject: boolean, depth: number): Broken | null => {
    const close = isObject ? '}' : ']';
    const keys = new Set<string>();
    skip();
    if (text[at] === close) return closed();
    for (;;) {
      skip();
      if (isObject) {
        const start = at;
        const written = text[at] === '"' ? scalar() : null;
        if (written === null) return broken();
        const key = JSON.parse(written) as string;
        // A schema would not see it.
        if (key === '__proto__') return broken('key', start);
        if (keys.has(key)) return broken('twice', start);
        keys.add(key);
        skip();
        if (text[at] !== ':') return broken();
        at++;
      }
      const wrong = value(depth);
      if (wrong) return wrong;
      skip();
      if (text[at] === close) return closed();
      if (text[at] !== ',') return broken();
      at++;
    }
  };
  const value = (depth: number): Broken | null => {
    skip();
    if (text[at] !== '{' && text[at] !== '[') return scalar() === null ? broken() : null;
    if (depth === DEEPEST) return broken('deep');
    return inside(text[at++] === '{', depth + 1);
  };

  const wrong = value(0);
  if (wrong) return wrong;
  skip();
  return at < text.length ? broken() : null;
}

/** Line and column of an offset, both 1-based. */
export function lineAndColumn(
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const newline = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: offset - newline };
}
