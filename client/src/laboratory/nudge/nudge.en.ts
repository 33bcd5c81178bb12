/** One entry moved by h: loaded with its page. */
export const nudge = {
  title: 'Nudge one entry',
  errorsTitle: 'How far off is a difference?',
  pageNames: { along: 'J along it', errors: 'Error over h' },
  pause: 'Pause the run to nudge an entry on exact numbers.',
  noPass: 'There is no pass yet: make a step, and any entry of θ or x can be nudged.',
  waits: (partial: string) =>
    `${partial} has not been computed yet in this pass: step forward to it, and its entry can be nudged.`,
  tensor: 'Entry of',
  pinned: 'pinned on the board',
  row: 'row',
  column: 'column',
  index: 'number',
  h: 'h',
  typedH: 'h, typed',
  secant: 'Secant',
  tangent: 'Tangent',
  byHand: 'by hand',
  alongLabel: (of: string, entry: string, h: string) =>
    `${of} over ${entry}, from where it stands, with its secant for h = ${h} and its tangent; the numbers stand beside it.`,
  errorsLabel: 'Error of each difference over h, both logarithmic; the table has the numbers.',
  columns: { difference: 'Difference', slope: 'slope', error: 'error', least: 'least at h' },
  names: { oneSided: 'one-sided', central: 'central', fourPoint: 'four points' },
  rounding: 'rounding',
  truncation: 'truncation',
  noStep: 'Without a step there is no secant: choose an h.',
  kink: (h: string) =>
    `From h ≈ ${h} on there is a kink between the points: no derivative there, so no error is drawn.`,
  kinked: 'kink',
  onKink: 'The entry stands on a kink: there is no derivative, and no difference can be held against ∂.',
  straight: (of: string) =>
    `Without a curve nothing is truncated: ${of} is as good as straight in this entry.`,
  flat: (of: string) => `${of} does not move with this entry: every slope is 0.`,
  why: 'Truncation falls with h, rounding grows as h falls. With ε ≈ 10⁻¹⁶ the least is near',
};
