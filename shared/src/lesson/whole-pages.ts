/**
 * A lesson in the making: each of its pages says by itself where it stands, so that it stands there wherever it is moved; in its file what
 * is as on the page before is left out (SPEC LE11).
 */
import { standsOf, type Lesson, type LessonPage } from './lesson.ts';
import { configurationFrom } from './take-page.ts';

type Pages = Pick<Lesson, 'pages'>;

export const withWholePages = <L extends Pages>(lesson: L): L => {
  const stands = standsOf(lesson);
  return {
    ...lesson,
    pages: lesson.pages.map((page, k) => {
      const { preset, configuration, at, subject } = stands[k];
      return { ...page, configuration: configurationFrom(preset, configuration), at, subject };
    }),
  };
};

const inherited = ['configuration', 'at', 'subject'] as const satisfies readonly (keyof LessonPage)[];

/** Every page stands where it stood. */
export const withoutRepetition = <L extends Pages>(lesson: L): L => {
  const wanted = standsOf(lesson).map((stand) => JSON.stringify(stand));
  const pages: LessonPage[] = [];
  lesson.pages.forEach((page, k) => {
    const light = inherited.reduce((left, key) => {
      const without = { ...left };
      Reflect.deleteProperty(without, key);
      const stands = standsOf({ pages: [...pages, without] });
      return JSON.stringify(stands[k]) === wanted[k] ? without : left;
    }, page);
    pages.push(light);
  });
  return { ...lesson, pages };
};
