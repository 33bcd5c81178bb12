import type { FileName } from './files.ts';

export const messages = {
  title: 'Export this run',
  close: 'Close',
  intro:
    'θ before the update of the step on the board, and the windows of that step. The scripts read them and print the same numbers.',
  running: 'Pause for an exact step.',
  names: {
    npz: 'Step as NumPy arrays',
    numpy: 'The step in NumPy',
    safetensors: 'Step as safetensors',
    torch: 'The step in PyTorch',
    configuration: 'Configuration',
    losses: 'Losses',
    scores: 'Scores on the test part',
  } satisfies Record<FileName, string>,
  notYet: 'not yet',
};
