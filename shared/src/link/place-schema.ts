/** Where a run is brought to as it starts: the schemas that a link and the command `configure` share. */
import { nonLinearityNames, type NonLinearityName } from '../model/non-linearity.ts';
import { z } from '../schema.ts';
import { learningRate } from '../training/configuration-schema.ts';
import { CHANGES_LIMIT, PLACE_LIMIT } from './link.ts';

export const startPlace = z.strictObject({
  step: z.int().check(z.gte(1), z.lte(PLACE_LIMIT)),
  operation: z.int().check(z.gte(0)),
});

export const settingChange = z.discriminatedUnion('setting', [
  z.strictObject({ setting: z.literal('learningRate'), value: learningRate }),
  z.strictObject({
    setting: z.literal('nonLinearity'),
    value: z.enum(nonLinearityNames as [NonLinearityName, ...NonLinearityName[]]),
  }),
]);

export const settingChanges = z
  .array(z.strictObject({ afterStep: z.int().check(z.gte(0), z.lte(PLACE_LIMIT)), change: settingChange }))
  .check(z.maxLength(CHANGES_LIMIT));
