import { expect, test } from 'vitest';
import type { Context } from './context.ts';
import { workbench as en } from './workbench.en.ts';
import { workbench as ko } from './workbench.ko.ts';

const logistic: Context = {
  of: 'J',
  label: null,
  jacobian: false,
  layer: null,
  input: 'x',
  top: true,
  head: 'logistic',
  under: 'W',
  corrupted: false,
  satisfied: false,
  sum: null,
  optimiser: 'sgd',
  batch: 1,
};

test('S6 what is said of ∂J/∂x goes through W where there is a layer, also under softmax, and else through u or U', () => {
  const softmax: Context = { ...logistic, head: 'softmax' };
  expect(en.spoken.dx(softmax)).toContain('W transposed, local, times delta');
  expect(en.spoken.dx({ ...softmax, under: 'U' })).toMatch(/U transposed.*derivative of J with respect to s/);
  expect(en.spoken.dx({ ...logistic, under: 'u' })).toMatch(/with respect to s, upstream, times u, local\.$/);
  expect(ko.spoken.dx(softmax)).toContain('W의 전치 곱하기 델타');
  expect(ko.spoken.dx({ ...softmax, under: 'U' })).toContain('U의 전치 곱하기 s로 미분한');
  for (const under of ['u', 'U'] as const)
    for (const words of [en, ko])
      expect(words.title.dx({ ...logistic, under }) + words.note.dx({ ...logistic, under })).not.toContain(
        'δ',
      );
});
