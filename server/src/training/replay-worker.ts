/** The thread of one replay. */
import { createReplay } from './replay.ts';
import { workBeside } from './work-beside.ts';

workBeside(createReplay);
