/** The list of keys. Loaded with it. */
export const keys = {
  title: 'Keys',
  intro: 'They do nothing while a field or a control that uses the key has the focus.',
  rows: [
    ['Space', 'Run or pause'],
    ['← →', 'Back or forward by an operation, step or epoch; hold to repeat'],
    ['Shift ← →', 'Back or forward by one update'],
    ['Home', 'Look at step 0'],
    ['← ↑ → ↓', 'On a picture: move over its cells'],
    ['Enter', 'On a picture: pin the cell'],
    ['Esc', 'Unpin, or close'],
    ['1 – 6', 'Choose an answer to a question; Enter sends it'],
    ['PgDn, PgUp', 'A clicker: next and back, also through the stages and pages of By hand'],
    ['] [', 'Next or previous page of the lesson'],
    ['B', 'Blank the projector, and show it again'],
    ['N', 'Narration on or off'],
    ['Ctrl P', 'Print the board, on one page; not while the class runs'],
    ['?', 'This list'],
  ] as readonly (readonly [string, string])[],
  driverOnly:
    'Only the instructor can use Space and Home. For everyone else ← → look at the operations of this pass on their own.',
  enabled: 'Keys are on',
  narration: 'Narration: screen readers read each operation out when the class stops on it',
  close: 'Close',
};
