#!/usr/bin/env node
/** The program: `deltaboard` serves, and with the name of a command does that (SPEC PG1). */
import { program } from './program.ts';

process.exitCode = await program(process.argv.slice(2), process);
