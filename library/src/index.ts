/**
 * Deltaboard as a library: the network that a class watches, trained and taken apart by a program of one's own. Everything is
 * computed by the code of the rooms, so that the same configuration has the same bits.
 */
export { bundled, type Parts } from './bundled.ts';
export { presets, type RunConfiguration } from './configuration.ts';
export { readLabelled, split, type LabelledText, type ReadOptions } from './reading.ts';
export { createRun, stepsOf, train, type Observed, type Run, type TrainOptions } from './run.ts';
export { gradients, gradientMethods, type Step, type StepGradient, type StepWindow } from './step.ts';
export { readVectors, type WordVectors } from './vectors.ts';
export { Refusal } from '@deltaboard/shared/refusal.ts';
export type { Entity, EntityType, Sentence } from '@deltaboard/shared/dataset/sentence.ts';
export type { Report } from '@deltaboard/shared/evaluation/report.ts';
