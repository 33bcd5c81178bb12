/** `eval`: a run judged on a part of its text, or on another (SPEC PG6). */
import type { Report } from '@deltaboard/shared/evaluation/report.ts';
import type { EntityScore } from '@deltaboard/shared/evaluation/entity-score.ts';
import type { Command } from '../command.ts';
import { broughtSentences, readingFlags, readingHelp } from '../labelled-files.ts';
import { keptVectorHelp } from '../own-vectors.ts';
import { labellingRun, openedRun } from '../opened-run.ts';
import { percent, table, type Json } from '../terminal.ts';
import { oneOf, onlyOne, readArguments, WrongUsage } from '../usage.ts';

const parts = ['dev', 'test'] as const;

export const command: Command = {
  summary: 'eval',
  help: `deltaboard eval RUN: precision, recall and F1 of entities by type (conlleval's rules), beside the dictionary of the training part.

${readingHelp}
${keptVectorHelp}
  --part NAME            dev, or test (by default)
  --on FILE              every sentence of another labelled text, in place of a part
  --json                 one object

Examples
  npx deltaboard eval run.safetensors
  npx deltaboard eval names.safetensors --data names.csv --part dev
  npx deltaboard eval run.safetensors --on other.conll

A run keeps no text: what it was trained on stands behind --data again, and is known by its SHA-256. Exit codes: 0, 1, 2.
`,
  async run(args, terminal) {
    const { values, positionals } = readArguments(args, {
      ...readingFlags,
      part: { type: 'string' },
      on: { type: 'string' },
    });
    const path = onlyOne(positionals, 'the run file');
    if (values.on !== undefined && values.part !== undefined)
      throw new WrongUsage('--part or --on, not both');
    if (values.on === undefined) {
      const part = oneOf('part', values.part ?? 'test', parts);
      const report = (await openedRun(path, values, terminal)).run.evaluate(part);
      terminal.say(written(report, true), { event: 'report', part, ...objectOf(report, true) });
      return;
    }
    const { sentences } = broughtSentences(values.on, values, terminal);
    const { run, knowsText } = await labellingRun(path, values, sentences, terminal);
    const report = run.evaluate('test');
    terminal.say(written(report, knowsText), {
      event: 'report',
      on: values.on,
      ...objectOf(report, knowsText),
    });
  },
};

function written(report: Report, withDictionary: boolean): string {
  const { network, dictionary, sentences, words } = report;
  const row = (
    name: string,
    { precision, recall, f1, correct, guessed, gold }: EntityScore,
    beside: EntityScore,
  ): string[] => [
    name,
    percent(precision),
    percent(recall),
    gold === 0 ? 'nothing' : percent(f1),
    String(correct),
    String(guessed),
    String(gold),
    ...(withDictionary ? [percent(beside.f1)] : []),
  ];
  const head = [
    '',
    'precision',
    'recall',
    'F1',
    'right',
    'found',
    'to find',
    ...(withDictionary ? ['dictionary F1'] : []),
  ];
  const rows = network.byType.map(({ type, score }, k) => row(type, score, dictionary.byType[k].score));
  const all = network.byType.length > 1 ? [row('all', network.all, dictionary.all)] : [];
  return `${sentences} sentences, ${words} words\n${table([head, ...rows, ...all])}`;
}

function objectOf(
  { network, dictionary, sentences, words }: Report,
  withDictionary: boolean,
): Record<string, Json> {
  const of = ({ all, byType }: Report['network']): Json => ({
    all: { ...all },
    ...Object.fromEntries(byType.map(({ type, score }) => [type, { ...score }])),
  });
  return {
    sentences,
    words,
    network: of(network),
    ...(withDictionary ? { dictionary: of(dictionary) } : {}),
  };
}
