/**
 * What a client may ask of a room, and the schema that guards the door. Commands are imperative and acknowledged.
 */
import { parseWith, z } from '../schema.ts';
import { LAYERS_LIMIT } from '../training/configuration.ts';
import { configurationSchema, learningRate, parseConfiguration } from '../training/configuration-schema.ts';
import { labels } from '../dataset/sentence.ts';
import { nonLinearityNames, type NonLinearityName } from '../model/non-linearity.ts';
import { BREAKPOINTS_LIMIT, breakpointSchema } from '../training/breakpoint.ts';
import { granularities } from '../training/cursor.ts';
import { objectives } from '../training/operations.ts';
import { EXPRESSION_LIMIT } from '../scratch/limits.ts';
import { presetNames } from '../training/presets.ts';
import { classCommandSchemas, typedSentence } from './class-commands.ts';
import { conventions, experiments, LEAST_SPAN, pages, speeds, workbenches, type Speed } from './state.ts';

const speedSchema = z.union(
  speeds.map((speed) => z.literal(speed)) as [z.ZodMiniLiteral<Speed>, ...z.ZodMiniLiteral<Speed>[]],
);

const move = {
  granularity: z.enum(granularities),
  direction: z.union([z.literal(1), z.literal(-1)]),
};
const index = z.int().check(z.gte(0));
/** A place on a branch: operations performed of a step, ≥ 1. */
const place = { step: z.int().check(z.gte(1)), operation: index };

export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('run') }),
  z.strictObject({ type: z.literal('pause') }),
  z.strictObject({ type: z.literal('move'), ...move }),
  /** Looks at any step of the branch, at most one beyond its head; pauses first. Never writes a run command. */
  z.strictObject({ type: z.literal('seek'), ...place }),
  /** Moves on and on, at the server's pace, until `release` or any other command. */
  z.strictObject({ type: z.literal('hold'), ...move }),
  z.strictObject({ type: z.literal('release') }),
  /** Another run or branch, at a place of it; pauses first. */
  z.strictObject({ type: z.literal('open'), run: index, branch: index, ...place }),
  z.strictObject({ type: z.literal('speed'), speed: speedSchema }),
  z.strictObject({
    type: z.literal('set'),
    change: z.discriminatedUnion('setting', [
      z.strictObject({ setting: z.literal('learningRate'), value: learningRate }),
      z.strictObject({
        setting: z.literal('nonLinearity'),
        value: z.enum(nonLinearityNames as [NonLinearityName, ...NonLinearityName[]]),
      }),
    ]),
  }),
  z.strictObject({
    type: z.literal('look'),
    subject: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('window') }),
      z.strictObject({
        kind: z.literal('probe'),
        probe: z.int().check(z.gte(0), z.lte(15)),
        operation: z.nullable(index),
      }),
      z.strictObject({ kind: z.literal('sentence'), ...typedSentence, operation: z.nullable(index) }),
    ]),
  }),
  z.strictObject({
    type: z.literal('view'),
    view: z.strictObject({
      page: z.enum(pages),
      experiment: z.enum(experiments),
      layer: z.int().check(z.gte(1), z.lte(LAYERS_LIMIT)),
      label: z.int().check(z.gte(0), z.lt(labels.length)),
      objective: z.enum(objectives),
      convention: z.enum(conventions),
      workbench: z.enum(workbenches),
      span: z.nullable(z.int().check(z.gte(LEAST_SPAN))),
    }),
  }),
  /** What stands in the scratch graph: the text is read, and refused at its column, by the room. */
  z.strictObject({
    type: z.literal('scratch'),
    expression: z.string().check(z.maxLength(2 * EXPRESSION_LIMIT)),
    values: z.record(z.string().check(z.maxLength(EXPRESSION_LIMIT)), z.number()),
    operation: index,
  }),
  z.strictObject({
    type: z.literal('breakpoints'),
    breakpoints: z.array(breakpointSchema).check(z.maxLength(BREAKPOINTS_LIMIT)),
  }),
  /** A new run with the same seed and the present settings. */
  z.strictObject({ type: z.literal('reset') }),
  z.strictObject({
    type: z.literal('configure'),
    preset: z.nullable(z.enum(presetNames)),
    configuration: configurationSchema,
  }),
  ...classCommandSchemas,
]);

export type Command = z.infer<typeof commandSchema>;
export type CommandType = Command['type'];
/** What the board is asked to show. */
export type Look = Extract<Command, { type: 'look' }>['subject'];

/** The validated command; throws Refusal 'command' or 'configuration' naming path, value and reason. */
export function parseCommand(value: unknown): Command {
  if (typeof value === 'object' && value !== null && 'type' in value && value.type === 'configure') {
    // First by itself, so that what is wrong in it is named by its own path.
    parseConfiguration('configuration' in value ? value.configuration : undefined);
  }
  return parseWith(commandSchema, value, 'command');
}
