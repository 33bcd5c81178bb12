/** The thread that judges one step on one part of the corpus. */
import { createJudging } from './judging.ts';
import { workBeside } from './work-beside.ts';

workBeside(createJudging);
