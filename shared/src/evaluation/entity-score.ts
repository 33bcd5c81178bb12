/**
 * Precision, recall and F1 over entities by the rules of the conlleval script (SPEC EV1): a guessed entity is correct only
 * if its first token, its last token and its type are those of an entity of the gold standard.
 *
 * @see Tjong Kim Sang and De Meulder, Introduction to the CoNLL-2003 Shared Task, 2003
 */
import { entityRuns, type Entity, type EntityType } from '../dataset/sentence.ts';

export interface EntityScore {
  /** correct / guessed, 0 to 1; 0 where nothing was guessed. */
  readonly precision: number;
  /** correct / gold, 0 to 1; 0 where there is nothing to find. */
  readonly recall: number;
  /** Harmonic mean of precision and recall; 0 where both are 0. */
  readonly f1: number;
  readonly correct: number;
  readonly guessed: number;
  readonly gold: number;
}

/**
 * @param gold per sentence its entities
 * @param predicted the same sentences
 * @param type counts only the entities of this type, on both sides
 * @throws RangeError when the numbers of sentences differ
 */
export function scoreEntities(
  gold: readonly (readonly Entity[])[],
  predicted: readonly (readonly Entity[])[],
  type?: EntityType,
): EntityScore {
  if (gold.length !== predicted.length) {
    throw new RangeError(`${gold.length} sentences in the gold standard, ${predicted.length} predicted`);
  }
  const counted = (entity: Entity): boolean => type === undefined || entity.type === type;
  let correct = 0;
  let guessed = 0;
  let expected = 0;
  gold.forEach((sentence, index) => {
    const found = predicted[index].filter(counted);
    const wanted = sentence.filter(counted);
    guessed += found.length;
    expected += wanted.length;
    correct += wanted.filter((entity) => found.some((other) => equal(entity, other))).length;
  });
  return scoreOf(correct, guessed, expected);
}

/** The entities of a sentence from a yes or no a token: every maximal run of yes is one entity. */
export function entitiesOf(flags: ArrayLike<boolean | number>, type: EntityType): Entity[] {
  return entityRuns(flags.length, (token) => (flags[token] ? type : 'O'));
}

const equal = (a: Entity, b: Entity): boolean => a.start === b.start && a.end === b.end && a.type === b.type;

/** Of so many that were found, are rightly found, and were to be found. */
export const scoreOf = (correct: number, guessed: number, gold: number): EntityScore => ({
  precision: ratio(correct, guessed),
  recall: ratio(correct, gold),
  f1: ratio(2 * correct, guessed + gold),
  ...{ correct, guessed, gold },
});

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
