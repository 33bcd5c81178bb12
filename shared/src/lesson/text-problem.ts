/** What is wrong in a lesson's text, and where. */
export type TextProblemName =
  | 'html'
  | 'heading'
  | 'unclosed'
  | 'empty'
  | 'too-long'
  | 'formula-command'
  | 'unknown-quote'
  | 'quote-syntax'
  | 'quote-layer'
  | 'quote-entry'
  | 'quote-head'
  | 'quote-objective'
  | 'character'
  | 'words';

/** Thrown by the parsers; the reader makes a Refusal of it that also names the page. */
export class TextProblem extends Error {
  /** In the text, 0-based. */
  readonly offset: number;
  readonly problem: TextProblemName;
  readonly what: string;
  constructor(offset: number, problem: TextProblemName, what = '') {
    super(`${problem} ${what} at ${offset}`);
    this.offset = offset;
    this.problem = problem;
    this.what = what;
  }
}
