/** Sentences as people write them: a line each with names in brackets, or running text without a label (SPEC IM3). */
import { Refusal, type RefusalCode } from '../../refusal.ts';
import { scanBracketLine, titleOf } from '../bracket.ts';
import { checkedSentence } from './limits.ts';
import { isBlank, linesOf } from '../lines.ts';
import { Problems, type ProblemKind, type ReadDocument, type Reading, type ReadSentence } from './reading.ts';
import { sentencesOf, wordsOf } from './words.ts';

/** Also the no-break space, as in a sentence that is typed. */
const isSpace = (character: string): boolean => /\s/u.test(character);

const kinds: Partial<Readonly<Record<RefusalCode, ProblemKind>>> = {
  'corpus-unclosed-bracket': 'bracket',
  'corpus-stray-bracket': 'bracket',
  'corpus-missing-label': 'no-label',
  'corpus-empty-entity': 'empty-entity',
};

export const readSentences = (text: string, brackets: boolean): Reading =>
  brackets ? readBrackets(text) : readRunningText(text);

/** A sentence a line. Whatever stands in the round brackets is a label. */
function readBrackets(text: string): Reading {
  const problems = new Problems();
  const documents: { title: string; sentences: ReadSentence[] }[] = [{ title: '', sentences: [] }];
  linesOf(text).forEach((written, index) => {
    const line = index + 1;
    const title = titleOf(written);
    if (title !== null) documents.push({ title, sentences: [] });
    if (written.startsWith('#') || isBlank(written)) return;
    try {
      const { tokens, entities } = scanBracketLine(
        written,
        line,
        (label) => label.trim() || undefined,
        isSpace,
      );
      const sentence = checkedSentence(tokens, entities, line, problems);
      if (sentence) documents[documents.length - 1].sentences.push(sentence);
    } catch (error) {
      const kind = error instanceof Refusal ? kinds[error.code] : undefined;
      if (!kind || !(error instanceof Refusal)) throw error;
      const column = Number(error.params['column']);
      problems.add(kind, line, column, String(error.params['character'] ?? written.slice(column - 1)));
    }
  });
  return { documents: documents.filter(({ sentences }) => sentences.length > 0), problems: problems.list };
}

/** Nothing is labelled yet. A blank line ends a paragraph, and more than two paragraphs are a document each. */
function readRunningText(text: string): Reading {
  const problems = new Problems();
  const lines = linesOf(text);
  const paragraphs: ReadDocument[] = [];
  for (let index = 0; index < lines.length; index++) {
    if (isBlank(lines[index])) continue;
    const first = index;
    while (index + 1 < lines.length && !isBlank(lines[index + 1])) index++;
    const paragraph = lines.slice(first, index + 1).join('\n');
    const sentences = sentencesOf(paragraph, wordsOf(paragraph)).flatMap((words) => {
      const line = first + paragraph.slice(0, words[0].start).split('\n').length;
      return (
        checkedSentence(
          words.map((word) => word.text),
          [],
          line,
          problems,
        ) ?? []
      );
    });
    if (sentences.length > 0) paragraphs.push({ title: '', sentences });
  }
  return { documents: paragraphs, problems: problems.list };
}
