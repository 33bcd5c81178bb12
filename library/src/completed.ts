/** A configuration as a class has it: with its text, which the library is given beside it. */
import { parseConfiguration } from '@deltaboard/shared/training/parse-configuration.ts';
import type { NewConfiguration } from '@deltaboard/shared/training/configuration.ts';
import type { RunConfiguration } from './configuration.ts';

/** @throws Refusal 'configuration', whose `params` name path, value and reason */
export const completed = (configuration: RunConfiguration): NewConfiguration =>
  parseConfiguration({ ...configuration, corpus: { kind: 'bundled' } });
