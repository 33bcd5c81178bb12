import type { Look } from '@deltaboard/shared/protocol/commands.ts';
import { decodeFrame } from '@deltaboard/shared/protocol/frame.ts';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { language } from '../language/language.svelte.ts';
import { momentPicture, probePicture } from '../picture/exact.ts';
import { livePicture } from '../picture/live.ts';
import { exactProbe, frameBytes } from '../testing/example-frame.ts';
import { moment, run, settings, shape } from '../testing/example.ts';
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

test('says that a probe is one', () => {
  show({ picture: exactProbe, subject: { kind: 'probe', probe: 0, operation: null } });
  expect(screen.getByText(/^probe · a pinned sentence, .* it updates nothing$/)).toBeTruthy();
});

test('RN13 of a typed sentence without a label it says that nobody has labelled it', () => {
  const view = { ...run.probes[0], gold: null, goldType: null };
  const typed = probePicture(view, moment(4, 5), run, settings, { compare: false, objective: 's' });
  show({ picture: typed, subject: { kind: 'sentence', view, operation: null } });
  expect(screen.getByText(/^typed · .* it updates nothing$/)).toBeTruthy();
  expect(screen.getByText('nobody has labelled it')).toBeTruthy();
  expect(typed).toMatchObject({
    objective: 's',
    J: null,
    gradientOfS: { values: Float64Array.of(1) },
    progress: { number: 11, of: 11 },
  });
});

test('while it runs the probe of the live picture is the one that is chosen', () => {
  const frame = { ...decodeFrame(frameBytes(12), shape), probe: 1 };
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
