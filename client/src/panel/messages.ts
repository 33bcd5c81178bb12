import { charts as chartsEn } from './charts.en.ts';
import { charts as chartsKo } from './charts.ko.ts';
import { run as runEn } from './run.en.ts';
import { run as runKo } from './run.ko.ts';
import { sentence as sentenceEn } from './sentence.en.ts';
import { sentence as sentenceKo } from './sentence.ko.ts';

/** Loaded with the panel. */
export const messages = {
  en: { charts: chartsEn, run: runEn, sentence: sentenceEn },
  ko: { charts: chartsKo, run: runKo, sentence: sentenceKo },
};
