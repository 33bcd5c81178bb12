/** The computation graph of the network. Loaded with its page. */
export const graph = {
  title: 'The computation graph of the pass: values run forward, gradients come back',
  hint: 'Value above, gradient below. On every edge: upstream → downstream. Where a parameter is used by several windows its gradients add. ⊟ folds a layer.',
  notYet: 'not yet',
  layer: (layer: number) => `layer ${layer}`,
  openLayer: (layer: number) => `Open layer ${layer}`,
  foldLayer: (layer: number) => `Fold layer ${layer}`,
};
