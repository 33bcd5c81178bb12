/** The types of a text under their names, and which of the network's types each is taken for (SPEC IM7). */
import { entityTypes, type Document, type EntityType } from '../sentence.ts';
import type { ReadDocument } from './reading.ts';

/** Null: words of this type are no names here. */
export type TypeMap = ReadonlyMap<string, EntityType | null>;

/** Lower case, letters and digits only: `work_of_art` and `Work-of-Art` are one name. */
const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const known: Readonly<Record<EntityType | 'none', string>> = {
  PER: 'per person people pers pr prs ps psn name character 인물 사람 인명',
  LOC: 'loc location locations place gpe geo lc lcp fac facility country city state region 장소 지명 위치 지역',
  ORG: 'org organization organisation organizations corporation company institution group og agency 기관 조직 단체 회사',
  MISC: 'misc miscellaneous other product prod workofart creativework norp event eve evt evn language law art af afw nat 기타 제품 행사',
  none: 'date time dt ti tim dat qt num number quantity money percent percentage cardinal ordinal 날짜 시간 수량 금액',
};

const guesses = new Map<string, EntityType | null>(
  [...entityTypes, 'none' as const].flatMap((type) =>
    known[type].split(' ').map((name) => [name, type === 'none' ? null : type] as const),
  ),
);

/** Undefined: this name says nothing. */
export const guessType = (name: string): EntityType | null | undefined => guesses.get(plain(name));

/** How often each type's entities occur, the most frequent first. */
export function typeCounts(documents: readonly ReadDocument[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { sentences } of documents)
    for (const { entities } of sentences)
      for (const { type } of entities) counts.set(type, (counts.get(type) ?? 0) + 1);
  return new Map([...counts].toSorted(([, a], [, b]) => b - a));
}

/** What each type is taken for until somebody says otherwise: one whose name says nothing, for none. */
export const guessedTypes = (documents: readonly ReadDocument[]): TypeMap =>
  new Map([...typeCounts(documents).keys()].map((name) => [name, guessType(name) ?? null]));

export const withType = (types: TypeMap, name: string, type: EntityType | null): TypeMap =>
  new Map([...types, [name, type]]);

/** The same sentences with the network's types. Touching entities stay two. */
export const mapped = (documents: readonly ReadDocument[], types: TypeMap): Document[] =>
  documents.map(({ sentences, ...document }) => ({
    ...document,
    sentences: sentences.map(({ tokens, entities }) => ({
      tokens,
      entities: entities.flatMap(({ start, end, type }) => {
        const as = types.get(type);
        return as ? [{ start, end, type: as }] : [];
      }),
    })),
  }));
