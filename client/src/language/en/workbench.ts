import type { EquationKey } from '../../workbench/parts.ts';
import { count, fixed, superscript } from '../../format.ts';

/** The loss, or the score: what is differentiated. */
type Of = 'J' | 's';
type Spoken = (of: Of, jacobian: boolean) => string;

const inJacobianForm = (jacobian: boolean, text: string): string => (jacobian ? text : '');

/** The equation of every operation, as one would read it aloud. */
const spoken: Readonly<Record<EquationKey, Spoken>> = {
  x: () => 'x is the column of the window’s word vectors, one under the other.',
  z: () => 'z equals W times x plus b.',
  h: () => 'h equals f of z, entry by entry.',
  s: () => 's, the score, equals u transposed times h.',
  J: () => 'J, the loss, equals minus the logarithm of the probability of the gold label.',
  dJ: () => 'The derivative of J by J is one.',
  ds: (of) =>
    of === 'J'
      ? 'The derivative of J by s, downstream, equals the derivative of J by J, upstream, times p minus y, local.'
      : 'The derivative of s by s is one.',
  du: (of, jacobian) =>
    `The derivative of ${of} by u, downstream, equals the derivative of ${of} by s, upstream, times h${inJacobianForm(jacobian, ' transposed')}, local.`,
  dh: (of, jacobian) =>
    `The derivative of ${of} by h, downstream, equals the derivative of ${of} by s, upstream, times u${inJacobianForm(jacobian, ' transposed')}, local.`,
  dz: (of, jacobian) =>
    jacobian
      ? `The derivative of ${of} by z, called delta, downstream of f, equals the derivative of ${of} by h, upstream, times the diagonal matrix of f prime of z, local. Delta is upstream of W, b and x.`
      : `The derivative of ${of} by z, called delta, downstream of f, equals the derivative of ${of} by h, upstream, times, entry by entry, f prime of z, local. Delta is upstream of W, b and x.`,
  db: (of, jacobian) =>
    jacobian
      ? `The derivative of ${of} by b, downstream, equals delta, upstream, times the identity matrix, local.`
      : `The derivative of ${of} by b, downstream, equals delta.`,
  dW: (of, jacobian) =>
    jacobian
      ? `The derivative of ${of} by W, downstream, a single row, equals delta as a row, upstream, times the derivative of z by W, local.`
      : `The derivative of ${of} by W, downstream, equals delta as a column, upstream, times x transposed, local: an outer product.`,
  dx: (of, jacobian) =>
    jacobian
      ? `The derivative of ${of} by x, downstream, equals delta as a row, upstream, times W, local.`
      : `The derivative of ${of} by x, downstream, equals W transposed, local, times delta, upstream.`,
  theta: () => 'Theta becomes theta minus eta times the gradient of J by theta.',
};

const title: Readonly<Record<EquationKey, string>> = {
  x: 'Forward: the window’s word vectors',
  z: 'Forward: the layer, Wx + b',
  h: 'Forward: the non-linearity f',
  s: 'Forward: the score',
  J: 'Forward: the loss',
  dJ: 'Backward: begins with 1',
  ds: 'Backward: through the loss',
  du: 'Backward: gradient of u',
  dh: 'Backward: through the score',
  dz: 'Backward: through f, δ is made',
  db: 'Backward: gradient of b, δ used',
  dW: 'Backward: gradient of W, δ used',
  dx: 'Backward: gradient of x, δ used',
  theta: 'Update: one step downhill',
};

/** What to see in it, in a line. */
const note: Readonly<Record<EquationKey, Spoken>> = {
  x: () => 'One block of columns a word: x lies on top of W.',
  z: () => 'Each zᵢ is row i of W against x, plus bᵢ.',
  h: () => 'f acts on each entry by itself, so its Jacobian is diagonal.',
  s: () => 'One number: how much the window looks like a LOCATION.',
  J: () => 'Small when the gold label is probable.',
  dJ: () => 'Every chain starts from ∂J/∂J = 1.',
  ds: (of) =>
    of === 'J'
      ? 'p − y is the bridge: ∂J/∂θ = (p − y) · ∂s/∂θ for every θ.'
      : 'The score itself is differentiated: every chain starts from ∂s/∂s = 1.',
  du: (_, jacobian) =>
    jacobian ? '∂s/∂u = hᵀ is a row: 1 output, n inputs.' : 'In the shape of u: a column.',
  dh: (_, jacobian) =>
    jacobian ? '∂s/∂h = uᵀ is a row: 1 output, n inputs.' : 'In the shape of h: a column.',
  dz: (_, jacobian) =>
    jacobian
      ? 'Of diag(f′(z)) only the diagonal is not zero: the product is entry by entry.'
      : 'δ is computed once, and used by W, b and x.',
  db: (_, jacobian) =>
    jacobian
      ? '∂z/∂b = I: the gradient of b is δ itself.'
      : 'The gradient of b is δ itself: nothing to multiply.',
  dW: (_, jacobian) =>
    jacobian
      ? 'One row of n·m numbers: δ₁xᵀ, δ₂xᵀ, … In the shape of W it is δ xᵀ.'
      : 'With δ as a column: δ xᵀ. With δ as a row: δᵀ xᵀ. The same n×m numbers.',
  dx: (_, jacobian) =>
    jacobian
      ? 'W is the Jacobian ∂z/∂x: n outputs, m inputs, n ≠ m.'
      : 'Each ∂/∂xⱼ is column j of W against δ.',
  theta: () => 'Δθ has a scale of its own: on the scale of θ it would be invisible.',
};

export const workbench = {
  region: 'The workbench: the operation at the cursor',
  place: (number: number, of: number) => `operation ${count(number)} of ${count(of)}`,
  whole: 'the whole backward pass',
  nothing: 'Step 0: θ stands as the seed drew it. The first operation puts x on the board.',
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

  rowOfW: {
    region: 'Row by row',
    row: (row: number, of: number) => `row ${count(row)} of ${count(of)}`,
    rowOf: (name: string, row: number) => `row ${count(row)} of ${name}`,
    previous: 'The row before',
    next: 'The next row',
    not: 'not yet',
  },

  // switches
  objective: 'Differentiate',
  objectives: { J: 'J', s: 's' },
  objectiveTitles: { J: 'the loss J', s: 'the score s, as the lecture does' },
  convention: 'Convention',
  conventions: { jacobian: 'Jacobian form', shape: 'shape convention' },
  byHand: 'By hand',
  stages: { closed: 'closed', symbols: 'symbols', shapes: 'shapes', numbers: 'numbers' },

  // by hand
  target: 'Gradient of',
  chain: (of: Of, by: string) => `The derivative of ${of} by ${by} as a product of Jacobians`,
  factor: (name: string, rows: number, columns: number) => `${name}, ${rows} × ${columns}`,
  open: (name: string) => `Show ${name} large`,
  of: 'of',
  inProportion: 'One scale for all factors, one cell an entry.',
  narrowed: (columns: number, times: number) =>
    `${count(columns)} columns, drawn ${fixed(times, times < 9.95 ? 1 : 0)} times narrower`,
  notInProportion: 'Rows thinner than a line are drawn higher, long columns lower.',
  condensed: (entries: number) =>
    `Where there are more entries than pixels, each shows the largest of ${count(entries)}.`,
  choose: 'Choose one to see it large.',
  structured: (entries: number, nonZero: number) =>
    `${count(entries)} entries, ${count(nonZero)} of them not zero by structure: not written out.`,
  jacobian: (of: string, by: string, rows: number, columns: number) =>
    `(∂${of}/∂${by})ᵢⱼ = ∂${of}ᵢ/∂${by}ⱼ: a row for each of ${count(rows)} outputs, a column for each of ${count(columns)} inputs.`,
  unequal: (rows: number, columns: number) =>
    `m ≠ n: a function ℝ${superscript(columns)} → ℝ${superscript(rows)}.`,
  blocks: 'Row i is xᵀ in block i and zero elsewhere: zᵢ depends on row i of W only.',
  identityNote: '1 on the diagonal, 0 elsewhere: zᵢ = … + bᵢ.',
  diagonalNote: 'Zero off the diagonal: hᵢ depends on zᵢ only.',
  rowNote: 'Row-major: δ₁xᵀ | δ₂xᵀ | …, the rows of W one after the other.',
  result: 'the product',
  moveHint: 'Arrow keys go from entry to entry.',
  hadamard: 'The Hadamard product, entry by entry',
  hadamardNote: 'The zeros of diag(f′(z)) need no multiplying: what is left is ∘.',
  reshape: {
    title: 'From the row to the outer product',
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
  bridgeNote: 'Differentiating J instead of s multiplies every gradient by the one number p − y.',
  saved: {
    title: 'Multiplications on the way back',
    ways: {
      fullJacobians: 'full Jacobians, zeros and all',
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
    on: (units: number, inputs: number) => `For n = ${count(units)} units on ${count(inputs)} inputs.`,
  },
  agreement: {
    title: 'They agree',
    equal: 'by hand = graph = numeric',
    unequal: 'by hand, graph and numeric differ',
    graph: 'by hand and graph',
    numeric: 'by hand and central differences',
    trainer: 'by hand and the trainer’s own float32 δ',
    largest: 'largest difference',
    none: 'none, bit for bit',
    where: (tensor: string, entry: string) => `in ${tensor}${entry}`,
    all: (entries: number) => (entries === 1 ? '1 entry checked' : `all ${count(entries)} entries checked`),
    sample: (checked: number, entries: number, each: number, seed: number) =>
      `${count(checked)} of ${count(entries)} entries checked: up to ${each} a tensor, drawn with seed ${seed}`,
    skipped: (entries: number) =>
      entries === 0
        ? 'none skipped'
        : entries === 1
          ? '1 skipped at a kink'
          : `${count(entries)} skipped at kinks`,
    bounds: 'Relative to the largest entry of the tensor, at least 1. Allowed: 10⁻¹² and 10⁻⁷.',
    later: 'Compared as soon as the pass has a gradient.',
    live: 'Pausing brings exact numbers, compared three ways.',
  },
  intoWords: {
    title: (of: Of) => `The gradient into the words, ∂${of}/∂x`,
    rms: 'RMS',
    up: 'pushes the probability up',
    down: 'pushes the probability down',
    none: 'no push: its x is zero',
    flat: 'no push',
    same: (word: string) => `${word}: the same vector, its gradients add`,
    padding: 'padding: one vector of zeros, its gradients add',
    summed: 'RMS of the sum',
    explain: 'Up: making this word’s vector longer would make LOCATION more probable, to first order.',
    frozen: 'Computed, not applied: the word vectors are frozen.',
  },
  update: {
    difference: (name: string, scale: string) => `Δ${name}, scale ${scale}`,
    arrows: 'Arrows on the board: −η∇J. Here: Δθ.',
    before: 'p before',
    after: 'after',
  },
};
