/** The computation graph of the network. Loaded with its page. */
export const graph = {
  title: 'The computation graph of the pass: values run forward, gradients come back',
  hint: 'Value above, gradient below. Gradients come back (←): upstream times the local derivative beside the arrow.',
  hintOfSeveral:
    'Value above, gradient below. Gradients come back (←): upstream times the local derivative; those of several windows add.',
  folds: '⊟ folds a layer.',
  marks: 'Nodes',
  notYet: 'not yet',
  layer: (layer: number) => `layer ${layer}`,
  openLayer: (layer: number) => `Open layer ${layer}`,
  foldLayer: (layer: number) => `Fold layer ${layer}`,
};
