/** `predict`: the names that a run finds in a text (SPEC PG7). */
import { text as textOfStream } from 'node:stream/consumers';
import { readText as readShaped } from '@deltaboard/shared/dataset/reading/read.ts';
import { printed, printedForms } from '@deltaboard/shared/dataset/printing.ts';
import type { Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import type { Command } from '../command.ts';
import { readingFlags, readText } from '../labelled-files.ts';
import { labellingRun } from '../opened-run.ts';
import { Failure, oneOf, readArguments, WrongUsage } from '../usage.ts';

export const command: Command = {
  summary: 'predict',
  help: `deltaboard predict RUN [TEXT…]: the text with the names that the run finds in it.

  --file FILE            the text, in place of TEXT; without either it is read from the input
  --format NAME          ${printedForms.join(', ')}: brackets
  --data FILE            what the run was trained on, where its word vectors were trained or of a file
  --vectors FILE         that file
  --json                 one object a sentence: {"tokens":[…],"entities":[{"start":0,"end":1,"type":"LOC"}]}

Examples
  npx deltaboard predict run.safetensors "The museums in Paris are amazing to see."
  npx deltaboard predict run.safetensors --file letter.txt --format conll
  cat letter.txt | npx deltaboard predict run.safetensors --json

Exit codes: 0, 1, 2.
`,
  async run(args, terminal) {
    const { values, positionals } = readArguments(args, {
      ...readingFlags,
      file: { type: 'string' },
      format: { type: 'string' },
    });
    const [path, ...words] = positionals;
    if (path === undefined) throw new WrongUsage('the run file is missing');
    if (values.file !== undefined && words.length > 0) throw new WrongUsage('--file or a text, not both');
    const form = oneOf('format', values.format ?? 'brackets', printedForms);
    const text =
      values.file !== undefined
        ? readText(values.file)
        : words.length > 0
          ? words.join(' ')
          : await textOfStream(process.stdin);
    const bare = sentencesIn(text);
    const { run } = await labellingRun(path, values, [], terminal);
    const found = run.label(bare.map(({ tokens }) => tokens));
    const labelled = bare.map(({ tokens }, index): Sentence => ({ tokens, entities: found[index] }));
    if (terminal.json) {
      for (const { tokens, entities } of labelled) {
        terminal.say('', { tokens, entities: entities.map((entity) => ({ ...entity })) });
      }
    } else terminal.say(printed([{ title: '', sentences: labelled }], form).trimEnd(), {});
  },
};

function sentencesIn(text: string): readonly Sentence[] {
  const { documents } = readShaped(text, { kind: 'sentences', brackets: false });
  const sentences = documents.flatMap((document) => document.sentences);
  if (sentences.length === 0) throw new Failure('the text has no word');
  return sentences.map(({ tokens }) => ({ tokens, entities: [] }));
}
