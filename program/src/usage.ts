/** What is typed behind a command, read and judged: what is wrong names the value and its place, and ends with 2 (SPEC PG2). */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Refusal } from '@deltaboard/shared/refusal.ts';

/** Exit codes. */
export const OK = 0;
export const FAILED = 1;
export const WRONG_USAGE = 2;

/** It was asked for wrongly: nothing has been done. */
export class WrongUsage extends Error {}

/** It was asked for rightly, and cannot be done. */
export class Failure extends Error {}

type OptionsConfig = NonNullable<ParseArgsConfig['options']>;

/** Flags and the rest. @throws WrongUsage for one that is not known or lacks its value */
export function readArguments<const Options extends OptionsConfig>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's own sentence names the option; what follows it explains the two dashes.
    throw new WrongUsage(messageOf(error).split('. To specify')[0]);
  }
}

/** The one thing that stands behind a command. */
export function onlyOne(rest: readonly string[], what: string): string {
  const [first, second] = rest;
  if (first === undefined) throw new WrongUsage(`${what} is missing`);
  if (second !== undefined) throw new WrongUsage(`"${second}" stands behind ${what}, where nothing may`);
  return first;
}

/** @throws WrongUsage unless the text is a number of that kind */
export function numberOf(
  flag: string,
  text: string,
  { least, whole }: { least: number; whole: boolean },
): number {
  const value = Number(text);
  const isRight =
    text.trim() !== '' && value >= least && (whole ? Number.isSafeInteger(value) : Number.isFinite(value));
  if (!isRight)
    throw new WrongUsage(`--${flag} is a ${whole ? 'whole ' : ''}number from ${least}, not "${text}"`);
  return value;
}

/** @throws WrongUsage unless the text is one of them */
export function oneOf<const Value extends string>(
  flag: string,
  text: string,
  values: readonly Value[],
): Value {
  const found = values.find((value) => value === text);
  if (found === undefined) throw new WrongUsage(`--${flag} is one of ${values.join(', ')}, not "${text}"`);
  return found;
}

/** A sentence for whoever reads the terminal. */
export function messageOf(error: unknown): string {
  if (error instanceof Refusal) return refused(error);
  return error instanceof Error ? error.message : String(error);
}

function refused({ code, params }: Refusal): string {
  const { path, value, reason, line, column } = params;
  switch (code) {
    case 'configuration':
      return `${path} cannot be ${value}: ${reason}`;
    case 'corpus-no-location':
      return 'nothing in the training part is a location: name the type that is, for example --types GPE=LOC';
    default: {
      const place =
        line === undefined ? '' : `line ${line}${column === undefined ? '' : `, column ${column}`}: `;
      const rest = Object.entries(params).filter(([key]) => key !== 'line' && key !== 'column');
      return `${place}${code}${rest.map(([key, what]) => ` ${key}=${what}`).join('')}`;
    }
  }
}
