/** The thread that judges beside a run: one step on one part of the corpus, or a configuration on its way. */
import type { Report } from '@deltaboard/shared/evaluation/report.ts';
import type { ComparedSeed } from '@deltaboard/shared/evaluation/comparison.ts';
import { createComparing, type ComparingOptions } from './comparing.ts';
import { createJudging, type JudgingOptions } from './judging.ts';
import { workBeside, type SlicedWork } from './work-beside.ts';

workBeside((data: JudgingOptions | ComparingOptions): SlicedWork<Report | ComparedSeed> =>
  'steps' in data ? createComparing(data) : createJudging(data),
);
