/**
 * The one table of commands (SPEC CL4): name → schema, roles, turn, what an open question forbids, and how it is decided. The type of a
 * command comes from it, so that one that lacks a column does not compile. Validated and decided on the server; the page takes only types.
 */
import { Refusal } from '../refusal.ts';
import { parseWith, z } from '../schema.ts';
import { parseConfiguration } from '../training/parse-configuration.ts';
import type { Role } from '../protocol/people.ts';
import { lessons } from './commands/lesson.ts';
import { part } from './commands/part.ts';
import { people } from './commands/people.ts';
import { playback } from './commands/playback.ts';
import { questions } from './commands/questions.ts';
import { seminars } from './commands/seminar.ts';
import { looks } from './commands/view.ts';
import { asksOfPass } from './open-question.ts';
import type { Decision, How, Rule, Turn } from './rule.ts';
import type { ClassState } from './state.ts';

export const table = {
  ...playback,
  ...looks,
  ...people,
  ...part,
  ...questions,
  ...lessons,
  ...seminars,
} as const;

type Table = typeof table;
export type CommandType = keyof Table;
export type CommandOf<T extends CommandType> = z.infer<Table[T]['schema']>;
export type Command = { [T in CommandType]: CommandOf<T> }[CommandType];
export type EvidenceOf<T extends CommandType> = Parameters<Table[T]['decide']>[2]['evidence'];

/** The commands that wait for this turn. */
export type CommandIn<Waits extends How> = {
  [T in CommandType]: Table[T]['turn'] extends Waits ? T : never;
}[CommandType];

const schemas = Object.values(table).map(({ schema }) => schema);
export const commandSchema = z.discriminatedUnion(
  'type',
  schemas as never,
) as unknown as z.ZodMiniType<Command>;

/** The validated command; throws Refusal 'command' or 'configuration' naming path, value and reason. */
export function parseCommand(value: unknown): Command {
  if (typeof value === 'object' && value !== null && 'type' in value && value.type === 'configure') {
    // First by itself, so that what is wrong in it is named by its own path.
    parseConfiguration('configuration' in value ? value.configuration : undefined);
  }
  return parseWith(commandSchema, value, 'command');
}

type AnyRule = Rule<z.ZodMiniType<Command>, unknown>;
const ruleOf = (type: CommandType): AnyRule => table[type] as unknown as AnyRule;

export const turnOf = (type: CommandType): AnyRule['turn'] => ruleOf(type).turn;
export const rolesOf = (type: CommandType): readonly Role[] => ruleOf(type).roles;

/** Throws Refusal when this role does not have the command (SPEC RM3), or an open question forbids it (SPEC QU6). */
export function require(state: ClassState, command: Command, role: Role): void {
  const { roles, shows } = ruleOf(command.type);
  const { type } = command;
  if (!roles.includes(role)) {
    if (role === 'screen') throw new Refusal('not-for-a-screen', { command: type });
    if (type === 'take-wheel') throw new Refusal('not-an-instructor', { command: type });
    throw new Refusal(role === 'driver' ? 'not-for-the-driver' : 'not-the-driver', { command: type });
  }
  if (!asksOfPass(state)) return;
  if (typeof shows === 'function' ? shows(state, command) : shows) {
    throw new Refusal('question-open', { command: type });
  }
}

/** What the command makes of the class as it stands. Throws Refusal, and then nothing. */
export const decide = <T extends CommandType>(
  state: ClassState,
  command: CommandOf<T> & { readonly type: T },
  turn: Turn<EvidenceOf<T>>,
): Decision => ruleOf(command.type).decide(state, command, turn);
