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
  pictures: {
    title: 'Pictures at print size',
    names: { board: 'Board', loss: 'Loss J', size: 'Size of the gradients', f1: 'F1' },
    as: (name: string, form: string) => `${name} as ${form}`,
    print: 'Print the board…',
  },
  link: {
    title: 'Link to this place',
    intro: 'Whoever opens it starts a class with this run, seed included, at this step and operation.',
    ownText:
      'This run is made on your own text. A link never contains a text: it names its fingerprint, and opens no class.',
    copy: 'Copy link',
    copied: 'Copied',
    options: 'Options',
    atOnce: 'Start the class as soon as the link is opened',
    hide: 'Hide on the page of whoever starts',
    noRight: 'Hidden controls are only out of sight: keys still work.',
    older: 'This run is computed by an older version: no new class can start with it.',
  },
};
