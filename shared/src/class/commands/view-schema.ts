/** What a driver may say of the view; each part by itself. */
import { labels } from '../../dataset/sentence.ts';
import {
  COMPARED_EPOCHS,
  COMPARED_LEAST,
  COMPARED_MOST,
  PATIENCE_MOST,
} from '../../evaluation/comparison.ts';
import { judgedParts } from '../../evaluation/evaluation.ts';
import { CONTEST_EPOCHS } from '../../laboratory/contestant.ts';
import { depths, widths } from '../../laboratory/growth.ts';
import type { NudgedTensor } from '../../laboratory/nudge.ts';
import { tasks } from '../../laboratory/plane.ts';
import { nonLinearityNames } from '../../model/non-linearity.ts';
import { tensorNames } from '../../protocol/pointer.ts';
import {
  conventions,
  experiments,
  growthAxes,
  handPages,
  LEAST_SPAN,
  pages,
  projectorLanguages,
  projectorThemes,
  reshapings,
  workbenches,
  type Target,
  type View,
} from '../../protocol/view.ts';
import { z } from '../../schema.ts';
import { HIDDEN_LIMIT, LAYERS_LIMIT } from '../../training/configuration-limits.ts';
import { objectives } from '../../training/operations.ts';
import { index } from './schemas.ts';

const layer = z.int().check(z.gte(1), z.lte(LAYERS_LIMIT));

const targets = Array.from({ length: LAYERS_LIMIT }, (_, k) =>
  ['z', 'b', 'W'].map((name) => `${name}${k + 1}`),
);
const target = z.enum(['u', 'x', ...targets.flat()] as [Target, ...Target[]]);
/** z is no parameter. */
const nudged = z.enum(['u', 'x', ...targets.flatMap(([, ...parameters]) => parameters)] as [
  NudgedTensor,
  ...NudgedTensor[],
]);

export const viewSchema = z.strictObject({
  page: z.enum(pages),
  experiment: z.enum(experiments),
  layer,
  label: z.int().check(z.gte(0), z.lt(labels.length)),
  objective: z.enum(objectives),
  convention: z.enum(conventions),
  workbench: z.enum(workbenches),
  span: z.nullable(z.int().check(z.gte(LEAST_SPAN))),
  blank: z.boolean(),
  projectorLanguage: z.nullable(z.enum(projectorLanguages)),
  projectorTheme: z.enum(projectorThemes),
  signs: z.boolean(),
  table: z.nullable(
    z.strictObject({ tensor: z.enum(tensorNames), word: z.int().check(z.gte(0), z.lte(10)) }),
  ),
  handPage: z.enum(handPages),
  target: z.nullable(z.strictObject({ at: index, of: target })),
  factor: z.nullable(z.int().check(z.gte(0), z.lte(3 * LAYERS_LIMIT))),
  reshaping: z.nullable(z.enum(reshapings)),
  folded: z.nullable(z.readonly(z.array(layer).check(z.maxLength(LAYERS_LIMIT)))),
  tried: z.nullable(z.enum(nonLinearityNames)),
  identityAt: z.nullable(z.number().check(z.gte(-4), z.lte(4))),
  growth: z.strictObject({
    over: z.enum(growthAxes),
    depth: z.nullable(z.int().check(z.gte(0), z.lte(LAYERS_LIMIT))),
    width: z.nullable(z.int().check(z.gte(1), z.lte(HIDDEN_LIMIT))),
    read: z.nullable(z.int().check(z.gte(0), z.lt(Math.max(depths.length, widths.length)))),
  }),
  judgedPart: z.enum(judgedParts),
  nudge: z.strictObject({
    entry: z.nullable(z.strictObject({ of: nudged, index })),
    h: z.number().check(z.gte(-1), z.lte(1)),
  }),
  compared: z.nullable(
    z.strictObject({
      runs: z.readonly(z.array(index).check(z.minLength(COMPARED_LEAST), z.maxLength(COMPARED_MOST))),
      epochs: z.int().check(z.gte(1), z.lte(COMPARED_EPOCHS)),
      patience: z.nullable(z.int().check(z.gte(1), z.lte(PATIENCE_MOST))),
    }),
  ),
  contest: z.strictObject({ task: z.enum(tasks), epochs: z.int().check(z.gte(0), z.lte(CONTEST_EPOCHS)) }),
}) satisfies z.ZodMiniType<View>;
