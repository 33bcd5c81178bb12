/** Which command is meant, and with what the program ends (SPEC PG1–PG3). */
import { readFileSync } from 'node:fs';
import type { Command } from './command.ts';
import { createTerminal } from './terminal.ts';
import { FAILED, messageOf, OK, WRONG_USAGE, WrongUsage } from './usage.ts';

/** Each is loaded when it is called. */
const commands: Readonly<
  Record<string, { readonly summary: string; load(): Promise<{ readonly command: Command }> }>
> = {
  serve: {
    summary: 'classes for this machine and its network (without a command)',
    load: () => import('./commands/serve.ts'),
  },
  train: {
    summary: 'a network on a labelled file, or on the bundled corpus',
    load: () => import('./commands/train.ts'),
  },
  eval: {
    summary: 'how well a run labels a text: precision, recall, F1 by type',
    load: () => import('./commands/eval.ts'),
  },
  predict: { summary: 'the names in a text', load: () => import('./commands/predict.ts') },
  export: { summary: 'a run as arrays, scripts, tables', load: () => import('./commands/export.ts') },
  fetch: {
    summary: 'labelled corpora from where their authors publish them',
    load: () => import('./commands/fetch.ts'),
  },
};

const HELP = `deltaboard: a class watches a neural network learn and stops time inside a single backward pass.

  deltaboard [serve] [options]   start the server and print its addresses
  deltaboard COMMAND --help      options and examples of a command

Commands
${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(9)}${summary}`)
  .join('\n')}

Options
  --json       one JSON object a line on the output, nothing else there
  --help, -h   this text
  --version    the version

Examples
  npx deltaboard
  npx deltaboard --port 8080 --memory
  npx deltaboard train --preset judge --epochs 10 --out judge.safetensors
  npx deltaboard eval judge.safetensors
  npx deltaboard predict judge.safetensors "The museums in Paris are amazing ."

Ends with 0: done. 1: it could not be done. 2: asked for wrongly, and nothing was done.
`;

interface Process {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
}

/** @returns the exit code */
export async function program(args: readonly string[], { stdout, stderr }: Process): Promise<number> {
  const [first] = args;
  const isNamed = first !== undefined && !first.startsWith('-');
  const name = isNamed ? first : 'serve';
  const rest = args.slice(isNamed ? 1 : 0);
  const json = rest.includes('--json');
  const fail = (message: string, code: number): number => {
    stderr.write(`${json ? JSON.stringify({ error: message, code }) : `deltaboard: ${message}`}\n`);
    return code;
  };
  if (!isNamed && (rest.includes('--help') || rest.includes('-h'))) {
    stdout.write(HELP);
    return OK;
  }
  if (!isNamed && rest.includes('--version')) {
    stdout.write(`${versionOf()}\n`);
    return OK;
  }
  if (!Object.hasOwn(commands, name)) {
    return fail(`"${name}" is no command: ${Object.keys(commands).join(', ')}`, WRONG_USAGE);
  }
  try {
    const { command } = await commands[name].load();
    if (rest.includes('--help') || rest.includes('-h')) stdout.write(command.help);
    else {
      const terminal = createTerminal({ out: stdout, err: stderr, now: () => performance.now() }, json);
      await command.run(name === 'serve' ? rest : rest.filter((one) => one !== '--json'), terminal);
    }
    return OK;
  } catch (error) {
    const isUsage = error instanceof WrongUsage;
    const help = isUsage && !json ? `\nSee deltaboard ${name} --help` : '';
    return fail(`${messageOf(error)}${help}`, isUsage ? WRONG_USAGE : FAILED);
  }
}

/** From src/ and from dist/ alike. */
function versionOf(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
