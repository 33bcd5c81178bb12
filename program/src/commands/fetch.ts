/** `fetch`: a labelled corpus from where its authors publish it (SPEC PG9). */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../command.ts';
import { corpora } from '../fetching/corpora.ts';
import { download } from '../fetching/download.ts';
import { onlyOne, readArguments, WrongUsage } from '../usage.ts';

const names = Object.keys(corpora);

export const command: Command = {
  summary: 'fetch',
  help: `deltaboard fetch NAME: a labelled corpus from where its authors publish it, pinned by commit and checked by SHA-256.

${names.map((name) => `  ${name.padEnd(10)}${corpora[name].title}; ${corpora[name].licence}`).join('\n')}

  --dir FOLDER   where it is put: the name of the corpus
  --from URL     a mirror, in place of its own address
  --json         {"event":"fetched","file":…}, one a line

What was interrupted goes on where it ended. Where a network lets nothing through it says how to do it by hand.

Examples
  npx deltaboard fetch wikigold
  npx deltaboard train --preset newsroom --data wikigold/wikigold.conll.txt
  npx deltaboard fetch wnut-17 --dir data

Exit codes: 0, 1, 2.
`,
  async run(args, terminal) {
    const { values, positionals } = readArguments(args, {
      dir: { type: 'string' },
      from: { type: 'string' },
    });
    const name = onlyOne(positionals, 'the name of a corpus');
    if (!Object.hasOwn(corpora, name)) throw new WrongUsage(`"${name}" is none of ${names.join(', ')}`);
    const { title, licence, source, address, files, train } = corpora[name];
    const folder = values.dir ?? name;
    mkdirSync(folder, { recursive: true });
    terminal.warn(`${title}\nLicence: ${licence}. ${source}`);
    for (const { name: file, path, bytes, sha256 } of files) {
      const to = join(folder, file);
      const url = new URL(path, values.from ?? address).href;
      const how = await download({ url, path: to, bytes, sha256 }, (done) =>
        terminal.progress(file, done, bytes, `${done} of ${bytes} bytes`),
      );
      const said = { kept: 'was there', fetched: 'fetched', resumed: 'fetched, from where it had ended' }[
        how
      ];
      terminal.say(`${to}: ${said}, ${bytes} bytes`, {
        event: 'fetched',
        file: to,
        how,
        bytes,
        sha256,
        licence,
      });
    }
    terminal.warn(`In ${folder}: npx deltaboard train ${train}`);
  },
};
