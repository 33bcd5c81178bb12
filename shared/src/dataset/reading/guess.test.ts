import { describe, expect, test } from 'vitest';
import { guessShape, offeredNames } from './guess.ts';
import { readText } from './read.ts';
import type { Problem, ReadSentence } from './reading.ts';

const sentence = 'Mira walked to Velden .';

/** Every sentence once, with its entities behind it. */
function read(text: string): {
  readonly sentences: readonly string[];
  readonly problems: readonly Problem[];
} {
  const { documents, problems } = readText(text, guessShape(text));
  const all = documents.flatMap(({ sentences }) => sentences);
  return { sentences: [...new Set(all.map(shown))], problems };
}
const shown = ({ tokens, entities }: ReadSentence): string =>
  [tokens.join(' '), ...entities.map((e) => `${tokens.slice(e.start, e.end).join('_')}/${e.type}`)].join(
    ' | ',
  );
const times = (count: number, lines: readonly string[], between = ''): string =>
  Array.from({ length: count }, () => lines.join('\n')).join(`\n${between}\n`);
const tagged = (tags: readonly string[], separator = '\t'): string[] =>
  sentence.split(' ').map((word, i) => `${word}${separator}${tags[i]}`);

const expected = `${sentence} | Mira/PER | Velden/LOC`;

describe('IM4 every scheme gives the same entities', () => {
  test.each([
    ['IOB2', ['B-PER', 'O', 'O', 'B-LOC', 'O']],
    ['IO', ['I-PER', 'O', 'O', 'I-LOC', 'O']],
    ['BIOES', ['S-PER', 'O', 'O', 'S-LOC', 'O']],
    ['BILOU', ['U-PER', 'O', 'O', 'U-LOC', 'O']],
    ['an underscore', ['B_PER', 'O', 'O', 'B_LOC', 'O']],
    ['the letter behind', ['PER_B', '-', '-', 'LOC_B', '-']],
    ['bare types', ['PER', 'O', 'O', 'LOC', 'O']],
    ['zero for O', ['B-PER', '0', '0', 'B-LOC', '0']],
    ['a small o', ['B-PER', 'o', 'o', 'B-LOC', 'o']],
  ])('%s', (_, tags) => {
    for (const separator of ['\t', ' ']) {
      const { sentences, problems } = read(times(6, tagged(tags, separator)));
      expect({ sentences, problems }).toEqual({ sentences: [expected], problems: [] });
    }
  });

  test('lower case keeps its name as it stands', () => {
    expect(read(times(6, tagged(['b-per', 'o', 'o', 'b-loc', 'o']))).sentences).toEqual([
      `${sentence} | Mira/per | Velden/loc`,
    ]);
  });

  test('an entity of several words, and two that touch', () => {
    const words = ['Lake\tB-LOC', 'Velden\tE-LOC', 'Mira\tB-PER', 'Kos\tI-PER', 'Tom\tB-PER'];
    expect(read(times(4, words)).sentences).toEqual([
      'Lake Velden Mira Kos Tom | Lake_Velden/LOC | Mira_Kos/PER | Tom/PER',
    ]);
  });
});

describe('IM3 IM5 columns', () => {
  test('CoNLL-2003: the tag is the last column, not the chunk, and every form of -DOCSTART- begins a document', () => {
    const rows = [
      'Mira NNP I-NP I-PER',
      'walked VBD I-VP O',
      'to TO I-PP O',
      'Velden NNP I-NP I-LOC',
      '. . O O',
    ];
    for (const start of ['-DOCSTART- -X- -X- O', '-DOCSTART- -X- O O', '-DOCSTART-', '-DOCSTART-\tO']) {
      const text = times(3, [start, '', ...rows, '', ...rows], '');
      const { documents, problems } = readText(text, guessShape(text));
      expect(problems).toEqual([]);
      expect(documents.map(({ sentences }) => sentences.map(shown))).toEqual(
        Array.from({ length: 3 }, () => [expected, expected]),
      );
    }
  });

  test('a header names the columns, wherever they are', () => {
    const tags = ['B-PER', 'O', 'O', 'B-LOC', 'O'];
    const rows = sentence.split(' ').map((word, i) => `${i + 1} ${word} ${tags[i]}`);
    expect(read(`id token tag\n${times(5, rows)}`).sentences).toEqual([expected]);
    const first = sentence.split(' ').map((word, i) => `${tags[i]}\t${word}\tX`);
    expect(read(`tag\ttoken\tpos\n${times(5, first)}`).sentences).toEqual([expected]);
    expect(
      read(
        times(
          5,
          first.map((row) => row.replace('\tX', '')),
        ),
      ).sentences,
    ).toEqual([expected]);
  });

  test('# and ; are comments unless their columns are the table’s', () => {
    const { sentences, problems } = read(
      times(5, ['# a note on O', '; sent 4', '#hashtag\tO', ';\tO', 'Velden\tB-LOC', '# O'], ''),
    );
    expect({ sentences, problems }).toEqual({ sentences: ['#hashtag ; Velden | Velden/LOC'], problems: [] });
  });

  test('# newdoc begins a document, with its title', () => {
    const text = times(
      3,
      ['# newdoc id = d1', '# sent_id = 1', ...tagged(['B-PER', 'O', 'O', 'B-LOC', 'O'])],
      '',
    );
    expect(readText(text, guessShape(text)).documents.map(({ title }) => title)).toEqual(['d1', 'd1', 'd1']);
  });

  test('a document’s name on each of its rows is no token', () => {
    const rows = (name: string): string[] =>
      tagged(['B-PER', 'O', 'O', 'B-LOC', 'O']).map((row) => `${name}\t${row}`);
    expect(read(['a', 'b', 'c'].map((name) => rows(name).join('\n')).join('\n\n')).sentences).toEqual([
      expected,
    ]);
  });

  test('an index is one also where every sentence is one word, and numbers may be words', () => {
    expect(read(times(4, ['1\tVelden\tB-LOC\t_'])).sentences).toEqual(['Velden | Velden/LOC']);
    expect(read(times(4, ['1\tB-LOC', '2\tO'])).sentences).toEqual(['1 2 | 1/LOC']);
  });

  test('Korean: index, eojeol and PER_B', () => {
    const rows = ['1\t미라가\tPER_B', '2\t벨덴에서\tLOC_B', '3\t걸었다\t-', '4\t.\t-'];
    expect(read(times(6, rows)).sentences).toEqual(['미라가 벨덴에서 걸었다 . | 미라가/PER | 벨덴에서/LOC']);
  });

  test('Korean: syllables are joined at their spaces', () => {
    const rows = [
      '미\tB-PS',
      '라\tI-PS',
      '가\tO',
      ' \tO',
      '벨\tB-LC',
      '덴\tI-LC',
      '에\tO',
      ' \tO',
      '갔\tO',
      '다\tO',
    ];
    const text = times(6, ['## klue-ner-v1_00000\t<미라:PS>가 <벨덴:LC>에 갔다', ...rows]);
    expect(read(text)).toEqual({ sentences: ['미라가 벨덴에 갔다 | 미라가/PS | 벨덴에/LC'], problems: [] });
  });
});

describe('IM3 spreadsheets', () => {
  const tags = ['B-per', 'O', 'O', 'B-geo', 'O'];
  const table = (separator: string): string =>
    [['Sentence #', 'Word', 'POS', 'Tag'].join(separator)]
      .concat(
        Array.from({ length: 4 }, (_, s) =>
          sentence
            .split(' ')
            .map((word, i) => [i === 0 ? `Sentence: ${s + 1}` : '', word, 'X', tags[i]].join(separator)),
        ).flat(),
      )
      .join('\r\n');

  test.each([',', ';', '\t'])('a sentence’s number on its first row only, cut at %j', (separator) => {
    const text = table(separator);
    expect(read(text)).toEqual({ sentences: [`${sentence} | Mira/per | Velden/geo`], problems: [] });
    expect(readText(text, guessShape(text)).documents[0].sentences).toHaveLength(4);
  });

  test('cells in quotes may hold what separates, and a stray quote is a sign', () => {
    const rows = ['1;"a;b";O', '1;"say ""hi""";O', '1;"";O', '1;12";O', '1;Velden;B-LOC'];
    const text = ['sentence_id;token;tag', ...rows].join('\n');
    const { sentences, problems } = read(text);
    expect(sentences).toEqual(['a;b say "hi" 12" Velden | Velden/LOC']);
    expect(problems).toEqual([
      { kind: 'blank-token', count: 1, places: [{ line: 4, column: 3, value: 'O' }] },
    ]);
  });
});

describe('IM3 records', () => {
  const text = 'Mira walked to Velden.';
  const spans = [
    [0, 4, 'PER'],
    [15, 21, 'LOC'],
  ];
  const objects = (keys: readonly [string, string, string]): object[] =>
    spans.map(([start, end, type]) => ({ [keys[0]]: start, [keys[1]]: end, [keys[2]]: type }));
  test.each<[string, unknown]>([
    ['spaCy, spans as lists', { text, entities: spans }],
    ['spaCy’s pairs', [text, { entities: spans }]],
    ['doccano', { id: 1, text, label: spans }],
    ['doccano with offsets', { text, entities: objects(['start_offset', 'end_offset', 'label']) }],
    ['Prodigy', { text, tokens: [{ text: 'Mira', id: 0 }], spans: objects(['start', 'end', 'label']) }],
    [
      'Label Studio',
      {
        data: { text },
        annotations: [
          {
            result: spans.map(([start, end, type]) => ({
              type: 'labels',
              value: { start, end, labels: [type] },
            })),
          },
        ],
      },
    ],
    ['tokens with tags', { tokens: sentence.split(' '), ner_tags: ['B-PER', 'O', 'O', 'B-LOC', 'O'] }],
  ])('%s, a line each and as one list', (_, record) => {
    for (const written of [
      times(3, [JSON.stringify(record)]),
      JSON.stringify([record, record, record], null, 2),
    ])
      expect(read(written)).toEqual({ sentences: [expected], problems: [] });
  });

  test('integer tags ask for their names, and those of CoNLL-2003 are offered', () => {
    const record = JSON.stringify({ tokens: sentence.split(' '), ner_tags: [1, 0, 0, 5, 0] });
    expect(guessShape(record)).toEqual({ kind: 'records', names: null });
    expect(read(record).problems.map(({ kind }) => kind)).toEqual(['integer']);
    const names = offeredNames(record);
    expect(names).toEqual(['O', 'B-PER', 'I-PER', 'B-ORG', 'I-ORG', 'B-LOC']);
    const { documents } = readText(record, { kind: 'records', names });
    expect(documents.flatMap(({ sentences }) => sentences.map(shown))).toEqual([expected]);
    expect(offeredNames(JSON.stringify({ tokens: ['a'], ner_tags: [12] }))).toBeNull();
    expect(offeredNames(JSON.stringify({ tokens: ['a'], ner_tags: ['O'] }))).toBeNull();
  });

  test('offsets of Python and of JavaScript, behind an emoji', () => {
    const smiling = '😀 Mira';
    expect(read(JSON.stringify({ text: smiling, label: [[2, 6, 'PER']] })).sentences).toEqual([
      '😀 Mira | Mira/PER',
    ]);
    expect(read(JSON.stringify({ text: smiling, label: [[3, 7, 'PER']] })).sentences).toEqual([
      '😀 Mira | Mira/PER',
    ]);
  });

  test('a span inside a word cuts it; outside, empty and over another are problems', () => {
    const { sentences, problems } = read(
      JSON.stringify({
        text: 'In Veldens Tal',
        label: [
          [3, 9, 'LOC'],
          [5, 12, 'X'],
          [9, 99, 'X'],
          [2, 3, 'X'],
        ],
      }),
    );
    expect(sentences).toEqual(['In Velden s Tal | Velden/LOC']);
    expect(problems.map(({ kind, count }) => [kind, count])).toEqual([['span', 3]]);
  });
});

describe('IM10 running text', () => {
  test('is cut into sentences and words, without a label', () => {
    const text =
      'Mira went to the U.S. in May (she said “yes”). Did Dr. Kos?\nNo, he didn’t!\n\nA second paragraph...';
    expect(read(text)).toEqual({
      sentences: [
        'Mira went to the U.S. in May ( she said “ yes ” ) .',
        'Did Dr. Kos ?',
        'No , he didn’t !',
        'A second paragraph ...',
      ],
      problems: [],
    });
  });
});

test('IM2 running text in one line is no table, whatever word it has', () => {
  const text = 'Mira came to Velden, and saw nobody of the company there. The group of that time had gone.';
  expect(guessShape(text)).toEqual({ kind: 'sentences', brackets: false });
});

test('IM2 columns without a tag that is understood are asked about, not read as prose', () => {
  const shape = guessShape(times(6, ['Mira\tx1', 'walked\tx2', 'far\tx1']));
  expect(shape).toMatchObject({ kind: 'table', separator: 'tab', token: 0, tag: null });
});

test('IM6 all problems at once: each kind with its count and its first three places, and the rest is read', () => {
  const bad = ['one', '\tO', 'x\t!!', 'y\t??'];
  const text = [
    ...bad.map((row) => `${row}\nVelden\tB-LOC\n`),
    ...times(8, tagged(['B-PER', 'O', 'O', 'B-LOC', 'O'])).split('\n'),
  ].join('\n');
  const { sentences, problems } = read(text);
  expect(problems).toEqual([
    { kind: 'columns', count: 1, places: [{ line: 1, column: 4, value: '1' }] },
    { kind: 'blank-token', count: 1, places: [{ line: 4, column: 1, value: 'O' }] },
    {
      kind: 'bad-tag',
      count: 2,
      places: [
        { line: 7, column: 3, value: '!!' },
        { line: 10, column: 3, value: '??' },
      ],
    },
  ]);
  expect(sentences).toEqual(['Velden | Velden/LOC', expected]);
});
