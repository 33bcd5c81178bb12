import { count, form, plural } from '../language/format.ts';

/** The laboratory: f and f′, why f is not linear, what multiplications cost. Loaded with its page. */
export const laboratory = {
  title: 'Laboratory',
  experiments: {
    'non-linearity': 'Activation function',
    'why-non-linear': 'Why non-linear?',
    multiplications: 'Counting multiplications',
  },
  notYet: 'not yet',
  parts: 'Part',
  pageNames: {
    curve: 'f and f′',
    swap: 'Swap f',
    matrix: 'One matrix',
    contest: 'A task',
    losses: 'Loss',
    growth: 'Growth',
    laws: 'Why',
  },
  // The non-linearity
  plotTitle: (f: string) => `f = ${f}: f and f′`,
  plotLabel: (f: string, units: number) =>
    `Curves of f and f′, f = ${f}, with the ${plural(units, 'value', 'values')} of z of this pass as points on both; the table by unit has the numbers.`,
  noLayer: 'This network has no hidden layer: there is no f. Start a run with one to see it here.',
  noZ: 'z has not been computed yet in this pass: its points appear with it.',
  layer: (layer: number, of: number) => `Layer ${layer} of ${of}`,
  preview: (f: string) => `Previewing ${f}; the run’s f is unchanged.`,
  flat: (flat: number, of: number, percent: string) =>
    `${count(flat)} of ${count(of)} units ${form(flat, 'has', 'have')} |f′(z)| < 0.05 (${percent}).`,
  shrinks: (upstream: string, delta: string) => `Gradient size (RMS): ${upstream} before f′, ${delta} after.`,
  showIdentity: 'Draw tanh(z) = 2σ(2z) − 1',
  chosenZ: 'z',
  difference: 'difference',
  swapTitle: 'Swap f, keep the weights',
  swapWaits:
    'δ of this layer has not been computed yet in this pass: step forward to it, and every other f can be compared.',
  swapPause: 'Pause the run to compare δ on exact numbers.',
  present: 'the run’s',
  looked: (f: string) => `Look at ${f}`,
  columns: {
    f: 'f',
    delta: (scale: string) => `δ, all ${scale}`,
    upstream: 'RMS upstream',
    size: 'RMS δ',
    flat: '|f′| < 0.05',
  },
  deltaOf: (f: string) => `δ with f = ${f}`,
  byUnit: 'Unit by unit',
  unit: 'unit',
  units: (from: number, to: number, of: number) => `${count(from)}–${count(to)} of ${count(of)}`,
  unitsBefore: 'Units before',
  unitsAfter: 'Further units',
  // Why non-linear
  productTitle: 'With the identity, many layers are one matrix',
  ownNetwork: 'The run’s own network: its f is the identity.',
  smallNetwork: 'A small network of three layers with f(z) = z, made from a seed.',
  product: 'their product',
  matrixLabel: (name: string, rows: number, columns: number) => `${name}, ${rows} × ${columns}`,
  agrees: (inputs: number, largest: string) =>
    `On ${count(inputs)} inputs the layers and the one matrix differ by at most ${largest}.`,
  differs: (largest: string) =>
    `With tanh in the same layers they differ by up to ${largest}: no matrix does the same.`,
  biases: 'The biases collapse too, into one vector c.',
  contestTitle: 'A task that needs a non-linearity',
  contestIntro:
    'The same network, 2 → 8 → 8 → 1, the same weights at the start, the same points in the same order, trained here in your browser.',
  task: 'Points',
  tasks: { xor: 'Opposite corners (XOR)', rings: 'A disc in a ring' },
  play: 'Train',
  stop: 'Stop',
  step: 'One epoch',
  reset: 'Reset',
  identity: 'identity',
  tanh: 'tanh',
  epoch: (epoch: number, of: number) => `Epoch ${epoch} of ${of}`,
  accuracy: 'accuracy',
  loss: 'J',
  regionLabel: (f: string, percent: string) =>
    `What the network with ${f} says in the plane: blue for ○, orange for ×; ${percent} of the points are classified correctly.`,
  lossLabel: 'J of both networks over the epochs',
  epochs: 'epochs',
  line: 'A straight line cannot divide these points; with the identity the network has no other, however many layers it has.',
  legend: '○ and × are the two classes; blue: the network says ○, orange: it says ×.',
  // How many multiplications
  countTitle: 'Multiplications of one backward pass',
  over: 'Over',
  axes: { width: 'width n', depth: 'depth' },
  ways: {
    fullJacobians: 'full Jacobians',
    fromScratch: 'each gradient from scratch',
    deltaReused: 'δ reused',
  },
  fixedDepth: 'Hidden layers',
  fixedWidth: 'Units n',
  at: 'Read off at',
  here: 'the current network',
  readAt: { width: (n: number) => `n = ${n}`, depth: (n: number) => plural(n, 'layer', 'layers') },
  countLabel: (over: string) => `Multiplications against ${over}, logarithmic; the table has the numbers.`,
  ownShape: (inputs: number, hidden: string, outputs: number) =>
    `● the current network: ${count(inputs)} → ${hidden} ${outputs}`,
  laws: [
    'Full Jacobians write out every zero: ∂z/∂W is n × nm, so one layer costs about n²m, and several layers n³ each.',
    'Each gradient from scratch walks the whole chain again for every W and b: with L layers about L² matrix products.',
    'With δ reused each layer multiplies by its W once and forms δxᵀ once: 2nm per layer, as much as two forward passes.',
  ],
  table: 'As a table',
};
