import type { Context } from './context.ts';
import type { EquationKey } from './parts.ts';
import { count, fixed, form, plural, superscript } from '../../language/format.ts';

/** The loss, or the score: what is differentiated. */
type Of = 'J' | 's';
type Said = (context: Context) => string;

const gradient = ({ of, label }: Context): string => (label ? `the score of ${label}` : of);
const layer = ({ layer: number }: Context): string => (number === null ? '' : `Layer ${number}: `);
const input = ({ input: name }: Context): string => (name === 'x' ? 'x' : 'h of the layer below');
/** From the second window of a step on. */
const onTop = ({ sum }: Context): string =>
  sum && sum.stage === 'sum' && sum.done > 1
    ? ` It is added to the sum of the windows before it: ${count(sum.done)} of ${count(sum.of)}.`
    : '';

/** The equation of every operation, as one would read it aloud. */
const spoken: Readonly<Record<EquationKey, Said>> = {
  x: ({ corrupted }) =>
    `x is the column of the ${corrupted ? 'corrupted ' : ''}window’s word vectors, one under the other.`,
  z: (c) => `${layer(c)}z equals W times ${input(c)} plus b.`,
  h: (c) => `${layer(c)}h equals f of z, entry by entry.`,
  s: ({ head, input: name, corrupted }) =>
    head === 'softmax'
      ? `s, one score per label, equals U times ${name}.`
      : `s, the score${corrupted ? ' of the corrupted window' : ''}, equals u transposed times ${name}.`,
  J: ({ head }) =>
    head === 'max-margin'
      ? 'J, the loss, is the larger of zero and one minus the score of the true window plus that of the corrupted one.'
      : 'J, the loss, equals minus the logarithm of the probability of the gold label.',
  dJ: () => 'The derivative of J with respect to J is one.',
  ds: (c) => {
    if (c.label)
      return `The derivative of the score of ${c.label} with respect to s is one for ${c.label} and zero for every other label.`;
    if (c.of === 's') return 'The derivative of s with respect to s is one.';
    switch (c.head) {
      case 'logistic':
        return 'The derivative of J with respect to s, downstream, equals the derivative of J with respect to J, upstream, times p minus y, local.';
      case 'softmax':
        return 'The derivative of J with respect to s, downstream, equals the derivative of J with respect to J, upstream, times p minus one for the gold label, local.';
      case 'max-margin':
        return c.satisfied
          ? 'The margin is satisfied: J is zero, and so is its derivative with respect to the score.'
          : `The derivative of J with respect to the score of the ${c.corrupted ? 'corrupted' : 'true'} window is ${c.corrupted ? 'one' : 'minus one'}.`;
    }
  },
  du: (c) =>
    c.head === 'softmax'
      ? c.jacobian
        ? `The derivative of ${gradient(c)} with respect to U, downstream, a single row, equals the derivative of ${gradient(c)} with respect to s as a row, upstream, times the derivative of s with respect to U, local.${onTop(c)}`
        : `The derivative of ${gradient(c)} with respect to U, downstream, equals the derivative of ${gradient(c)} with respect to s, upstream, times ${c.input} transposed, local: an outer product.${onTop(c)}`
      : `The derivative of ${gradient(c)} with respect to u, downstream, equals the derivative of ${gradient(c)} with respect to s, upstream, times ${c.input}${c.jacobian ? ' transposed' : ''}, local.${onTop(c)}`,
  dh: (c) => {
    const made = `${layer(c)}the derivative of ${gradient(c)} with respect to h, downstream, equals`;
    const start = made[0].toUpperCase() + made.slice(1);
    if (!c.top)
      return c.jacobian
        ? `${start} delta of the layer above as a row, upstream, times its W, local.`
        : `${start} W of the layer above, transposed, local, times its delta, upstream.`;
    if (c.head === 'softmax')
      return c.jacobian
        ? `${start} the derivative of ${gradient(c)} with respect to s as a row, upstream, times U, local.`
        : `${start} U transposed, local, times the derivative of ${gradient(c)} with respect to s, upstream.`;
    return `${start} the derivative of ${gradient(c)} with respect to s, upstream, times u${c.jacobian ? ' transposed' : ''}, local.`;
  },
  dz: (c) =>
    c.jacobian
      ? `${layer(c)}The derivative of ${gradient(c)} with respect to z, called delta, downstream of f, equals the derivative of ${gradient(c)} with respect to h, upstream, times the diagonal matrix of f prime of z, local. Delta is upstream of W, b and ${input(c)}.`
      : `${layer(c)}The derivative of ${gradient(c)} with respect to z, called delta, downstream of f, equals the derivative of ${gradient(c)} with respect to h, upstream, times, entry by entry, f prime of z, local. Delta is upstream of W, b and ${input(c)}.`,
  db: (c) =>
    c.jacobian
      ? `${layer(c)}The derivative of ${gradient(c)} with respect to b, downstream, equals delta, upstream, times the identity matrix, local.${onTop(c)}`
      : `${layer(c)}The derivative of ${gradient(c)} with respect to b, downstream, equals delta.${onTop(c)}`,
  dW: (c) =>
    c.jacobian
      ? `${layer(c)}The derivative of ${gradient(c)} with respect to W, downstream, a single row, equals delta as a row, upstream, times the derivative of z with respect to W, local.${onTop(c)}`
      : `${layer(c)}The derivative of ${gradient(c)} with respect to W, downstream, equals delta as a column, upstream, times ${input(c)} transposed, local: an outer product.${onTop(c)}`,
  dx: (c) => {
    const made = `The derivative of ${gradient(c)} with respect to x, downstream, equals`;
    const score = `the derivative of ${gradient(c)} with respect to s`;
    switch (c.under) {
      case 'W':
        return c.jacobian
          ? `${made} delta as a row, upstream, times W, local.`
          : `${made} W transposed, local, times delta, upstream.`;
      case 'U':
        return c.jacobian
          ? `${made} ${score} as a row, upstream, times U, local.`
          : `${made} U transposed, local, times ${score}, upstream.`;
      case 'u':
        return `${made} ${score}, upstream, times u${c.jacobian ? ' transposed' : ''}, local.`;
    }
  },
  mean: ({ batch }) => `Every sum is divided by the number of examples, ${count(batch)}.`,
  decay: ({ under, head }) =>
    under === 'W'
      ? `Lambda times the weights is added to the gradients of W and ${head === 'softmax' ? 'U' : 'u'}, and not to that of b.`
      : `Lambda times the weights is added to the gradient of ${under}.`,
  theta: ({ optimiser }) =>
    optimiser === 'sgd'
      ? 'Theta becomes theta minus eta times the gradient of J with respect to theta.'
      : 'Theta becomes theta minus eta times the gradient of J with respect to theta, divided by the root of the sum of its squares so far.',
};

/** "Forward" and of which layer, where there are several. */
const at = (phase: string, c: Context): string => (c.layer === null ? phase : `${phase}, layer ${c.layer}`);

const title: Readonly<Record<EquationKey, Said>> = {
  x: ({ corrupted }) => `Forward: the ${corrupted ? 'corrupted ' : ''}window’s word vectors`,
  z: (c) => (c.input === 'x' ? `${at('Forward', c)}: Wx + b` : `${at('Forward', c)}: Wh + b`),
  h: (c) => `${at('Forward', c)}: the non-linearity f`,
  s: ({ head }) => (head === 'softmax' ? 'Forward: a score for each label' : 'Forward: the score'),
  J: () => 'Forward: the loss',
  dJ: () => 'Backward: begins with 1',
  ds: () => 'Backward: through the loss',
  du: ({ head }) => `Backward: gradient of ${head === 'softmax' ? 'U' : 'u'}`,
  dh: (c) =>
    c.top
      ? 'Backward: through the score'
      : `Backward: from layer ${(c.layer ?? 0) + 1} down to layer ${c.layer ?? 0}`,
  dz: (c) => `${at('Backward', c)}: through f, computes δ`,
  db: (c) => `${at('Backward', c)}: gradient of b, reuses δ`,
  dW: (c) => `${at('Backward', c)}: gradient of W, reuses δ`,
  dx: ({ under }) => `Backward: gradient of x${under === 'W' ? ', reuses δ' : ''}`,
  mean: () => 'Update: the mean of the examples',
  decay: () => 'Update: L2 on the weights',
  theta: ({ optimiser }) =>
    optimiser === 'sgd' ? 'Update: one step downhill' : 'Update: one step downhill, AdaGrad',
};

/** What to see in it, in a line. */
const note: Readonly<Record<EquationKey, Said>> = {
  x: ({ under }) => `One block of columns per word: x lies on top of ${under}.`,
  z: (c) => `Each zᵢ is row i of W dotted with ${c.input === 'x' ? 'x' : 'the h below'}, plus bᵢ.`,
  h: () => 'f acts on each entry by itself, so its Jacobian is diagonal.',
  s: ({ head, input: name }) =>
    head === 'softmax'
      ? `One number per label: row k of U dotted with ${name}.`
      : 'One number: how much the window looks like a LOCATION.',
  J: ({ head, satisfied }) =>
    head !== 'max-margin'
      ? 'Small when the gold label is probable.'
      : satisfied
        ? 'The true window is ahead by 1 or more: margin satisfied, J is exactly 0.'
        : 'Zero only when the true window’s score is ahead by 1 or more.',
  dJ: () => 'Every chain starts from ∂J/∂J = 1.',
  ds: ({ of, head, satisfied, label }) => {
    if (label) return `Only the score of ${label} is differentiated: 1 there, 0 elsewhere.`;
    if (of === 's') return 'The score itself is differentiated: every chain starts from ∂s/∂s = 1.';
    switch (head) {
      case 'logistic':
        return 'p − y is the bridge: ∂J/∂θ = (p − y) · ∂s/∂θ for every θ.';
      case 'softmax':
        return 'Its entries sum to 0: what one label gains the others lose.';
      case 'max-margin':
        return satisfied
          ? 'Margin satisfied: nothing to correct, so every gradient is exactly 0.'
          : '−1 for the true window, +1 for the corrupted one: pull them apart.';
    }
  },
  du: ({ jacobian, head, input: name }) =>
    head === 'softmax'
      ? jacobian
        ? `∂s/∂U: in row k, ${name}ᵀ in block k and zero elsewhere.`
        : 'In the shape of U; the board draws it on its side.'
      : jacobian
        ? `∂s/∂u = ${name}ᵀ is a row: 1 output, ${name === 'x' ? 'm' : 'n'} inputs.`
        : 'In the shape of u: a column.',
  dh: ({ jacobian, top }) =>
    !top
      ? 'The derivatives of the layer above are reused: one product continues from its δ.'
      : jacobian
        ? '∂s/∂h is a row for each score: n inputs.'
        : 'In the shape of h: a column.',
  dz: ({ jacobian }) =>
    jacobian
      ? 'Only the diagonal of diag(f′(z)) is non-zero: the product is entry by entry.'
      : 'δ is computed once, and reused by W, b and what lies below.',
  db: ({ jacobian }) =>
    jacobian
      ? '∂z/∂b = I: the gradient of b is δ itself.'
      : 'The gradient of b is δ itself: nothing to multiply.',
  dW: ({ jacobian, input: x }) =>
    jacobian
      ? `One row of n·m numbers: δ₁${x}ᵀ, δ₂${x}ᵀ, … In the shape of W it is δ ${x}ᵀ.`
      : `With δ as a column: δ ${x}ᵀ. With δ as a row: δᵀ ${x}ᵀ. The same n×m numbers.`,
  dx: ({ jacobian, under, of }) => {
    switch (under) {
      case 'W':
        return jacobian
          ? 'W is the Jacobian ∂z/∂x: n outputs, m inputs, n ≠ m.'
          : 'Each ∂/∂xⱼ is column j of W dotted with δ.';
      case 'U':
        return jacobian
          ? 'U is the Jacobian ∂s/∂x: a row for each score.'
          : `Each ∂/∂xⱼ is column j of U dotted with ∂${of}/∂s.`;
      case 'u':
        return jacobian ? '∂s/∂x = uᵀ is a row: 1 output, m inputs.' : 'In the shape of x: a column.';
    }
  },
  mean: () => 'Now the size of the gradient does not depend on how many examples there are.',
  decay: () => 'It pulls every weight towards 0. J stays the loss of the data.',
  theta: ({ optimiser }) =>
    optimiser === 'sgd'
      ? 'Δθ has a scale of its own: on the scale of θ it would be invisible.'
      : 'Q ← Q + g², entry by entry: what has moved much moves less.',
};

export const workbench = {
  region: 'The workbench: the operation at the cursor',
  place: (number: number, of: number) => `operation ${count(number)} of ${count(of)}`,
  whole: 'the whole backward pass',
  nothing:
    'Step 0: the parameters θ have their random initial values. The first operation puts x on the board.',
  spoken,
  title,
  note,
  roles: {
    downstream: 'downstream',
    upstream: 'upstream',
    local: 'local',
    'delta-made': 'of f; upstream of W, b and x',
    'delta-used': 'δ: downstream of f',
  },
  not: 'not yet',

  // switches
  objective: 'Differentiate',
  objectives: { J: 'J', s: 's' },
  objectiveTitles: { J: 'the loss J', s: 'the score s, as the lecture does' },
  convention: 'Convention',
  conventions: { jacobian: 'Jacobian form', shape: 'shape convention' },
  byHand: 'By hand',
  stages: { closed: 'closed', symbols: 'symbols', shapes: 'shapes', numbers: 'numbers' },

  // by hand
  pagesLabel: 'Part',
  pages: { chain: 'Chain', bridge: 'Bridge', agreement: 'Agreement' },
  made: { hadamard: 'Hadamard', reshape: 'Reshape', words: 'Into the words' },
  hadamardTitle: 'The Hadamard product, entry by entry',
  reshapeTitle: 'From the row to the outer product',
  close: 'Close By hand',
  back: 'Chain',
  asOneRow: 'as one row',
  reshaped: 'reshaped',
  compressed: (shapes: string) => `Narrower to fit: ${shapes}.`,
  target: 'Gradient of',
  chain: (of: Of, by: string) => `The derivative of ${of} with respect to ${by} as a product of Jacobians`,
  factor: (name: string, rows: number, columns: number) => `${name}, ${rows} × ${columns}`,
  open: (name: string) => `Show ${name} large`,
  of: 'of',
  factors: 'Factors and product',
  inProportion: 'One scale for all factors, one cell per entry.',
  narrowed: (columns: number, times: number) =>
    `${count(columns)} columns, compressed ${fixed(times, times < 9.95 ? 1 : 0)}×`,
  notInProportion: 'Very thin rows are drawn thicker, very tall columns shorter.',
  condensed: (entries: number) =>
    `Where there are more entries than pixels, each shows the largest of ${count(entries)}.`,
  choose: 'Click a factor to enlarge it.',
  structured: (entries: number, nonZero: number) =>
    `${count(entries)} entries, ${count(nonZero)} of them not zero by structure: not written out.`,
  jacobian: (of: string, by: string, rows: number, columns: number) =>
    `(∂${of}/∂${by})ᵢⱼ = ∂${of}ᵢ/∂${by}ⱼ: a row for each of ${plural(rows, 'output', 'outputs')}, a column for each of ${plural(columns, 'input', 'inputs')}.`,
  unequal: (rows: number, columns: number) =>
    `m ≠ n: a function ℝ${superscript(columns)} → ℝ${superscript(rows)}.`,
  blocks: 'Row i is xᵀ in block i and zero elsewhere: zᵢ depends on row i of W only.',
  identityNote: '1 on the diagonal, 0 elsewhere: zᵢ = … + bᵢ.',
  diagonalNote: 'Zero off the diagonal: hᵢ depends on zᵢ only.',
  rowNote: 'Row-major: δ₁xᵀ | δ₂xᵀ | …, the rows of W one after the other.',
  result: 'the product',
  moveHint: 'Arrow keys go from entry to entry.',
  hadamardNote: 'The zeros of diag(f′(z)) need no multiplying: what is left is ∘.',
  reshape: {
    stages: ['one row', 'reshaped', 'outer product'],
    replay: 'Replay',
    notes: [
      'The Jacobian ∂/∂W: 1 row, n·m columns. Block i is δᵢ xᵀ.',
      'Cut after every m numbers: n rows, the shape of W. No number has changed.',
      'Entry i, j is δᵢ · xⱼ: the outer product.',
    ],
    first: (rows: number, of: number) => `The first ${count(rows)} of ${count(of)} rows.`,
    column: 'δ as a column [n×1]',
    row: 'δ as a row [1×n]',
  },
  bridge: 'The bridge between s and J',
  bridgeNotes: {
    logistic: 'Differentiating J instead of s multiplies every gradient by the one number p − y.',
    softmax: 'One arch per label: ∂J/∂θ is the sum of the gradients of all scores, each times its p − y.',
    'max-margin':
      'Two windows: the gradients of s and s_c are subtracted, or nothing where the margin is satisfied.',
  },
  saved: {
    title: 'Multiplications in the backward pass',
    ways: {
      fullJacobians: 'full Jacobians, zeros included',
      fromScratch: 'each gradient from scratch',
      deltaReused: 'δ computed once and reused',
    },
    formula: 'formula',
    counted: 'counted',
    same: 'the same',
    differ: 'differs',
    notCounted: 'Above a million entries ∂z/∂W is not written out, so its zeros are not counted.',
    once: (saved: number) =>
      `Reusing δ saves ${count(saved)}; leaving out the zeros saves the most. Deeper networks save more.`,
    on: (units: number, inputs: number) =>
      `For n = ${plural(units, 'unit', 'units')} on ${plural(inputs, 'input', 'inputs')}.`,
    onNetwork: (sizes: string) => `For one window of a network of ${sizes}.`,
  },
  agreement: {
    title: 'Gradient check',
    equal: 'by hand = graph = numeric',
    equalOnGraph: 'by hand = graph; too large for numeric differences',
    unequal: 'by hand, graph and numeric differ',
    incomparable: (entries: number) => `${count(entries)} too large to compare`,
    graph: 'by hand and graph',
    numeric: 'by hand and central differences',
    trainer: 'by hand and the trainer’s own float32 δ',
    largest: 'largest difference',
    none: 'none, bit for bit',
    where: (tensor: string, entry: string) => `in ${tensor}${entry}`,
    all: (entries: number) => `${form(entries, '1 entry', `all ${count(entries)} entries`)} checked`,
    sample: (checked: number, entries: number, each: number, seed: number) =>
      `${count(checked)} of ${count(entries)} entries checked: up to ${each} per tensor, drawn with seed ${seed}`,
    skipped: (entries: number) =>
      entries === 0 ? 'none skipped' : plural(entries, 'skipped at a kink', 'skipped at kinks'),
    bounds: 'Relative to the largest entry of the tensor, at least 1. Allowed: 10⁻¹² and 10⁻⁷.',
    later: 'Checked as soon as there is a gradient.',
    live: 'Pause for exact numbers, checked three ways.',
  },
  intoWords: {
    title: (of: Of) => `The gradient into the words, ∂${of}/∂x`,
    rms: 'RMS',
    push: 'pushes p',
    up: 'up',
    down: 'down',
    none: 'not: x = 0',
    flat: 'not',
    same: (word: string) => `${word}: the same vector, its gradients add`,
    padding: 'padding: one vector of zeros, its gradients add',
    summed: 'RMS of the sum',
    explain: 'Up: making this word’s vector longer would make LOCATION more probable, to first order.',
    explainLabel:
      'Up: making this word’s vector longer would make the gold label more probable (of s: the chosen score larger), to first order.',
    frozen: 'Computed, not applied: the word vectors are frozen.',
  },
  update: {
    difference: (name: string, scale: string) => `Δ${name}, scale ${scale}`,
    arrows: 'Arrows on the board: −η∇J. Here: Δθ.',
    before: 'p before',
    after: 'after',
  },
};
