/**
 * A lesson's file, read at the door (SPEC LE1, LE2): its schema, and what its parts say of each other. Whatever is wrong is refused with
 * its place: line and column of what is no JSON, the path of a value, in a text also line and column.
 */
import { headOf } from '../model/head.ts';
import { Refusal } from '../refusal.ts';
import { parseWith } from '../schema.ts';
import { modelShape, stepPlan, type NewConfiguration } from '../training/configuration.ts';
import { parseConfiguration } from '../training/parse-configuration.ts';
import { OPENING_VIEW } from '../protocol/view.ts';
import { brokenJson, lineAndColumn } from './json-place.ts';
import { lessonSchema } from './lesson-schema.ts';
import {
  lessonLanguages,
  objectiveOfPage,
  runsOf,
  standsOf,
  type Lesson,
  type LessonPage,
  type LessonPlace,
  type PageStand,
} from './lesson.ts';
import { LESSON_CHARACTERS, LESSON_RUNS, WORDS_ALONE, WORDS_BESIDE } from './limits.ts';
import { inlinesOf, parseMarkdown, wordCount } from './markdown.ts';
import { performedAt } from './page-standing.ts';
import type { OperationName } from './operation-name.ts';
import { searchedKinds } from './search.ts';
import { changedScratch, OPENING_SCRATCH } from '../scratch/scratch.ts';
import { quoteProblem, type QuoteSetting } from './quote-check.ts';
import { TextProblem } from './text-problem.ts';

const refused = (path: string, value: string | number, reason: string): Refusal =>
  new Refusal('lesson', { path, value, reason });

/** Throws Refusal 'lesson'. */
export function readLesson(text: string): Lesson {
  if (text.length > LESSON_CHARACTERS) throw refused('.', text.length, `characters<=${LESSON_CHARACTERS}`);
  const broken = brokenJson(text);
  if (broken) {
    const value = text.slice(broken.at, broken.at + 20).split('\n')[0];
    const reason = { json: 'json', deep: 'json-deep', twice: 'json-key-twice', key: 'json-key' }[
      broken.because
    ];
    throw new Refusal('lesson', { path: '.', value, reason, ...lineAndColumn(text, broken.at) });
  }
  return checkLesson(JSON.parse(text));
}

/** The same for what is no text any more. Throws Refusal 'lesson'. */
export function checkLesson(value: unknown): Lesson {
  const lesson: Lesson = parseWith(lessonSchema, value, 'lesson');
  requireText(lesson.title, 'title');
  const stands = standsOf(lesson);
  const { of } = runsOf(stands);
  const tooMany = of.findIndex((run) => run >= LESSON_RUNS);
  if (tooMany >= 0) throw refused(`pages.${tooMany}.configuration`, '{…}', `runs<=${LESSON_RUNS}`);
  lesson.pages.forEach((page, k) => {
    checkPage(page, stands[k], `pages.${k}`);
  });
  return lesson;
}

function checkPage(page: LessonPage, stand: PageStand, path: string): void {
  requireText(page.title, `${path}.title`);
  const configuration = configurationOf(stand, `${path}.configuration.changes`);
  if (page.at) checkPlace(page.at, stand, `${path}.at`);
  // A pair is misclassified by both of its windows, which no search sees.
  if (
    headOf(configuration.head).windows > 1 &&
    stand.at.first?.all.some(({ kind }) => kind === 'misclassified')
  )
    throw refused(`${path}.at.first`, configuration.head, 'one-window');
  if (page.scratch) checkScratch(page.scratch, `${path}.scratch`);
  const { after, example } = stand.at;
  const plan = stepPlan(configuration);
  const requireOperation = (name: OperationName, key: string): void => {
    if (performedAt(page, stand, configuration, name, example) === null)
      throw refused(`${path}.${key}`, name, 'no-operation');
  };
  if (after !== undefined) requireOperation(after, 'at.after');
  if (example !== undefined && example > plan.batch)
    throw refused(`${path}.at.example`, example, `<=${plan.batch}`);
  if (page.until !== undefined) requireOperation(page.until, 'until');
  if (page.subject?.kind === 'sentence' && page.subject.centre >= page.subject.tokens.length)
    throw refused(`${path}.subject.centre`, page.subject.centre, `<${page.subject.tokens.length}`);
  if (page.act?.kind === 'answers' && !page.question) throw refused(`${path}.act`, 'answers', 'no-question');
  if (page.alone === true && !page.text) throw refused(`${path}.alone`, 'true', 'no-text');
  checkTexts(page, settingOf(page, configuration), path);
}

function requireText(text: Partial<Record<'en' | 'ko', string | undefined>>, path: string): void {
  if (lessonLanguages.every((language) => text[language] === undefined)) throw refused(path, '{}', 'no-text');
}

function configurationOf({ configuration }: PageStand, path: string): NewConfiguration {
  try {
    return parseConfiguration(configuration);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { path: inner = 'corpus.text', value = '', reason = error.code } = error.params;
    throw refused(`${path}.${inner}`, value, String(reason));
  }
}

function checkPlace({ step, first, after }: LessonPlace, { subject }: PageStand, path: string): void {
  if ((step === undefined) === (first === undefined)) throw refused(path, '{…}', 'step|first');
  // At the θ of the beginning a probe has a pass.
  if (step === 0 && after !== undefined && subject.kind === 'window')
    throw refused(`${path}.after`, after, 'no-pass');
  if (!first) return;
  if ((first.steps === undefined) === (first.epochs === undefined))
    throw refused(`${path}.first`, '{…}', 'steps|epochs');
  first.all.forEach(({ kind }, k) => {
    if (!searchedKinds.some((one) => one === kind))
      throw refused(`${path}.first.all.${k}.kind`, kind, searchedKinds.join('|'));
  });
}

/** The expression can be read with these values, and its graph has so many operations. */
function checkScratch(scratch: NonNullable<LessonPage['scratch']>, path: string): void {
  const { expression, operation = 0 } = scratch;
  try {
    changedScratch(OPENING_SCRATCH, scratch);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { problem, column = 1, reason = '' } = error.params;
    if (problem === undefined) throw refused(`${path}.operation`, operation, String(reason));
    throw new Refusal('lesson', {
      path: `${path}.expression`,
      value: expression.slice(0, 80),
      reason: `expression-${problem}`,
      line: 1,
      column,
    });
  }
}

const settingOf = (page: LessonPage, configuration: NewConfiguration): QuoteSetting => ({
  shape: modelShape(configuration),
  head: configuration.head,
  objective: objectiveOfPage(page),
  layer: page.view?.layer ?? OPENING_VIEW.layer,
});

function checkTexts({ text, alone }: LessonPage, setting: QuoteSetting, path: string): void {
  if (!text) return;
  requireText(text, `${path}.text`);
  const limit = alone ? WORDS_ALONE : WORDS_BESIDE;
  for (const language of lessonLanguages) {
    const written = text[language];
    if (written === undefined) continue;
    try {
      const blocks = parseMarkdown(written);
      for (const one of inlinesOf(blocks)) {
        if (one.type !== 'quote') continue;
        const problem = quoteProblem(one.quote, setting);
        if (problem) throw new TextProblem(one.at, problem, one.source);
      }
      const words = wordCount(blocks);
      if (words > limit) throw new TextProblem(0, 'words', `${words}>${limit}`);
    } catch (error) {
      if (!(error instanceof TextProblem)) throw error;
      throw new Refusal('lesson', {
        path: `${path}.text.${language}`,
        value: error.what,
        reason: error.problem,
        ...lineAndColumn(written, error.offset),
      });
    }
  }
}
