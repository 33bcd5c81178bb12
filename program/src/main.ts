#!/usr/bin/env node
/** The program: `deltaboard` serves, and with the name of a command does that (SPEC PG1). */
import { program } from './program.ts';

// Who reads only the beginning, as `head` does, has what they wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await program(process.argv.slice(2), process);
