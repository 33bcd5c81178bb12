/**
 * Sentences of records (SPEC IM3). Offsets of spans are code points, as Python counts, or UTF-16 code units, as JavaScript
 * does: whichever meets more ends of words.
 */
import { checkedSentence } from './limits.ts';
import { Problems, type NamedEntity, type ReadDocument, type Reading, type ReadSentence } from './reading.ts';
import { recordsOf, type Span, type SpanRecord, type TokenRecord } from './records.ts';
import { entitiesOf, readTag, type Tag } from './tag.ts';
import { sentencesOf, wordsOf } from './words.ts';

export function readRecords(text: string, names: readonly string[] | null): Reading {
  const problems = new Problems();
  const records = recordsOf(text, problems);
  const documents: ReadDocument[] = [
    ...ofSpans(records.spans, problems),
    ...ofTokens(records.tokens, names, problems),
  ];
  return { documents: documents.filter(({ sentences }) => sentences.length > 0), problems: problems.list };
}

function ofSpans(records: readonly SpanRecord[], problems: Problems): ReadDocument[] {
  const inPoints = records.map(({ text, spans, ...rest }) => ({
    ...rest,
    text,
    spans: toUnits(text, spans),
  }));
  const fitting = (of: readonly SpanRecord[]): number =>
    of.reduce((sum, { text, spans }) => sum + spans.filter((span) => isAtBorders(text, span)).length, 0);
  const chosen = fitting(inPoints) > fitting(records) ? inPoints : records;
  const each = chosen.map((record) => sentencesOfSpans(record, problems));
  // Records of one sentence are one document's lines; longer ones are documents.
  if (each.every((sentences) => sentences.length <= 1)) return [{ title: '', sentences: each.flat() }];
  return each.map((sentences) => ({ title: '', sentences }));
}

function toUnits(text: string, spans: readonly Span[]): Span[] {
  if (!/[\u{10000}-\u{10FFFF}]/u.test(text)) return [...spans];
  const units = [0];
  for (const point of text) units.push(units[units.length - 1] + point.length);
  return spans.map(({ start, end, type }) => ({
    type,
    start: units.at(start) ?? Infinity,
    end: units.at(end) ?? Infinity,
  }));
}

const isAtBorders = (text: string, { start, end }: Span): boolean =>
  !/[\p{L}\p{N}]{2}/u.test(text.slice(Math.max(0, start - 1), start + 1)) &&
  !/[\p{L}\p{N}]{2}/u.test(text.slice(end - 1, end + 1));

function sentencesOfSpans({ line, text, spans }: SpanRecord, problems: Problems): ReadSentence[] {
  const kept: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const { start, end, type } = trimmed(text, span);
    const isInside = Number.isSafeInteger(start) && start >= 0 && end <= text.length && start < end;
    if (!isInside || start < (kept.at(-1)?.end ?? 0))
      problems.add('span', line, 1, `${span.start}–${span.end} ${type}`);
    else kept.push({ start, end, type });
  }
  const words = wordsOf(text, new Set(kept.flatMap(({ start, end }) => [start, end])));
  // A name over the end of a line is one sentence's.
  const sentences = sentencesOf(text, words).reduce<(typeof words)[]>((list, sentence) => {
    const last = list.at(-1);
    const at = sentence[0].start;
    if (last && kept.some(({ start, end }) => start < at && at < end)) last.push(...sentence);
    else list.push(sentence);
    return list;
  }, []);
  return sentences.flatMap((sentence) => {
    const entities: NamedEntity[] = [];
    for (const { start, end, type } of kept) {
      const first = sentence.findIndex((word) => word.start >= start && word.end <= end);
      const last = sentence.findLastIndex((word) => word.start >= start && word.end <= end);
      if (first >= 0) entities.push({ start: first, end: last + 1, type });
    }
    const tokens = sentence.map((word) => word.text);
    return checkedSentence(tokens, entities, line, problems) ?? [];
  });
}

function trimmed(text: string, { start, end, type }: Span): Span {
  const inside = text.slice(start, end);
  const lead = inside.length - inside.trimStart().length;
  const trail = inside.length - inside.trimEnd().length;
  return inside.trim() === '' ? { start, end: start, type } : { start: start + lead, end: end - trail, type };
}

function ofTokens(
  records: readonly TokenRecord[],
  names: readonly string[] | null,
  problems: Problems,
): ReadDocument[] {
  const sentences = records.flatMap(({ line, tokens, tags }) => {
    if (tokens.length !== tags.length) {
      problems.add('lengths', line, 1, `${tokens.length}, ${tags.length}`);
      return [];
    }
    const read: { text: string; tag: Tag | null }[] = [];
    for (const [i, token] of tokens.entries()) {
      const written = tags[i];
      const name = typeof written === 'number' ? names?.at(written) : written;
      const tag = name === undefined ? undefined : readTag(name);
      if (tag === undefined) {
        problems.add(typeof written === 'number' ? 'integer' : 'bad-tag', line, 1, String(written));
        return [];
      }
      const text = token.replace(/\s+/gu, '');
      if (text === '') problems.add('blank-token', line, 1, String(written));
      else read.push({ text, tag });
    }
    const entities = entitiesOf(read.map(({ tag }) => tag));
    const words = read.map(({ text }) => text);
    return checkedSentence(words, entities, line, problems) ?? [];
  });
  return [{ title: '', sentences }];
}
