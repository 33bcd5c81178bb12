/** What is given for some of its parts; undefined: the part is not there any more. */
export type Changes<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

/** A part that is not there is left out: a lesson's file has no empty ones. */
export const changed = <T extends object>(value: T, changes: Changes<T>): T =>
  Object.fromEntries(
    Object.entries({ ...value, ...changes }).filter(([, part]) => part !== undefined),
  ) as unknown as T;
