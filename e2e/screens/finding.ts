/** What is wrong on a screen, as it is measured in the page (SPEC SZ1). */
export const kinds = [
  'cut',
  'below-the-fold',
  'overlap',
  'covered',
  'small',
  'scrolls',
  'chrome',
  'controls',
  'board-height',
  'missing',
] as const;
export type Kind = (typeof kinds)[number];

export interface Fault {
  readonly kind: Kind;
  /** What is concerned: a text, or the name of a part. */
  readonly what: string;
  /** By how much, in the kind's own unit. */
  readonly by: string;
}

/** What a page says of the screen that it is on. */
export interface Measured {
  readonly faults: readonly Fault[];
  /** CSS pixels; 0 where there is none. */
  readonly header: number;
  readonly bar: number;
  /** Of the board of both lanes; null: it is not on the screen. */
  readonly board: number | null;
  /** What can be operated: a choice among several is one. */
  readonly controls: readonly string[];
  /** What is, or looks like, something to press, whether or not it can be pressed now. */
  readonly pressable: readonly string[];
  /** The names of the pictures, the equation and the line of numbers: what a screen says of the pass. */
  readonly said: readonly string[];
}

/** What is allowed on a screen. */
export interface Limits {
  /** CSS pixels that no text may be smaller than, but for indices and what KaTeX stacks. */
  readonly type: number;
  /** It may be longer than the window, and never wider. */
  readonly mayScroll: boolean;
  /** Only what lies in these parts of the page is measured, by their selector. */
  readonly within?: string;
  /** Also what is wholly out of sight is cut: nothing here gives way to anything. */
  readonly whole?: boolean;
  /** CSS pixels of a line, above its letters and below them, that may lie behind a rim; a quarter of its height at the most. */
  readonly rim?: number;
}
