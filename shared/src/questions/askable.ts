/** What can be asked of a pass, and how long what is typed may be. */
/** Tensors of which a sign, a size or a largest unit can be asked. Layers count from 1; `layer` is ignored for s, u and x. */
export const askableTensors = [
  'z',
  'h',
  's',
  'gradientOfH',
  'delta',
  'gradientOfB',
  'gradientOfW',
  'gradientOfU',
  'gradientOfX',
] as const;
export type AskableTensor = (typeof askableTensors)[number];

/** Of what a number can be asked: of these, of p(LOCATION) and of J. */
export const numberTensors = [...askableTensors, 'p', 'J'] as const;
export type NumberTensor = (typeof numberTensors)[number];

/** Questions that need no pass. */
export const passlessKinds = ['practice', 'free', 'graph-gradient'] as const;
export type PasslessKind = (typeof passlessKinds)[number];

/** Parameters of which an entry is followed through an update, by their gradients. */
export const updatedTensors = ['gradientOfU', 'gradientOfB', 'gradientOfW'] as const;

export const OPTIONS_LIMIT = 6;
/** Characters of a typed question and of each of its options. */
export const PROMPT_LIMIT = 200;
export const OPTION_LIMIT = 80;
