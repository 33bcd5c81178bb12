import { count, form } from '../../language/format.ts';

/** The library of questions: what is asked, what can be answered, and why the tempting answer is wrong. Loaded with the first question. */

/** What a question names, as it is written. */
export interface Named {
  /** ∂J or ∂s. */
  readonly of: string;
  /** W, or W⁽²⁾ where there are several layers; likewise b and h. */
  readonly W: string;
  readonly b: string;
  /** The entry or unit in question: δ₃, ∂J/∂x₇ … */
  readonly entry: string;
  /** The tensor in question: δ, ∂J/∂W … */
  readonly tensor: string;
  /** The unit by itself: 3. */
  readonly unit: string;
  readonly word: string;
  readonly sentence: string;
  /** The words of the windows that it names. */
  readonly windows: readonly string[];
  /** The entry of θ in question: b₂, u₃ … */
  readonly parameter: string;
  /** A scratch graph with its values. */
  readonly expression: string;
}

export const questions = {
  title: 'Ask the class',
  kinds: {
    'gradient-shape': 'The shape of a gradient',
    'vanishing-rows': 'Which rows vanish',
    'delta-sign': 'The sign of δ',
    'bias-reason': 'Why ∂b is δ',
    'zero-or-not-yet': 'Zero, or not yet',
    'where-gradients-add': 'Where gradients add',
    'label-flips': 'If the label flips',
    'p-after-update': 'p after this update',
    'delta-value': 'The value of δ',
    'downstream-value': 'Through Wᵀ',
    sign: 'The sign of an entry',
    magnitude: 'The order of magnitude',
    number: 'A number, typed',
    'largest-unit': 'The largest entry, tapped',
    'word-label': 'What the network will say',
    'same-centre': 'Two windows, one centre',
    'block-of-word': 'Whose columns of W',
    'depth-alone': 'Layers without f',
    'passes-most': 'Which unit passes most',
    'score-gradient': 'The gradient at the score',
    'bias-gradient': 'The gradient of a bias',
    'update-direction': 'Which way it moves',
    'probe-after-update': 'What happens to another window',
    'graph-gradient': 'A gradient in the scratch graph',
    practice: 'Practice: a word',
    free: 'A question of your own',
  },
  prompts: {
    'gradient-shape': (p: Named) =>
      `What is the shape of ${p.of}/∂${p.W} (rows × columns) in the convention we are using?`,
    'vanishing-rows': (p: Named) => `Which rows of ${p.of}/∂${p.W} will be exactly zero?`,
    'delta-sign': (p: Named) => `What sign will ${p.entry} have?`,
    'bias-reason': (p: Named) => `Why is ${p.of}/∂${p.b} the same as δ? What is ∂z/∂${p.b}?`,
    'zero-or-not-yet': (p: Named) => `What is ${p.entry} at this moment?`,
    'where-gradients-add': (p: Named) =>
      `The gradient with respect to one input of ${p.W} adds up what flows back to it. Over how many paths?`,
    'label-flips': (p: Named) =>
      `If the label of “${p.word}” were the other one: what would change in this pass?`,
    'p-after-update': (p: Named) => `After this update, what will p be for the same window of “${p.word}”?`,
    'delta-value': (p: Named) => `What will ${p.entry} be?`,
    'downstream-value': (p: Named) => `What will ${p.entry} be?`,
    sign: (p: Named) => `What sign will ${p.entry} have?`,
    magnitude: (p: Named) => `What order of magnitude will ${p.entry} have?`,
    number: (p: Named) => `What will ${p.entry} be? Type the number.`,
    'largest-unit': (p: Named) => `Which entry of ${p.tensor} will be the largest in magnitude?`,
    'word-label': (p: Named) => `What will the network say “${p.word}” is?`,
    'same-centre': (p: Named) =>
      `A: “${p.windows[0]}”. B: “${p.windows[1]}”. The centre is the same word. Which window gets the larger p?`,
    'block-of-word': (p: Named) =>
      `If “${p.word}” stood one place further left in the window, which columns of ${p.W} would multiply its vector?`,
    'depth-alone': () => 'Take f away: h = z in every layer. What can the network do that one matrix cannot?',
    'passes-most': () =>
      'Which unit passes on the largest share of its gradient? Which f′(z) is the largest?',
    'score-gradient': (p: Named) => `What will ${p.of}/∂s be?`,
    'bias-gradient': (p: Named) => `Look at ${p.parameter}. What will ${p.entry} be?`,
    'update-direction': (p: Named) => `Look at ${p.entry}. What will the update do to ${p.parameter}?`,
    'probe-after-update': (p: Named) =>
      `This step learns from “${p.word}”. What does it do to p of another window, “${p.windows[0]}”?`,
    'graph-gradient': (p: Named) => `${p.expression}. What is ${p.entry}?`,
    practice: (p: Named) => `“${p.sentence}”: what is “${p.word}” here?`,
  },
  /** After the reveal. */
  because: {
    'gradient-shape':
      'In the shape convention a gradient has the shape of its parameter, so that −η∇ can be subtracted from it. The Jacobian of one number with respect to all entries of W is one row.',
    'vanishing-rows':
      'Row i is δᵢ · xᵀ: it vanishes exactly where δᵢ is zero, because f′(zᵢ) is zero or nothing comes from above, not where h is small.',
    'delta-sign':
      'δᵢ is the upstream gradient times f′(zᵢ). f′ is never negative here, so the sign is that of what comes from above: of ∂J/∂s = p − y times uᵢ.',
    'bias-reason':
      'z = Wx + b: each bᵢ goes into its own zᵢ alone, with slope 1. ∂z/∂b is the identity, and what comes from above passes unchanged.',
    'zero-or-not-yet': 'Not yet is not zero: before its operation an entry has no value at all.',
    'where-gradients-add':
      'Each input goes into every unit of the layer. On the way back the gradients of all these paths are added: one term per row of W.',
    'label-flips':
      'The label enters with J. Everything before it stays as it is; J and p − y change, and with them every gradient.',
    'p-after-update':
      'θ takes a small step against the gradient, so every parameter changes a little. p moves towards y, but a single step rarely reaches it.',
    'delta-value':
      'δ = ∂J/∂h ∘ f′(z): the upstream gradient times the slope of f at z, not the value f(z), and not the upstream gradient alone.',
    'downstream-value':
      'Going back through W takes Wᵀ: entry j is column j of W dotted with δ, the sum over all units.',
    sign: 'The sign follows from the product that computes the entry.',
    magnitude: 'The product of small factors is smaller still: look at the factors.',
    number:
      'The number follows from the operation that computes it. Every correct rounding to two digits or more is right.',
    'largest-unit': 'The largest value above does not make the largest gradient: f′(z) and u decide as well.',
    'word-label': 'The network has only the score of this window: its sign, or the largest score, decides.',
    'same-centre':
      'The centre word brings the same vector to both. The words beside it are in x as well, each with its own columns of W, and they make the difference.',
    'block-of-word':
      'A block of columns belongs to a place in the window. Whichever word stands there is multiplied by it: W has no column for a word.',
    'depth-alone':
      'A matrix times a matrix is a matrix: U W₂ W₁ can be multiplied out beforehand, and the biases collapse into one number. Only f between them adds power.',
    'passes-most':
      'f′ is largest where z is near 0. Where |h| is large the curve is flat, so little of the gradient gets through.',
    'score-gradient':
      '∂J/∂s = p − y. For a place y = 1, so it is negative: a larger score would lower the loss.',
    'bias-gradient':
      'The gradient says what J does when b moves, not what b is. z = Wx + b, so ∂J/∂b = δ, also where b is 0.',
    'update-direction':
      'The update subtracts η times the gradient. Where the gradient is negative, subtracting it raises the parameter.',
    'probe-after-update':
      'The step lowers J of its own window. All windows share W, b and u, so p moves for the others too, for better or worse.',
    'graph-gradient':
      '+ copies what comes from upstream, max passes it to the larger input, × multiplies it by the other factor. Where a value is used twice, its gradients add up.',
    practice: 'The label belongs to the word in its sentence, not to the word alone.',
    free: '',
  },
  named: {
    // what changes if the label flips
    everything: 'Everything: values, score, loss and gradients',
    signs: 'Only the signs of the gradients, and the loss',
    gradients: 'The loss and every gradient; the values and the score stay',
    loss: 'Only the loss',
    score: 'The score, the loss and the gradients',
    // p of two windows
    first: 'Window A',
    second: 'Window B',
    equal: 'Neither: the same centre gives the same p',
    // layers without f
    'one-matrix': 'Nothing: the layers multiply out to one matrix',
    deeper: 'More: each layer adds power',
    wider: 'More, as long as the hidden layers are wide enough',
    biased: 'More: the biases bend the line',
    // what the update does
    rises: 'It rises',
    falls: 'It falls',
    stays: 'It stays where it is',
    improves: 'p moves towards the right answer',
    worsens: 'p moves away from the right answer',
    unchanged: 'p stays where it is',
    // ∂z/∂b
    identity: '∂z/∂b = I, the identity: bᵢ goes into zᵢ alone, with slope 1',
    slope: '∂z/∂b = diag(f′(z)): b goes through f',
    weights: '∂z/∂b = W: b is multiplied by the weights',
    input: '∂z/∂b = x: b is multiplied by the input',
    values: '∂z/∂b = h: b is scaled by the activations',
    constant: '∂z/∂b = 0: b is a constant',
  } as Readonly<Record<string, string>>,
  shape: (rows: string, columns: string) => `${rows} × ${columns}`,
  columns: (first: string, last: string) => `Columns ${first} to ${last}`,
  noRow: 'None',
  allRows: 'All of them',
  rows: (rows: string, many: number) => `${form(many, 'Row', 'Rows')} ${rows}`,
  sign: { '-1': 'negative (−)', '0': 'exactly zero', '1': 'positive (+)' } as Readonly<
    Record<string, string>
  >,
  power: (power: string) => `about ${power}`,
  zero: 'exactly zero',
  unit: (unit: number) => `unit ${unit}`,
  atEntry: (entry: number) => `entry ${entry}`,
  cell: (row: number, column: number) => `row ${row}, column ${column}`,
  others: 'other answers',
  paths: (paths: string) => `${paths}`,
  states: { zero: 'exactly zero', 'not-yet': 'not computed yet', number: 'a number other than zero' },
  labels: {
    LOC: 'LOCATION',
    PER: 'PERSON',
    ORG: 'ORGANISATION',
    MISC: 'MISCELLANEOUS',
    O: 'not a name (O)',
    not: 'not a LOCATION',
  },
  // the card
  card: 'Question',
  choose: 'Your answer',
  number: 'Your number',
  plusMinus: 'Change the sign',
  numberHint: 'Two digits or more; comma or point.',
  noNumber: 'Type a number, such as −0.43.',
  tapHint: 'Tap the entry on the board, or here.',
  row: 'Row',
  column: 'Column',
  send: 'Send',
  sent: 'Your answer is in. You will see it beside the others when the answer is revealed.',
  again: 'Second round: answer again',
  discussion: 'Talk to your neighbour: why this answer?',
  timeLeft: (time: string) => `${time} left`,
  timeUp: 'Time is up.',
  allAnswered: 'All have answered',
  answered: (answered: number) => `${count(answered)} answered`,
  alone: 'for you alone',
  revealed: 'Answer',
  truth: 'correct',
  yours: 'yours',
  round: (round: number) => `Round ${round}`,
  noTruth: 'Your own question: there is no right or wrong.',
  close: 'Close',
  // the driver
  ask: 'Ask…',
  asked: 'Ask this',
  offered: 'At this operation',
  nothing:
    'At this operation the pass has answered everything already. Step to an earlier one, or ask a question of your own.',
  running: 'Pause first: a question belongs to an operation.',
  layer: 'Layer',
  entry: 'Entry (1 is the first)',
  prompt: 'Question',
  options: 'Options, one per line (2 to 6)',
  preview: 'Options',
  tensor: 'Of',
  byNumber: 'Answered by typing a number. Any correct rounding to two digits or more is right.',
  byEntry: (entries: string) => `Answered by tapping one of ${entries} entries.`,
  discuss: 'Discuss',
  timer: { none: 'no timer', minutes: (minutes: number) => `${minutes} min` },
  askAgain: 'Ask again',
  reveal: 'Reveal',
  revealTitle: 'Steps to the operation that computes it',
  dismiss: 'Close the question',
  hands: 'Show of hands…',
  handsTitle: 'Show of hands',
  handsHint:
    'How many hands were up for each choice, 0 to 1,000. This replaces what you entered for this round.',
  handsCount: 'Count them',
  byHands: 'by show of hands',
  of: (answered: number, members: number) => `${count(answered)} of ${count(members)} answered`,
};
