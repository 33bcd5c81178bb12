import type { Look } from '@deltaboard/shared/protocol/commands.ts';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, test } from 'vitest';
import { language } from '../../language/language.svelte.ts';
import { momentPicture, probePicture } from '../../picture/exact.ts';
import { livePicture } from '../../picture/live.ts';
import { exactProbe, liveFrame } from '../../testing/example-frame.ts';
import { moment, run, settings } from '../../testing/example.ts';
import { stepPlan } from '@deltaboard/shared/training/configuration.ts';
import { exampleLength } from '@deltaboard/shared/training/operations.ts';
import { familyRun } from '@deltaboard/shared/protocol/testing/family.ts';
import '../../testing/page.ts';
import Head from './Head.svelte';

beforeEach(() => language.use('en'));

const picture = momentPicture(moment(4, 5), run, { compare: false, objective: 'J' });
const show = (props: Partial<Parameters<typeof render<typeof Head>>[1]> = {}) => {
  const looks: Look[] = [];
  render(Head, {
    picture,
    probes: run.probes,
    head: 'logistic',
    figures: [0.8, null],
    threshold: null,
    subject: { kind: 'window' },
    canLook: true,
    onLook: (subject: Look) => looks.push(subject),
    ...props,
  });
  return looks;
};

test('says which training window, its gold label and the dictionary’s', () => {
  show();
  expect(screen.getByText('training window · step 4')).toBeTruthy();
  expect(screen.getByText('LOCATION')).toBeTruthy();
  expect(screen.getByText('PERSON')).toBeTruthy();
});

test('QU40 the probe that was asked about is marked, and said', () => {
  show({ marked: 1 });
  const [first, second] = screen.getAllByRole('button', { name: /: (p\(LOCATION\)|not yet)/ });
  expect([first.closest('.marked'), first.getAttribute('aria-label')]).toEqual([
    null,
    expect.not.stringContaining('asked about'),
  ]);
  expect(second.closest('.marked')).not.toBeNull();
  expect(second.getAttribute('aria-label')).toMatch(/\(asked about\)$/);
});

test('says that a probe is one', () => {
  show({ picture: exactProbe, subject: { kind: 'probe', probe: 0, operation: null } });
  expect(screen.getByText(/^probe · a pinned sentence, .* not used for training$/)).toBeTruthy();
});

test('RN13 of a typed sentence without a label it says that it has none', () => {
  const view = { ...run.probes[0], gold: null, goldType: null };
  const typed = probePicture(view, moment(4, 5), run, settings, { compare: false, objective: 's' });
  show({ picture: typed, subject: { kind: 'sentence', view, operation: null } });
  expect(screen.getByText(/^typed · .* not used for training$/)).toBeTruthy();
  expect(screen.getByText('none')).toBeTruthy();
  expect(typed).toMatchObject({
    objective: 's',
    J: null,
    gradientOfS: { values: Float64Array.of(1) },
    progress: { number: 11, of: 11 },
  });
});

test('while it runs the probe of the live picture is the one that is chosen', async () => {
  const frame = { ...(await liveFrame(12)), probe: 1 };
  show({ picture: livePicture(frame, run, settings) });
  const buttons = screen.getAllByRole<HTMLButtonElement>('button');
  expect(buttons.map((button) => button.getAttribute('aria-pressed'))).toEqual(['false', 'false', 'true']);
});

test('the padding of a window stands in the sentence', () => {
  show();
  expect(screen.getByText('padding')).toBeTruthy();
});

test('the driver chooses what the board shows', async () => {
  const looks = show();
  await fireEvent.click(screen.getByRole('button', { name: /Paris: p\(LOCATION\) = 0\.800/ }));
  expect(looks).toEqual([{ kind: 'probe', probe: 0, operation: null }]);
});

test('viewers see the choice and cannot make it', () => {
  show({ canLook: false });
  const buttons = screen.getAllByRole<HTMLButtonElement>('button');
  expect(buttons.every(({ disabled }) => disabled)).toBe(true);
  expect(buttons.map((button) => button.getAttribute('aria-pressed'))).toEqual(['true', 'false', 'false']);
});

test('a p that is not known yet is said to be so', () => {
  show();
  expect(screen.getByRole('button', { name: /not yet/ })).toBeTruthy();
});

test('UI5 follows the language without a reload', async () => {
  show();
  language.use('ko');
  expect(await screen.findByText(/학습 윈도우/)).toBeTruthy();
});

describe('of the family', () => {
  test('UI22 says which example of the step, and of a pair which window', () => {
    const batch = familyRun({ batch: 3 });
    const second = exampleLength(stepPlan(batch.run.configuration)) + 1;
    show({ picture: momentPicture(batch.momentAt(second), batch.run, { compare: false, objective: 'J' }) });
    expect(screen.getByText('training window · step 4 · example 2 of 3')).toBeTruthy();
    const pair = familyRun({ head: 'max-margin' });
    const at = (operation: number) =>
      momentPicture(pair.momentAt(operation), pair.run, { compare: false, objective: 'J' });
    show({ picture: at(1), head: 'max-margin' });
    expect(screen.getByText('training window · step 4 · true window')).toBeTruthy();
    show({ picture: at(5), head: 'max-margin' });
    expect(screen.getByText('training window · step 4 · corrupted window')).toBeTruthy();
  });

  test('UI23 a margin says what is missing, or that it is satisfied', () => {
    const pair = familyRun({ head: 'max-margin' });
    const whole = momentPicture(pair.momentAt(0), pair.run, { compare: false, objective: 'J' });
    show({ picture: { ...whole, scores: { s: 0.25, corrupted: 0.5 } }, head: 'max-margin' });
    expect(screen.getByText('1.250')).toBeTruthy();
    show({ picture: { ...whole, scores: { s: 2, corrupted: 0.5 } }, head: 'max-margin' });
    expect(screen.getByText('−0.500 ≤ 0: margin satisfied')).toBeTruthy();
  });

  test('UI24 without probabilities a probe has its score, and is LOCATION from the threshold on', () => {
    show({ head: 'max-margin', figures: [1.5, 0.2], threshold: 1.5 });
    expect(screen.getByRole('button', { name: /score 1.500, LOCATION/ })).toBeTruthy();
    expect(screen.getByRole('button', { name: /score 0.200, not LOCATION/ })).toBeTruthy();
  });

  test('UI24 the driver chooses the label whose score is differentiated', async () => {
    const softmax = familyRun({ head: 'softmax' });
    const picture = momentPicture(softmax.momentAt(0), softmax.run, {
      compare: false,
      objective: 's',
      label: 1,
    });
    const chosen: number[] = [];
    show({ picture, head: 'softmax', onlabel: (label: number) => chosen.push(label) });
    await fireEvent.change(screen.getByLabelText('score of'), { target: { value: '3' } });
    expect(chosen).toEqual([3]);
  });
});
