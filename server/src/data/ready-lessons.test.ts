/** The six ready lessons, taught on the real model. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { nudge, slopeBy } from '@deltaboard/shared/laboratory/nudge.ts';
import { nonLinearities } from '@deltaboard/shared/model/non-linearity.ts';
import { lessonLanguages, type Lesson } from '@deltaboard/shared/lesson/lesson.ts';
import { parseMarkdown, wordCount } from '@deltaboard/shared/lesson/markdown.ts';
import { parseQuote } from '@deltaboard/shared/lesson/quote.ts';
import { valueOfQuote } from '@deltaboard/shared/lesson/quote-value.ts';
import { readLesson } from '@deltaboard/shared/lesson/read-lesson.ts';
import { WORDS_ALONE, WORDS_BESIDE } from '@deltaboard/shared/lesson/limits.ts';
import { compose, isOfPass, revealAt, truthOf } from '@deltaboard/shared/questions/library.ts';
import { printed, type Choice, type QuestionKind } from '@deltaboard/shared/questions/question.ts';
import { scratchPass } from '@deltaboard/shared/scratch/pass.ts';
import { parseExpression } from '@deltaboard/shared/scratch/expression.ts';
import { BOARD_SEED } from '@deltaboard/shared/training/presets.ts';
import { createCatalogue, type Catalogue } from './catalogue.ts';
import { loadCorpus } from './corpus.ts';
import { quotedIn, taught, type TaughtPage } from './testing/taught.ts';
import { loadVectors } from './vectors.ts';

const folder = new URL('../../../lessons/', import.meta.url);
const files = readdirSync(folder).filter((name) => /^\d-.*\.json$/.test(name));
const read = (name: string): Lesson => readLesson(readFileSync(new URL(name, folder), 'utf8'));

const numberAt = (
  { passAt }: TaughtPage,
  source: string,
  after?: Parameters<TaughtPage['passAt']>[0],
): number => {
  const context = passAt(after);
  if (!context) throw new Error('no pass');
  const value = valueOfQuote(parseQuote(source), context);
  if (value.kind !== 'number') throw new Error(`${source} is ${value.kind}`);
  return value.value;
};

let catalogue: Catalogue;
const lessons = new Map<string, readonly TaughtPage[]>();
beforeAll(async () => {
  const data = new URL('../../data/', import.meta.url);
  catalogue = createCatalogue(loadVectors(new URL('vectors/', data)), loadCorpus(new URL('corpus/', data)));
  for (const name of files) lessons.set(name, await taught(read(name), catalogue));
}, 120_000);
const pagesOf = (number: number): readonly TaughtPage[] =>
  lessons.get(files.find((name) => name.startsWith(`${number}-`)) ?? '') ?? [];
const asking = (number: number, kind: QuestionKind): TaughtPage => {
  const found = pagesOf(number).find(({ page }) => page.question?.asked.kind === kind);
  if (!found) throw new Error(`lesson ${number} does not ask ${kind}`);
  return found;
};

test('RL1 there are six, in the order of the lecture', () => {
  expect(files.map((name) => read(name).id)).toEqual([
    'window-and-score',
    'why-f',
    'jacobians-by-hand',
    'delta-and-shapes',
    'the-graph',
    'check-and-learn',
  ]);
  files.forEach((name, k) => expect(name).toBe(`${k + 1}-${read(name).id}.json`));
});

describe.each(files)('%s', (name) => {
  const lesson = read(name);

  test('RL1 25 to 30 minutes, which are those of its pages; seven to nine pages, the first of text alone', () => {
    expect(lesson.minutes).toBeGreaterThanOrEqual(25);
    expect(lesson.minutes).toBeLessThanOrEqual(30);
    expect(lesson.pages.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(lesson.minutes);
    expect(lesson.pages.length).toBeGreaterThanOrEqual(7);
    expect(lesson.pages.length).toBeLessThanOrEqual(9);
    expect(lesson.pages[0].alone).toBe(true);
    expect(lesson.pages.filter(({ question }) => question)).toHaveLength(2);
    for (const { question } of lesson.pages) if (question) expect(question.rounds).toBe(2);
  });

  test.each(lessonLanguages)(
    'RL1 LE2 title, text and notes of every page in %s, no longer than their place',
    (language) => {
      expect(lesson.title[language]).toBeTruthy();
      for (const { title, text, notes, alone } of lesson.pages) {
        for (const written of [title, text, notes]) expect(written?.[language], title.en).toBeTruthy();
        const words = wordCount(parseMarkdown(text?.[language] ?? ''));
        expect(words, title.en).toBeLessThanOrEqual(alone ? WORDS_ALONE : WORDS_BESIDE);
      }
    },
  );

  test('RL1 one language quotes what the other quotes', () => {
    const sources = (text: string | undefined) =>
      quotedIn(text ?? '', null)
        .map(({ source }) => source)
        .sort();
    for (const { text, title } of lesson.pages) {
      const [en, ko] = [text?.en, text?.ko].map((one) => [...new Set(sources(one))]);
      expect(ko, title.en).toEqual(en);
    }
  });

  test('RL3 no figure of the pass is typed', () => {
    for (const { text } of lesson.pages)
      for (const language of lessonLanguages) {
        const typed = (text?.[language] ?? '').replace(/\{[^}]*\}/g, '');
        expect(typed).not.toMatch(/\d[.,]\d|η = \d/);
      }
  });

  test('RL3 every search finds, and every quote has a number where its page stands or goes on to', () => {
    for (const { page, entered, passAt } of lessons.get(name) ?? []) {
      for (const language of lessonLanguages) {
        const text = page.text?.[language] ?? '';
        const later = page.until === undefined ? entered : passAt(page.until);
        quotedIn(text, later).forEach(({ source, value }) => {
          expect(['number', 'shape', 'text'], `${page.title.en}: ${source}`).toContain(value?.kind);
        });
        for (const { source, value } of quotedIn(text, entered)) {
          const kinds =
            page.until === undefined ? ['number', 'shape', 'text'] : ['number', 'shape', 'text', 'not-yet'];
          expect(kinds, `${page.title.en}: ${source}`).toContain(value?.kind);
        }
      }
    }
  });

  test('RL2 each question can be asked where its page stands, has one right answer, and the page comes to it', () => {
    for (const { page, run, entered, passAt } of lessons.get(name) ?? []) {
      if (!page.question) continue;
      const { asked } = page.question;
      const setting = isOfPass(asked) ? entered?.evidence : { run };
      if (!setting) throw new Error('no pass');
      const question = compose(asked, setting);
      expect(question.choices.length).toBeGreaterThanOrEqual(3);
      const truth = truthOf(question, setting);
      expect(question.choices[truth ?? -1]).toBeDefined();
      if (!isOfPass(asked) || !('activations' in setting)) continue;
      const there = page.until && passAt(page.until);
      if (!there) throw new Error('it performs the pass');
      expect(there.evidence.done).toBeGreaterThanOrEqual(revealAt(asked, setting));
      // No quote tells it before: what the question is about is not yet there.
      expect(setting.done).toBeLessThan(revealAt(asked, setting));
      expect(truthOf(question, there.evidence)).toBe(truth);
    }
  });
});

/** What is right, and a wrong answer for each misconception that the lesson is about. */
const misconceptions: readonly {
  readonly lesson: number;
  readonly kind: QuestionKind;
  readonly right: string;
  readonly wrong: Readonly<Record<string, string>>;
  readonly variable?: string;
}[] = [
  {
    lesson: 1,
    kind: 'block-of-word',
    right: 'columns 11–20',
    wrong: { 'a block of W belongs to the word': 'columns 21–30' },
  },
  { lesson: 1, kind: 'same-centre', right: 'first', wrong: { 'only the centre decides': 'equal' } },
  { lesson: 2, kind: 'passes-most', right: 'unit 2', wrong: { 'a large h passes more gradient': 'unit 7' } },
  { lesson: 2, kind: 'depth-alone', right: 'one-matrix', wrong: { 'depth alone adds power': 'deeper' } },
  {
    lesson: 3,
    kind: 'score-gradient',
    right: '-0.548',
    wrong: { '∂J/∂s = y − p': '0.548', '∂J/∂p for ∂J/∂s': '-2.21' },
  },
  {
    lesson: 3,
    kind: 'delta-value',
    right: '0.0558',
    wrong: { 'by h₇': '-0.193', 'by f′(h₇)': '0.114', 'by nothing': '0.223' },
  },
  { lesson: 4, kind: 'bias-gradient', right: '0.239', wrong: { 'b = 0, so ∂J/∂b = 0': '0' } },
  {
    lesson: 4,
    kind: 'gradient-shape',
    right: '8×50',
    wrong: { 'the Jacobian’s row': '1×400', transposed: '50×8' },
  },
  {
    lesson: 5,
    kind: 'graph-gradient',
    variable: 'x',
    right: '4.00',
    wrong: { '+ halves what comes': '2.00', '× by its own value': '3.00' },
  },
  {
    lesson: 5,
    kind: 'graph-gradient',
    variable: 'y',
    right: '5.00',
    wrong: { 'the path through + only': '2.00', 'the path through max only': '3.00', '+ halves': '4.00' },
  },
  { lesson: 6, kind: 'update-direction', right: 'rises', wrong: { 'a negative gradient lowers u': 'falls' } },
  {
    lesson: 6,
    kind: 'probe-after-update',
    right: 'worsens',
    wrong: { 'a step improves every window': 'improves' },
  },
];

const said = (choice: Choice): string => {
  switch (choice.type) {
    case 'columns':
      return `columns ${choice.first + 1}–${choice.last + 1}`;
    case 'named':
      return choice.name;
    case 'unit':
      return `unit ${choice.unit + 1}`;
    case 'number':
      return printed(choice.value);
    case 'shape':
      return `${choice.rows}×${choice.columns}`;
    default:
      return JSON.stringify(choice);
  }
};

describe('RL2 every misconception that a lesson is about is a wrong answer of one of its questions', () => {
  test.each(misconceptions)('lesson $lesson: $kind', ({ lesson, kind, right, wrong, variable }) => {
    const found = pagesOf(lesson).filter(({ page: { question } }) => {
      if (question?.asked.kind !== kind) return false;
      return question.asked.kind !== 'graph-gradient' || question.asked.variable === variable;
    });
    expect(found).toHaveLength(1);
    const [{ page, run, entered }] = found;
    if (!page.question) throw new Error('it asks');
    const setting = isOfPass(page.question.asked) ? entered?.evidence : { run };
    if (!setting) throw new Error('no pass');
    const question = compose(page.question.asked, setting);
    const answers = question.choices.map(said);
    expect(answers[truthOf(question, setting) ?? -1]).toBe(right);
    expect(answers).toEqual(expect.arrayContaining(Object.values(wrong)));
  });

  test('two questions of each lesson are these', () => {
    for (let lesson = 1; lesson <= 6; lesson++) {
      const kinds = pagesOf(lesson).flatMap(({ page }) => page.question?.asked.kind ?? []);
      expect(misconceptions.filter((one) => one.lesson === lesson).map(({ kind }) => kind)).toEqual(kinds);
    }
  });
});

describe(`RL3 what the lessons announce is what the Board preset computes at seed ${BOARD_SEED}`, () => {
  const last = (pages: readonly TaughtPage[], title: string): TaughtPage => {
    const found = pages.find(({ page }) => page.title.en === title);
    if (!found) throw new Error(`no page ${title}`);
    return found;
  };

  test('1: of Washington 0.87, George Washington 0.01, by the same centre vector', () => {
    const moment = last(pagesOf(1), 'The window decides');
    expect(numberAt(moment, 'probe(2, p)').toFixed(2)).toBe('0.87');
    expect(numberAt(moment, 'probe(3, p)').toFixed(2)).toBe('0.01');
    expect(numberAt(moment, 'p')).toBe(numberAt(moment, 'probe(2, p)'));
    const [of, george] = [2, 3].map((probe) =>
      Array.from({ length: 50 }, (_, j) => numberAt(moment, `probe(${probe}, x[${j + 1}])`)),
    );
    expect(george.slice(20, 30)).toEqual(of.slice(20, 30));
    expect(george.slice(10, 20)).not.toEqual(of.slice(10, 20));
  });

  test('2: z₇ = −1.317 passes 0.25, z₂ near 0 passes nearly 1; layers with the identity are one row', () => {
    const page = last(pagesOf(2), 'On the curve');
    expect(numberAt(page, 'z[7]', 'δ1').toFixed(3)).toBe('-1.317');
    expect(numberAt(page, 'f′(z[7])', 'δ1').toFixed(2)).toBe('0.25');
    expect(Math.abs(numberAt(page, 'z[2]', 'δ1'))).toBeLessThan(0.05);
    expect(numberAt(page, 'f′(z[2])', 'δ1')).toBeGreaterThan(0.99);
    const h = Array.from({ length: 8 }, (_, i) => Math.abs(numberAt(page, `h[${i + 1}]`, 'δ1')));
    expect(h.indexOf(Math.max(...h))).toBe(6);
    const { run, entered } = last(pagesOf(2), 'One matrix');
    expect(run.configuration).toMatchObject({ hidden: [8, 6], nonLinearity: 'identity' });
    if (!entered) throw new Error('no pass');
    const { x, s } = entered.evidence.activations;
    const { layers, u } = entered.evidence.model.parameters;
    // uᵀW₂W₁ entry by entry, then times x: b is 0 before the first update.
    const row = Array.from({ length: 50 }, (_, j) =>
      Array.from({ length: 6 }, (_, k) =>
        Array.from(
          { length: 8 },
          (_, i) => u[k] * layers[1].W.data[k * 8 + i] * layers[0].W.data[i * 50 + j],
        ),
      )
        .flat()
        .reduce((sum, term) => sum + term, 0),
    );
    expect(row.reduce((sum, m, j) => sum + m * x[j], 0)).toBeCloseTo(s[0], 10);
    expect(layers.every(({ b }) => b.every((entry) => entry === 0))).toBe(true);
  });

  test('3: δ₇ = 0.056, by h₇ −0.193, by f′(h₇) 0.114', () => {
    const page = asking(3, 'delta-value');
    const f = nonLinearities.tanh;
    const upstream = numberAt(page, '∂h[7]', 'δ1');
    const h = numberAt(page, 'h[7]', 'δ1');
    expect(numberAt(page, 'δ[7]', 'δ1').toFixed(3)).toBe('0.056');
    expect((upstream * h).toFixed(3)).toBe('-0.193');
    expect((upstream * f.derivative(h)).toFixed(3)).toBe('0.114');
    const score = asking(3, 'score-gradient');
    expect(numberAt(score, '∂s', '∂s')).toBeCloseTo(numberAt(score, 'p', '∂s') - 1, 12);
    // The factors of the chain that are opened: ∂J/∂s, uᵀ, diag(f′(z)), I.
    expect(last(pagesOf(3), 'Zero off the diagonal').view.factor).toBe(2);
    expect(last(pagesOf(3), 'The easy factors').view.factor).toBe(3);
  });

  test('3: the chain of three is that of ∂s/∂b while the pass stands there', () => {
    const { view, entered } = last(pagesOf(3), 'A chain of three');
    expect(view.target).toEqual({ at: entered?.evidence.done, of: 'b1' });
    expect(entered?.evidence.objective).toBe('s');
  });

  test('4: every b is 0, ∂b = δ, and δ₂ is the largest; row 2, column 21 is what is pinned', () => {
    const page = last(pagesOf(4), 'δ is what arrives at z');
    const delta = Array.from({ length: 8 }, (_, i) => numberAt(page, `δ[${i + 1}]`, 'δ1'));
    expect(delta.map(Math.abs).indexOf(Math.max(...delta.map(Math.abs)))).toBe(1);
    const bias = asking(4, 'bias-gradient');
    expect(numberAt(bias, 'b[3]', '∂b1')).toBe(0);
    expect(numberAt(bias, '∂b[3]', '∂b1')).toBe(delta[2]);
    const outer = last(pagesOf(4), 'Stacked: the outer product');
    expect(outer.page.pin).toEqual({ quantity: 'gradientOfW', layer: 1, index: 1 * 50 + 20 });
    expect(numberAt(outer, '∂W[2, 21]', '∂W1')).toBe(numberAt(outer, 'δ[2] · x[21]', '∂W1'));
  });

  test('5: y receives 2 + 3 = 5; each page stands where its words say', () => {
    const { expression = '', values = {} } = last(pagesOf(5), 'Gradients add up').page.scratch ?? {};
    const graph = parseExpression(expression, values);
    const { gradients, edges, operations } = scratchPass(graph);
    const y = graph.nodes.findIndex(({ label }) => label === 'y');
    expect(gradients[y]).toBe(5);
    // Back through max first.
    expect(edges.filter(({ from }) => from === y).map(({ downstream }) => downstream)).toEqual([3, 2]);
    expect(last(pagesOf(5), 'Gradients add up').page.scratch?.operation).toBe(operations.length);
    for (const [title, phase, label] of [
      ['At a plus', 'backward', '×'],
      ['Three rules', 'start', '×'],
      ['Used twice', 'backward', '×'],
    ] as const) {
      const { scratch } = last(pagesOf(5), title).page;
      const of = parseExpression(scratch?.expression ?? '', scratch?.values ?? {});
      const performed = scratchPass(of).operations[(scratch?.operation ?? 0) - 1];
      expect(performed.phase, title).toBe(phase);
      expect(of.nodes[performed.node].label, title).toBe(label);
    }
  });

  test('6: step 1: Paris 0.45 → 0.70, George Washington 0.58 → 0.73, u₃ rises by a negative gradient', () => {
    const page = last(pagesOf(6), 'One gains, another loses');
    expect(
      ['p', 'after(p)', 'before(probe(3, p))', 'probe(3, p)'].map((one) => numberAt(page, one).toFixed(2)),
    ).toEqual(['0.45', '0.70', '0.58', '0.73']);
    const step = last(pagesOf(6), 'The step worked');
    expect(numberAt(step, '∂u[3]')).toBeLessThan(0);
    expect(numberAt(step, 'after(u[3])')).toBeGreaterThan(numberAt(step, 'u[3]'));
    expect(numberAt(step, 'after(u[3])')).toBeCloseTo(numberAt(step, 'u[3] − η · ∂u[3]'), 6);
    const many = last(pagesOf(6), 'Many steps');
    expect([1, 2, 3].map((probe) => numberAt(many, `probe(${probe}, p)`) > 0.5)).toEqual([true, true, false]);
  });

  test('6: one number is nudged: the slope of what is shown comes to ∂J/∂u₃', () => {
    const { view, entered, page } = last(pagesOf(6), 'Nudge one number');
    expect(view).toMatchObject({ page: 'laboratory', experiment: 'nudge', nudge: { h: 0.5 } });
    const { entry } = view.nudge;
    if (!entered || !entry) throw new Error('it nudges an entry of the pass');
    expect(page.pin).toEqual({ quantity: entry.of, layer: 1, index: entry.index });
    const { model, activations, gradient } = entered.evidence;
    const moved = nudge(model, [activations.x], { of: 'J', y: 1 }, entry);
    const error = (h: number): number => Math.abs(slopeBy('oneSided', moved, h).value - gradient.u[2]);
    expect(error(0.5)).toBeGreaterThan(error(0.05));
    expect(error(1e-7)).toBeLessThan(1e-6);
    expect(slopeBy('central', moved, 0.01).value.toPrecision(3)).toBe(gradient.u[2].toPrecision(3));
  });
});
