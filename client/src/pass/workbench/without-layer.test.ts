// @vitest-environment node
/** Without a hidden layer there is no W: nothing that is written of an operation speaks of one. */
import { conventions } from '@deltaboard/shared/protocol/view.ts';
import { familyRun } from '@deltaboard/shared/protocol/testing/family.ts';
import { stepPlan } from '@deltaboard/shared/training/configuration.ts';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { expect, test } from 'vitest';
import { momentPicture } from '../../picture/exact.ts';
import { equationOf } from './equation.ts';
import { workbench as english } from './workbench.en.ts';
import { workbench as korean } from './workbench.ko.ts';

test.each(['logistic', 'softmax', 'max-margin'] as const)(
  'SG24 without a hidden layer nothing speaks of W: %s',
  (head) => {
    const { run, momentAt } = familyRun({ hidden: [], head, batch: 2, decay: 0.01, trainVectors: true });
    const operations = operationsOf(stepPlan(run.configuration));
    for (const convention of conventions) {
      operations.forEach((_, k) => {
        const picture = momentPicture(momentAt((k + 1) % operations.length), run, {
          compare: false,
          objective: 'J',
        });
        const equation = equationOf(picture, convention);
        if (!equation) throw new Error('no equation');
        const { key, context, parts } = equation;
        for (const t of [english, korean]) {
          const said = [t.title[key](context), t.spoken[key](context), t.note[key](context)];
          for (const text of [...said, ...parts.map((part) => part.text)]) expect(text).not.toMatch(/W/);
        }
      });
    }
  },
);
