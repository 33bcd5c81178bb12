/**
 * What a class is asked about the pass before it: bound to an operation, with wrong options that come from wrong formulas.
 * Data in no language; the client has the words.
 */
import { z } from '../schema.ts';
import type { EntityType } from '../dataset/sentence.ts';
import { LAYERS_LIMIT } from '../training/configuration.ts';
import type { ObjectiveName } from '../training/operations.ts';

const layer = z.int().check(z.gte(1), z.lte(LAYERS_LIMIT));
const index = z.int().check(z.gte(0));

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

export const OPTIONS_LIMIT = 6;
/** Characters of a typed question and of each of its options. */
export const PROMPT_LIMIT = 200;
export const OPTION_LIMIT = 80;

const typed = (limit: number) => z.string().check(z.minLength(1), z.maxLength(limit));

/** What the driver asks: the kind, and what it is about. Indices are 0-based and row-major, layers 1-based. */
export const askedSchema = z.discriminatedUnion('kind', [
  /** The shape of the gradient by W of a layer, in the class's convention. */
  z.strictObject({ kind: z.literal('gradient-shape'), layer }),
  /** Which rows of the gradient by W are exactly zero. */
  z.strictObject({ kind: z.literal('vanishing-rows'), layer }),
  z.strictObject({ kind: z.literal('delta-sign'), layer, unit: index }),
  /** Why ∂b = δ. */
  z.strictObject({ kind: z.literal('bias-reason'), layer }),
  /** Is this entry exactly zero, not computed yet, or a number? */
  z.strictObject({ kind: z.literal('zero-or-not-yet'), tensor: z.enum(askableTensors), layer, entry: index }),
  z.strictObject({ kind: z.literal('where-gradients-add'), layer }),
  z.strictObject({ kind: z.literal('label-flips') }),
  z.strictObject({ kind: z.literal('p-after-update') }),
  z.strictObject({ kind: z.literal('delta-value'), layer, unit: index }),
  /** An entry of the gradient into the layer's input: of x, or of the h below. */
  z.strictObject({ kind: z.literal('downstream-value'), layer, entry: index }),
  z.strictObject({ kind: z.literal('sign'), tensor: z.enum(askableTensors), layer, entry: index }),
  z.strictObject({ kind: z.literal('magnitude'), tensor: z.enum(askableTensors), layer, entry: index }),
  z.strictObject({ kind: z.literal('largest-unit'), tensor: z.enum(askableTensors), layer }),
  /** What the network will say of the window's word. */
  z.strictObject({ kind: z.literal('word-label') }),
  /** What the word in a probe's window is: for the lobby, without a pass. */
  z.strictObject({ kind: z.literal('practice'), probe: index }),
  /** Typed by the driver: it has no truth and is not graded. */
  z.strictObject({
    kind: z.literal('free'),
    prompt: typed(PROMPT_LIMIT),
    options: z.array(typed(OPTION_LIMIT)).check(z.minLength(2), z.maxLength(OPTIONS_LIMIT)),
  }),
]);
export type Asked = z.infer<typeof askedSchema>;
export type QuestionKind = Asked['kind'];

/** One option, as data. */
export type Choice =
  | { readonly type: 'shape'; readonly rows: number; readonly columns: number }
  /** Rows (0-based) of a matrix; all of them where `of` are named, none where none is. */
  | { readonly type: 'rows'; readonly rows: readonly number[]; readonly of: number }
  | { readonly type: 'sign'; readonly sign: -1 | 0 | 1 }
  | { readonly type: 'number'; readonly value: number }
  /** 10^exponent; null: zero. */
  | { readonly type: 'magnitude'; readonly exponent: number | null }
  | { readonly type: 'unit'; readonly unit: number }
  | { readonly type: 'count'; readonly count: number }
  | { readonly type: 'state'; readonly state: 'zero' | 'not-yet' | 'number' }
  /** A formula or a set of tensors that the client has words for. */
  | { readonly type: 'named'; readonly name: string }
  /** A label of the corpus, O for none; with one score LOC and everything else, which is 'not'. */
  | { readonly type: 'label'; readonly label: EntityType | 'O' | 'not' }
  | { readonly type: 'text'; readonly text: string };

/** What everybody is shown: it holds nothing that tells the truth. */
export interface Question {
  readonly asked: Asked;
  /** In an order drawn from the seeded generator; 2 to OPTIONS_LIMIT, distinct as they are shown. */
  readonly choices: readonly Choice[];
  /** What its sentence names: what is differentiated, the word in the window's centre, the words of the sentence. */
  readonly about: {
    readonly objective: ObjectiveName;
    readonly word: string | null;
    readonly sentence: readonly string[] | null;
  };
}

/** A number as every choice and every screen writes it: two that read the same are one choice. */
export const printed = (value: number): string => {
  const text = value.toPrecision(3);
  return Number(text) === 0 ? '0' : text;
};

/** What a choice says; equal for two that read the same. */
export const sayingOf = (choice: Choice): string =>
  choice.type === 'number' ? `number ${printed(choice.value)}` : JSON.stringify(choice);
