/** Questions and their choices in words: the symbols are the lecture's, the sentences the catalogue's. */
import type { RunDescription } from '@deltaboard/shared/protocol/state.ts';
import type { Row } from '@deltaboard/shared/questions/grade.ts';
import {
  printed,
  type Asked,
  type Choice,
  type Given,
  type Question,
} from '@deltaboard/shared/questions/question.ts';
import { modelShape } from '@deltaboard/shared/training/configuration.ts';
import { count, subscript, superscript } from '../../language/format.ts';
import type { Named, questions } from './questions.en.ts';

type Words = typeof questions;
type Configuration = RunDescription['configuration'];

/** The question as a sentence; a typed one as it was typed. */
export function promptText({ asked, about }: Question, configuration: Configuration, t: Words): string {
  if (asked.kind === 'free') return asked.prompt;
  return t.prompts[asked.kind](namesOf(asked, about, configuration));
}

export function choiceText(choice: Choice, t: Words): string {
  switch (choice.type) {
    case 'shape':
      return t.shape(count(choice.rows), count(choice.columns));
    case 'rows':
      if (choice.rows.length === 0) return t.noRow;
      if (choice.rows.length === choice.of) return t.allRows;
      return t.rows(choice.rows.map((row) => row + 1).join(', '), choice.rows.length);
    case 'sign':
      return t.sign[choice.sign];
    case 'number':
      return numberText(choice.value);
    case 'magnitude':
      return choice.exponent === null ? t.zero : t.power(powerOfTen(choice.exponent));
    case 'unit':
      return t.unit(choice.unit + 1);
    case 'count':
      return t.paths(count(choice.count));
    case 'columns':
      return t.columns(String(choice.first + 1), String(choice.last + 1));
    case 'state':
      return t.states[choice.state];
    case 'named':
      return t.named[choice.name] ?? choice.name;
    case 'label':
      return t.labels[choice.label];
    case 'text':
      return choice.text;
  }
}

/** An answer as it is written: a number with the digits that were typed. */
export function givenText({ choices, answeredBy }: Question, given: Given, t: Words): string {
  switch (answeredBy?.by) {
    case 'number':
      return typeof given === 'number' ? numberText(given) : powersIn(given);
    case 'entry':
      return entryName(Number(given), answeredBy.columns, t);
    default:
      return choiceText(choices[Number(given)], t);
  }
}

/** An entry by its place: of a vector its number, of a matrix row and column. */
export const entryName = (index: number, columns: number, t: Words): string =>
  columns === 1 ? t.atEntry(index + 1) : t.cell(Math.floor(index / columns) + 1, (index % columns) + 1);

/** What a row of a distribution counts. */
export const rowText = (question: Question, row: Row, t: Words): string =>
  row === null ? t.others : givenText(question, row, t);

/** As `printed`, with a true minus sign and a raised exponent. */
const numberText = (value: number): string => powersIn(printed(value));

function powersIn(text: string): string {
  const [mantissa, exponent] = text.replace('-', '−').split('e');
  return exponent === undefined ? mantissa : `${mantissa}·${powerOfTen(Number(exponent))}`;
}

const powerOfTen = (exponent: number): string =>
  `10${exponent < 0 ? '⁻' : ''}${superscript(Math.abs(exponent))}`;

function namesOf(asked: Asked, about: Question['about'], configuration: Configuration): Named {
  const { inputs, hidden } = modelShape(configuration);
  const layer = 'layer' in asked ? asked.layer : 1;
  const raised = hidden.length > 1 ? `⁽${superscript(layer)}⁾` : '';
  const of = `∂${about.objective}`;
  const below = layer === 1 ? 'x' : `h${hidden.length > 1 ? `⁽${superscript(layer - 1)}⁾` : ''}`;
  const tensor = 'tensor' in asked ? tensorText(asked.tensor, of, raised) : `δ${raised}`;
  const columns = layer === 1 ? inputs : (hidden[layer - 2] ?? inputs);
  return {
    of,
    W: `W${raised}`,
    b: `b${raised}`,
    tensor,
    entry: entryText(asked, { of, raised, below, tensor, columns }),
    unit: 'unit' in asked ? String(asked.unit + 1) : '',
    word: about.word ?? '',
    sentence: (about.sentence ?? []).join(' '),
    windows: about.windows ?? [],
    parameter: parameterText(asked, raised, columns),
    expression: asked.kind === 'graph-gradient' ? expressionText(asked) : '',
  };
}

/** The tensor that a question is about. */
export const tensorName = ({ asked, about }: Question, configuration: Configuration): string =>
  namesOf(asked, about, configuration).tensor;

/** The entry of θ that a question follows through the update: u₃, W₂͵₁₃. */
function parameterText(asked: Asked, raised: string, columns: number): string {
  if (asked.kind === 'bias-gradient') return `b${raised}${subscript(asked.unit + 1)}`;
  if (asked.kind !== 'update-direction') return '';
  const { tensor, entry } = asked;
  if (tensor === 'gradientOfU') return `u${subscript(entry + 1)}`;
  if (tensor === 'gradientOfB') return `b${raised}${subscript(entry + 1)}`;
  const [row, column] = [Math.floor(entry / columns) + 1, (entry % columns) + 1];
  return `W${raised}${subscript(row)}͵${subscript(column)}`;
}

type GraphAsked = Extract<Asked, { kind: 'graph-gradient' }>;

/** What the expression was named; f where it was not. */
const resultName = ({ expression }: GraphAsked): string =>
  /^\s*([\p{L}_]\w*)\s*=/u.exec(expression)?.[1] ?? 'f';

/** As on paper, with the values: f = (x + y) · max(y, z), x = 1, y = 2, z = 0. */
const expressionText = ({ expression, values }: GraphAsked): string =>
  [expression.replaceAll('*', '·'), ...Object.entries(values).map(([name, value]) => `${name} = ${value}`)]
    .join(', ')
    .replaceAll('-', '−');

interface Symbols {
  readonly of: string;
  readonly raised: string;
  readonly below: string;
  readonly tensor: string;
  /** Of W of the layer. */
  readonly columns: number;
}

function entryText(asked: Asked, { of, raised, below, tensor, columns }: Symbols): string {
  if ('tensor' in asked && (asked.tensor === 'J' || asked.tensor === 'p')) return tensor;
  if (asked.kind === 'bias-gradient') return `${of}/∂b${raised}${subscript(asked.unit + 1)}`;
  if (asked.kind === 'graph-gradient') return `∂${resultName(asked)}/∂${asked.variable}`;
  if ('unit' in asked) return `δ${raised}${subscript(asked.unit + 1)}`;
  if (!('entry' in asked)) return tensor;
  if (asked.kind === 'downstream-value') return `${of}/∂${below}${subscript(asked.entry + 1)}`;
  if (asked.tensor === 'gradientOfW') {
    const [row, column] = [Math.floor(asked.entry / columns) + 1, (asked.entry % columns) + 1];
    return `${tensor}${subscript(row)}͵${subscript(column)}`;
  }
  return `${tensor}${subscript(asked.entry + 1)}`;
}

function tensorText(
  tensor: Extract<Asked, { tensor: unknown }>['tensor'],
  of: string,
  raised: string,
): string {
  switch (tensor) {
    case 'z':
    case 'h':
      return `${tensor}${raised}`;
    case 's':
    case 'J':
      return tensor;
    case 'p':
      return 'p(LOCATION)';
    case 'delta':
      return `δ${raised}`;
    case 'gradientOfH':
      return `${of}/∂h${raised}`;
    case 'gradientOfB':
      return `${of}/∂b${raised}`;
    case 'gradientOfW':
      return `${of}/∂W${raised}`;
    case 'gradientOfU':
      return `${of}/∂u`;
    case 'gradientOfX':
      return `${of}/∂x`;
  }
}
