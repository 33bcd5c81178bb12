/** What the ready lessons say and note, as it is read: formulas in the signs that they print, a hole for what is quoted. */
import { readLesson } from '@deltaboard/shared/lesson/read-lesson.ts';
import { HOLE, type Text } from './catalogues.ts';

const files = import.meta.glob<string>('../../../lessons/[0-9]-*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export function lessonTexts(language: 'en' | 'ko'): readonly Text[] {
  return Object.values(files).flatMap((file) => {
    const { id: catalogue, title, pages } = readLesson(file);
    const said = [{ title }, ...pages].map((page) => {
      const { text, notes } = { text: undefined, notes: undefined, ...page };
      return [page.title[language], plain(text?.[language] ?? ''), notes?.[language] ?? ''];
    });
    return said.flatMap((texts, line) =>
      texts.filter(Boolean).map((one = '') => ({ catalogue, line, said: one })),
    );
  });
}

const signs: Readonly<Record<string, string>> = {
  delta: 'δ',
  theta: 'θ',
  eta: 'η',
  sigma: 'σ',
  partial: '∂',
  circ: '∘',
};

const plain = (text: string): string =>
  text
    .replace(/\$([^$]*)\$/g, (_, tex: string) =>
      tex
        .replace(/\\([a-z]+)/g, (_command, name: string) => signs[name] ?? '')
        .replace(/\}\s*\{/g, '/')
        .replace(/[{}^_\\]/g, ''),
    )
    .replace(/\{[^}]*\}/g, HOLE)
    .replace(/\*\*?/g, '');
