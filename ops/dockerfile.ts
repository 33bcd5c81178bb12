/** A Dockerfile as its stages and instructions: as much of the format as ours uses, and an error for anything else. */

export type Instruction =
  | { readonly kind: 'workdir' | 'volume' | 'user'; readonly value: string }
  | { readonly kind: 'env'; readonly values: Readonly<Record<string, string>> }
  | {
      readonly kind: 'copy';
      readonly from: string | null;
      readonly sources: readonly string[];
      readonly to: string;
    }
  | { readonly kind: 'run'; readonly command: string }
  | { readonly kind: 'expose'; readonly port: number }
  | { readonly kind: 'healthcheck' | 'cmd'; readonly command: readonly string[] };

export interface Stage {
  readonly image: string;
  readonly name: string | null;
  readonly instructions: readonly Instruction[];
}

/** Throws Error naming the line that it does not know. */
export function parseDockerfile(text: string): readonly Stage[] {
  const stages: { image: string; name: string | null; instructions: Instruction[] }[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const [, word = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (word === 'FROM') {
      const [, image = '', name = null] = /^(\S+)(?: AS (\S+))?$/.exec(rest) ?? [];
      stages.push({ image, name, instructions: [] });
      continue;
    }
    const stage = stages.at(-1);
    if (!stage) throw new Error(`before FROM: ${line}`);
    stage.instructions.push(instructionOf(word, rest, line));
  }
  return stages;
}

function instructionOf(word: string, rest: string, line: string): Instruction {
  switch (word) {
    case 'WORKDIR':
    case 'VOLUME':
    case 'USER':
      return { kind: word.toLowerCase() as 'workdir' | 'volume' | 'user', value: rest };
    case 'ENV':
      return { kind: 'env', values: Object.fromEntries(rest.split(/\s+/).map((pair) => pair.split('=', 2))) };
    case 'RUN':
      return { kind: 'run', command: rest };
    case 'EXPOSE':
      return { kind: 'expose', port: Number(rest) };
    case 'COPY': {
      const [, from = null, paths = ''] = /^(?:--from=(\S+)\s+)?(.*)$/.exec(rest) ?? [];
      const all = paths.split(/\s+/);
      return { kind: 'copy', from, sources: all.slice(0, -1), to: all[all.length - 1] };
    }
    case 'CMD':
      return { kind: 'cmd', command: JSON.parse(rest) as string[] };
    case 'HEALTHCHECK': {
      const [, command] = /\bCMD (\[.*\])$/.exec(rest) ?? [];
      if (!command) throw new Error(`a health check in exec form: ${line}`);
      return { kind: 'healthcheck', command: JSON.parse(command) as string[] };
    }
    default:
      throw new Error(`not known here: ${line}`);
  }
}
