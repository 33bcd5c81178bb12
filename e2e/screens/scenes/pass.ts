/** A pass from step 0 to the end of step 1: at every operation. */
import { stepPlan, type NewConfiguration } from '@deltaboard/shared/training/configuration.ts';
import { stepLength } from '@deltaboard/shared/training/operations.ts';
import { endStep, seek, type Stage } from './scene.ts';

/** Operations that --quick looks at: of the forward pass, its end, δ, the last gradients. */
const few = [1, 4, 9, 11, 13];

export const aPass = (name: string, configuration: NewConfiguration, quick = false): readonly Stage[] => {
  const length = stepLength(stepPlan(configuration));
  const common = { pass: name, rests: true };
  return [
    { ...common, name: `${name}, step 0`, set: (room) => seek(room, 0) },
    ...Array.from({ length: length - 1 }, (_, k): Stage => {
      const operation = k + 1;
      return {
        ...common,
        name: `${name}, operation ${operation}`,
        quick: quick && few.includes(operation),
        set: (room) => seek(room, operation),
      };
    }),
    {
      ...common,
      name: `${name}, after step 1`,
      quick,
      set: endStep,
    },
  ];
};
