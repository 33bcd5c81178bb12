/**
 * A change sends itself, not the state: what is told is the difference of two projections, as places with their new values (SPEC CL8).
 * Whatever a difference holds was in the projection, so that it can tell nothing else; and it is empty where nobody would see a change.
 */

/** Where, and what stands there now. */
export type Change = readonly [path: readonly (string | number)[], value: unknown];

/** From one value to the other. JSON values and byte arrays; what is deeply equal is no change. */
export function changesBetween(before: unknown, after: unknown, path: Change[0] = []): readonly Change[] {
  if (Object.is(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after) && after.length >= before.length) {
    const changes = after.flatMap((value, k) =>
      k < before.length ? changesBetween(before[k], value, [...path, k]) : [],
    );
    const added = after.slice(before.length).map((value, k): Change => [[...path, before.length + k], value]);
    return [...changes, ...added];
  }
  if (isBytes(before) && isBytes(after)) return areSame(before, after) ? [] : [[path, after]];
  if (isRecord(before) && isRecord(after) && haveSameKeys(before, after)) {
    return Object.keys(after).flatMap((key) => changesBetween(before[key], after[key], [...path, key]));
  }
  return [[path, after]];
}

/** The value with the changes made; nothing of it is changed in place. */
export const withChanges = <T>(value: T, changes: readonly Change[]): T =>
  changes.reduce<unknown>((changed, [path, next]) => replaced(changed, path, next), value) as T;

function replaced(value: unknown, [first, ...rest]: Change[0], next: unknown): unknown {
  if (first === undefined) return next;
  if (Array.isArray(value)) {
    const index = Number(first);
    const copy: unknown[] = value.slice();
    copy[index] = replaced(copy[index], rest, next);
    return copy;
  }
  if (!isRecord(value)) throw new Error(`there is nothing at ${String(first)} to change`);
  return { ...value, [first]: replaced(value[first], rest, next) };
}

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isBytes(value);

const areSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, k) => byte === b[k]);

/** One that is gone or new is told with its whole record. */
function haveSameKeys(a: object, b: object): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key));
}
