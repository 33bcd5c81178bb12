/**
 * A lesson: what a class is led through, page after page (SPEC LE). A page is whole by itself: what it does not say of the view is as a
 * class opens with it; run, place and what is looked at are those of the page before.
 */
import type { z } from '../schema.ts';
import { OPENING_VIEW, type View } from '../protocol/view.ts';
import type { NewConfiguration } from '../training/configuration.ts';
import { presets, type PresetName } from '../training/presets.ts';
import type { lessonSchema, pageSchema } from './lesson-schema.ts';

export type Lesson = Readonly<z.infer<typeof lessonSchema>>;
export type LessonPage = Readonly<z.infer<typeof pageSchema>>;
export type Localised = LessonPage['title'];
export type LessonPlace = NonNullable<LessonPage['at']>;
export type LessonSearch = NonNullable<LessonPlace['first']>;
export type LessonSubject = NonNullable<LessonPage['subject']>;
export type SuggestedAct = NonNullable<LessonPage['act']>;

export const lessonLanguages = ['en', 'ko'] as const;
export type LessonLanguage = (typeof lessonLanguages)[number];

/** In this language, or else in the other; null: nothing is written. */
export const inLanguage = (text: Localised | undefined, language: LessonLanguage): string | null =>
  text?.[language] ?? text?.[language === 'en' ? 'ko' : 'en'] ?? null;

const atBeginning: LessonPlace = { step: 0 };
const window: LessonSubject = { kind: 'window' };

/** Where a page stands, whichever page says so. */
export interface PageStand {
  readonly preset: PresetName;
  /** As it is written, not yet validated. */
  readonly configuration: NewConfiguration;
  readonly at: LessonPlace;
  readonly subject: LessonSubject;
}

/** Of each page, in order. A page that names a place but no subject looks at the step's window. */
export function standsOf({ pages }: Pick<Lesson, 'pages'>): readonly PageStand[] {
  let stand: PageStand = {
    preset: 'board',
    configuration: presets.board,
    at: atBeginning,
    subject: window,
  };
  return pages.map(({ configuration: own, at, subject }) => {
    const preset = own?.preset ?? stand.preset;
    const configuration = own
      ? ({ ...presets[own.preset], ...own.changes } as NewConfiguration)
      : stand.configuration;
    stand = {
      preset,
      configuration,
      // Another run begins at its beginning.
      at: at ?? (own ? atBeginning : stand.at),
      subject: subject ?? (at || own ? window : stand.subject),
    };
    return stand;
  });
}

/** Its runs, in the order in which pages ask for them, and which of them each page is in. */
export function runsOf(stands: readonly PageStand[]): {
  readonly runs: readonly Pick<PageStand, 'preset' | 'configuration'>[];
  readonly of: readonly number[];
} {
  const names = stands.map(({ configuration }) => JSON.stringify(configuration));
  const distinct = [...new Set(names)];
  return {
    runs: distinct.map((name) => stands[names.indexOf(name)]),
    of: names.map((name) => distinct.indexOf(name)),
  };
}

/** The whole view that a page asks for; what is not a page's is as it was. */
export const viewOfPage = ({ view }: Pick<LessonPage, 'view'>, present: View): View => {
  const { span, blank, projectorLanguage, projectorTheme, signs } = present;
  return {
    ...OPENING_VIEW,
    ...(view as Partial<View> | undefined),
    span,
    blank,
    projectorLanguage,
    projectorTheme,
    signs,
  };
};

/** The objective of a page. */
export const objectiveOfPage = ({ view }: Pick<LessonPage, 'view'>): View['objective'] =>
  view?.objective ?? OPENING_VIEW.objective;
