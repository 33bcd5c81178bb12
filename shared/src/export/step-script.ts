/**
 * This step as a few lines of NumPy and of PyTorch, which read the exported arrays and print the numbers of the board
 * (SPEC XP3).
 */
import type { HeadName } from '../model/head.ts';
import type { NonLinearityName } from '../model/non-linearity.ts';
import type { Configuration } from '../training/configuration.ts';

type Named = Pick<Configuration, 'hidden' | 'head' | 'batch' | 'optimiser' | 'decay'> & {
  readonly nonLinearity: NonLinearityName;
};

/** f and f′ of an array z, in NumPy. */
const inNumPy: Readonly<Record<NonLinearityName, readonly [f: string, slope: string]>> = {
  logistic: ['1 / (1 + np.exp(-z))', 'f(z) * f(-z)'],
  tanh: ['np.tanh(z)', '1 / np.cosh(z) ** 2'],
  hardTanh: ['np.clip(z, -1, 1)', '(abs(z) < 1) * 1.0'],
  relu: ['np.maximum(z, 0)', '(z > 0) * 1.0'],
  leakyRelu: ['np.where(z > 0, z, 0.01 * z)', 'np.where(z > 0, 1, 0.01)'],
  gelu: ['z * Phi(z)', 'Phi(z) + z * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)'],
  identity: ['z', 'np.ones_like(z)'],
};

/** J of each example and ∂J/∂s of each window, in NumPy, from s: windows × scores. */
const lossInNumPy: Readonly<Record<HeadName, readonly string[]>> = {
  logistic: [
    'J, g = np.logaddexp(0, np.where(y == 1, -s[:, 0], s[:, 0])), 1 / (1 + np.exp(-s)) - y[:, None]',
  ],
  softmax: [
    'p = np.exp(s - s.max(1, keepdims=True)); p /= p.sum(1, keepdims=True)',
    'J, g = -np.log(p[range(len(y)), y]), p - np.eye(s.shape[1])[y]',
  ],
  'max-margin': [
    'm = 1 - s[0::2, 0] + s[1::2, 0]  # true and corrupted window of each pair',
    'J, g = np.maximum(m, 0), np.stack([-1.0 * (m > 0), 1.0 * (m > 0)], 1).reshape(-1, 1)',
  ],
};

export function numpyScript(file: string, named: Named): string {
  const { hidden, head, nonLinearity } = named;
  const [f, slope] = inNumPy[nonLinearity];
  const L = hidden.length;
  const phi =
    nonLinearity === 'gelu'
      ? ['from math import erfc; Phi = np.vectorize(lambda t: erfc(-t / 2 ** 0.5) / 2)']
      : [];
  return [
    'import numpy as np',
    ...phi,
    `d = {k: v.astype(float) if v.dtype.kind == 'f' else v for k, v in np.load('${file}').items()}`,
    'y, B, h, z = d["y"], len(d["y"]), [d["x"]], []',
    `f, df = lambda z: ${f}, lambda z: ${slope}`,
    `for l in range(1, ${L + 1}): z.append(h[-1] @ d[f'W{l}'].T + d[f'b{l}']); h.append(f(z[-1]))`,
    's = h[-1] @ d["U"].T',
    ...lossInNumPy[head],
    'grad, up = {"U": g.T @ h[-1]}, g @ d["U"]',
    `for l in range(${L}, 0, -1): delta = up * df(z[l - 1]); grad[f'W{l}'], grad[f'b{l}'], up = delta.T @ h[l - 1], delta.sum(0), delta @ d[f'W{l}']`,
    'grad = {k: v / B + d["lambda"] * d[k] * (k[0] != "b") for k, v in grad.items()}',
    ...updateInNumPy(named),
    'print("s", s.tolist()); print("J", J.mean()); [print("dJ/d" + k, v.tolist()) for k, v in grad.items()]',
    '[print(k, v.tolist()) for k, v in new.items()]  # after the update',
    '',
  ].join('\n');
}

const updateInNumPy = ({ optimiser }: Named): readonly string[] =>
  optimiser === 'sgd'
    ? ['new = {k: d[k] - d["eta"] * v for k, v in grad.items()}']
    : ['new = {k: d[k] - d["eta"] * v / (np.sqrt(d["Q_" + k] + v * v) + 1e-8) for k, v in grad.items()}'];

const inTorch: Readonly<Record<NonLinearityName, string>> = {
  logistic: 'torch.sigmoid',
  tanh: 'torch.tanh',
  hardTanh: 'torch.nn.functional.hardtanh',
  relu: 'torch.relu',
  leakyRelu: 'torch.nn.functional.leaky_relu',
  gelu: 'torch.nn.functional.gelu',
  identity: 'lambda z: z',
};

const lossInTorch: Readonly<Record<HeadName, string>> = {
  logistic: 'J = torch.nn.functional.binary_cross_entropy_with_logits(s[:, 0], y.double())',
  softmax: 'J = torch.nn.functional.cross_entropy(s, y.long())',
  'max-margin': 'J = torch.relu(1 - s[0::2, 0] + s[1::2, 0]).mean()',
};

export function torchScript(file: string, { hidden, head, nonLinearity, decay }: Named): string {
  return [
    'import torch; from safetensors.torch import load_file',
    `d = {k: v.double() if v.is_floating_point() else v for k, v in load_file('${file}').items()}`,
    'y, theta = d["y"], {k: v.requires_grad_() for k, v in d.items() if k[0] in "WbU"}',
    `f, h = ${inTorch[nonLinearity]}, d["x"]`,
    `for l in range(1, ${hidden.length + 1}): h = f(h @ theta[f'W{l}'].T + theta[f'b{l}'])`,
    's = h @ theta["U"].T',
    lossInTorch[head],
    ...(decay > 0
      ? ['(J + d["lambda"] / 2 * sum((v ** 2).sum() for k, v in theta.items() if k[0] != "b")).backward()']
      : ['J.backward()']),
    'print("s", s.tolist()); print("J", J.item()); [print("dJ/d" + k, v.grad.tolist()) for k, v in theta.items()]',
    '',
  ].join('\n');
}
