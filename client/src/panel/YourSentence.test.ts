import { toBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { Look } from '@deltaboard/shared/protocol/commands.ts';
import type { WordVectorsReply } from '@deltaboard/shared/protocol/events.ts';
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { language } from '../language/language.svelte.ts';
import { initial, run } from '../testing/example.ts';
import '../testing/page.ts';
import YourSentence from './YourSentence.svelte';

beforeEach(() => language.use('en'));

/** A server that knows every word but "qwxz", and remembers what it was asked for. */
function server() {
  const asked: string[][] = [];
  const ask = (words: readonly string[]): Promise<WordVectorsReply> => {
    asked.push([...words]);
    return Promise.resolve({
      ok: true,
      known: words.map((word) => word !== 'qwxz'),
      vectors: toBytes(Float32Array.from({ length: 10 * words.length }, (_, k) => ((k * 7) % 11) / 11 - 0.5)),
      dictionary: words.map((word) => (word === 'paris' ? 'PER' : word === 'qwxz' ? null : 'O')),
    });
  };
  return { ask, asked };
}

const show = (ask: ReturnType<typeof server>['ask'], exact = true, trainVectors = false) =>
  render(YourSentence, {
    ask,
    run: { ...run, configuration: { ...run.configuration, trainVectors } },
    parameters: initial,
    nonLinearity: 'tanh',
    threshold: 0,
    exact,
    onlook: null,
  });
const type = (text: string) =>
  fireEvent.input(screen.getByLabelText('Your sentence', { selector: 'textarea' }), {
    target: { value: text },
  });
const words = (): readonly string[] =>
  screen.getAllByRole('listitem').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());

test('UI8 begins with the first probe, tagged, beside the dictionary', async () => {
  const { ask, asked } = server();
  show(ask);
  await waitFor(() => expect(words()[3]).toMatch(/^Paris 0\.\d\d (LOC )?dict: PER$/));
  expect(asked).toEqual([['the', 'museums', 'in', 'paris']]);
});

test('UI8 asks for each word once', async () => {
  const { ask, asked } = server();
  show(ask);
  await waitFor(() => expect(asked).toHaveLength(1));
  await type('in Paris the Qwxz');
  await waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[1]).toEqual(['qwxz']);
});

test('UI8 where word vectors are trained, those of typed words are not the present ones, and it says so', async () => {
  const { ask } = server();
  show(ask, true, true);
  await waitFor(() => expect(words()[3]).toMatch(/^Paris ≈0\.\d\d/));
  expect(screen.getByText(/those of step 0/)).toBeTruthy();
});

test('UI8 while the run is live every number is marked ≈', async () => {
  show(server().ask, false);
  await waitFor(() => expect(words()[0]).toMatch(/^the ≈0\.\d\d/));
});

test('a word without a vector is marked and named', async () => {
  show(server().ask);
  await type('Qwxz is here');
  await waitFor(() => expect(screen.getByText(/No word vector of their own: Qwxz\./)).toBeTruthy());
  expect(words()[0]).toMatch(/^Qwxz ?\? /);
});

test('RN13 a driver puts the window of a word on the board, with its label if it was typed with labels', async () => {
  const asked: Look[] = [];
  const onlook = (subject: Look) => asked.push(subject);
  render(YourSentence, {
    ask: server().ask,
    run,
    parameters: initial,
    nonLinearity: 'tanh',
    threshold: 0,
    exact: true,
    onlook,
  });
  await type('in Paris');
  await fireEvent.click(screen.getByRole('button', { name: /^Paris/ }));
  await type('in [Paris](LOC)');
  await fireEvent.click(screen.getByRole('button', { name: /^in/ }));
  await fireEvent.click(screen.getByRole('button', { name: /^Paris/ }));
  const sentence = { kind: 'sentence', tokens: ['in', 'Paris'], operation: null };
  expect(asked).toEqual([
    { ...sentence, centre: 1, goldType: null },
    { ...sentence, centre: 0, goldType: 'O' },
    { ...sentence, centre: 1, goldType: 'LOC' },
  ]);
});

test('PR6 a malformed bracket is said as a sentence with its column', async () => {
  show(server().ask);
  await type('in [Paris](PLACE)');
  await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/column 12: “PLACE”/));
});

test('UI7 words that could not be sent are said to be so', async () => {
  show(() => Promise.reject(new Error('no connection')));
  await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/there is no connection/));
});
