/** GET /api/about: whose server this is, and how long it keeps a class. */
export interface About {
  /** In the operator's own words; null: not said. */
  readonly operator: string | null;
  readonly keepDays: number;
}
