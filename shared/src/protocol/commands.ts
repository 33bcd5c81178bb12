/**
 * What a client may ask of a room, and the schema that guards the door. Commands are imperative and acknowledged.
 */
import * as z from 'zod/mini';
import {
  configurationSchema,
  learningRate,
  parseConfiguration,
  parseWith,
} from '../training/configuration.ts';
import { nonLinearityNames, type NonLinearityName } from '../model/non-linearity.ts';
import { presetNames } from '../training/presets.ts';
import { speeds, type Speed } from './state.ts';

const speedSchema = z.union(
  speeds.map((speed) => z.literal(speed)) as [z.ZodMiniLiteral<Speed>, ...z.ZodMiniLiteral<Speed>[]],
);

export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('run') }),
  z.strictObject({ type: z.literal('pause') }),
  /** To the end of the step under way, or of the next one from a boundary. */
  z.strictObject({ type: z.literal('step') }),
  /** Look at step 0. Never changes θ and never writes a run command. */
  z.strictObject({ type: z.literal('home') }),
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
      z.strictObject({ kind: z.literal('probe'), probe: z.int().check(z.gte(0), z.lte(15)) }),
    ]),
  }),
  /** A new run with the same seed and the present settings. */
  z.strictObject({ type: z.literal('reset') }),
  z.strictObject({
    type: z.literal('configure'),
    preset: z.nullable(z.enum(presetNames)),
    configuration: configurationSchema,
  }),
  z.strictObject({ type: z.literal('take-wheel') }),
]);

export type Command = z.infer<typeof commandSchema>;
export type CommandType = Command['type'];

/** The validated command; throws Refusal 'command' or 'configuration' naming path, value and reason. */
export function parseCommand(value: unknown): Command {
  if (typeof value === 'object' && value !== null && 'type' in value && value.type === 'configure') {
    // First by itself, so that what is wrong in it is named by its own path.
    parseConfiguration('configuration' in value ? value.configuration : undefined);
  }
  return parseWith(commandSchema, value, 'command');
}

/** Who may do what: enforced by the server on every command; the client only mirrors it (SPEC RM3). */
export type Role = 'driver' | 'viewer';
export const roles: Readonly<Record<CommandType, readonly Role[]>> = {
  run: ['driver'],
  pause: ['driver'],
  step: ['driver'],
  home: ['driver'],
  speed: ['driver'],
  set: ['driver'],
  look: ['driver'],
  reset: ['driver'],
  configure: ['driver'],
  /** Of the viewers only those who hold the instructor's secret: the room checks that by itself. */
  'take-wheel': ['driver', 'viewer'],
};
