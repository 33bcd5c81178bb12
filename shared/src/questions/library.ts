/**
 * The library of questions, by misconception: what can be asked of a pass, composed with wrong options from wrong formulas, and what
 * is true of it, taken from the values that the pass computes (SPEC QS).
 */
import { entityTypes } from '../dataset/sentence.ts';
import { Refusal } from '../refusal.ts';
import { stream } from '../random.ts';
import type { Evidence, Setting } from './evidence.ts';
import { biasReason, deltaSign, deltaValue, downstreamValue } from './kinds/downstream.ts';
import { biasGradient, depthAlone, passesMost, scoreGradient } from './kinds/local.ts';
import { largestUnit, magnitude, sign, zeroOrNotYet } from './kinds/entry.ts';
import { number } from './kinds/number.ts';
import { cannot, isSame, type AskedOf, type Candidates, type Kind } from './kinds/kind.ts';
import { gradientShape, vanishingRows, whereGradientsAdd } from './kinds/shape.ts';
import { graphGradient } from './kinds/scratch.ts';
import { labelFlips, pAfterUpdate, updateDirection, wordLabel } from './kinds/step.ts';
import { blockOfWord, probeAfterUpdate, sameCentre } from './kinds/windows.ts';
import { OPTIONS_LIMIT, passlessKinds, type PasslessKind } from './askable.ts';
import { sayingOf, type Asked, type Choice, type Question, type QuestionKind } from './question.ts';

/** What is about a pass: everything but these. */
type PassKind = Exclude<QuestionKind, PasslessKind>;
type PassAsked = Extract<Asked, { kind: PassKind }>;

const kinds: { readonly [K in PassKind]: Kind<K> } = {
  'gradient-shape': gradientShape,
  'vanishing-rows': vanishingRows,
  'delta-sign': deltaSign,
  'bias-reason': biasReason,
  'zero-or-not-yet': zeroOrNotYet,
  'where-gradients-add': whereGradientsAdd,
  'label-flips': labelFlips,
  'p-after-update': pAfterUpdate,
  'delta-value': deltaValue,
  'downstream-value': downstreamValue,
  sign,
  magnitude,
  number,
  'largest-unit': largestUnit,
  'word-label': wordLabel,
  'same-centre': sameCentre,
  'block-of-word': blockOfWord,
  'depth-alone': depthAlone,
  'passes-most': passesMost,
  'score-gradient': scoreGradient,
  'bias-gradient': biasGradient,
  'update-direction': updateDirection,
  'probe-after-update': probeAfterUpdate,
};

/** The kinds that are about a pass, in the order in which they are offered. */
export const passKinds = Object.keys(kinds) as readonly PassKind[];

/** Whether the step itself answers it. */
export const isOfPass = (asked: Asked): asked is PassAsked =>
  !passlessKinds.some((kind) => kind === asked.kind);

/**
 * What the class is asked. Throws Refusal 'question' where it has no sense here: the pass has shown it, the network or what is
 * differentiated has nothing of the kind, or every wrong formula gives the truth.
 *
 * @param evidence with a pass for a question about one
 */
export function compose(asked: Asked, evidence: Evidence | Setting): Question {
  if (!isOfPass(asked)) return composeStanding(asked, evidence);
  const pass = requirePass(asked.kind, evidence);
  const { truth, wrong } = candidatesOf(asked, pass);
  if (asked.kind !== 'zero-or-not-yet' && pass.done >= revealAt(asked, pass))
    throw cannot(asked.kind, 'done');
  const { view, objective } = pass;
  const windows = kindOf(asked).windows?.(asked as never, pass);
  const about = {
    objective,
    word: view.tokens[view.centre],
    sentence: view.tokens,
    ...(windows && { windows }),
  };
  const answeredBy = kindOf(asked).answeredBy?.(asked as never, pass);
  if (answeredBy) return { asked, choices: [], answeredBy, about };
  const choices = distinct([truth, ...wrong]).slice(0, OPTIONS_LIMIT);
  if (choices.length < 2) throw cannot(asked.kind, 'alike');
  return { asked, choices: ordered(choices, asked, pass), about };
}

/** How many operations of the pass must have been performed for the truth to stand on the board. */
export function revealAt(asked: Asked, evidence: Evidence): number {
  if (!isOfPass(asked)) return 0;
  const shown = kindOf(asked).shownBy(asked as never, evidence);
  const { operations } = evidence;
  const index = shown === 'end' ? operations.length - 1 : operations.findIndex((one) => isSame(one, shown));
  if (index < 0) throw cannot(asked.kind, 'objective');
  return index + 1;
}

/** From the values of the pass: the index of the true choice or entry, or the number itself; null for one that has no truth. */
export function truthOf(
  { asked, choices, answeredBy }: Question,
  evidence: Evidence | Setting,
): number | null {
  const truth = rightAnswer(asked, evidence);
  if (truth === null) return null;
  if (answeredBy && truth.type === 'number') return truth.value;
  if (answeredBy && truth.type === 'unit') return truth.unit;
  const said = sayingOf(truth);
  const index = choices.findIndex((choice) => sayingOf(choice) === said);
  if (index < 0) throw new Error(`the truth ${said} is none of the choices`);
  return index;
}

/** What is right, as a choice; null for what has no truth. */
export function rightAnswer(asked: Asked, evidence: Evidence | Setting): Choice | null {
  if (isOfPass(asked)) return candidatesOf(asked, requirePass(asked.kind, evidence)).truth;
  if (asked.kind === 'graph-gradient') return graphGradient(asked).truth;
  return asked.kind === 'practice' ? { type: 'label', label: probeAt(asked, evidence).goldType } : null;
}

/** What the library offers at this place of the pass, each with what tells most. */
export function askable(evidence: Evidence): readonly Question[] {
  return passKinds.flatMap((kind) =>
    kinds[kind].offered(evidence).flatMap((asked) => {
      try {
        return [compose(asked, evidence)];
      } catch (error) {
        if (error instanceof Refusal) return [];
        throw error;
      }
    }),
  );
}

function composeStanding(asked: Exclude<Asked, PassAsked>, setting: Setting): Question {
  if (asked.kind === 'free') {
    const choices = asked.options.map((text): Choice => ({ type: 'text', text }));
    if (distinct(choices).length < choices.length) throw cannot('free', 'alike');
    return { asked, choices, about: { objective: 'J', word: null, sentence: null } };
  }
  if (asked.kind === 'graph-gradient') {
    const { truth, wrong } = graphGradient(asked);
    const choices = distinct([truth, ...wrong]).slice(0, OPTIONS_LIMIT);
    return {
      asked,
      choices: inOwnOrder(choices) ?? choices,
      about: { objective: 'J', word: null, sentence: null },
    };
  }
  const { tokens, centre } = probeAt(asked, setting);
  return {
    asked,
    choices: [...entityTypes, 'O' as const].map((label): Choice => ({ type: 'label', label })),
    about: { objective: 'J', word: tokens[centre], sentence: tokens },
  };
}

function probeAt({ probe }: AskedOf<'practice'>, { run }: Setting) {
  const view = run.probes.at(probe);
  if (!view) throw cannot('practice', 'entry');
  return view;
}

const kindOf = ({ kind }: PassAsked) => kinds[kind] as Kind<PassKind>;
const candidatesOf = (asked: PassAsked, evidence: Evidence): Candidates =>
  kindOf(asked).candidates(asked as never, evidence);

function requirePass(kind: QuestionKind, evidence: Evidence | Setting): Evidence {
  if (!('activations' in evidence)) throw cannot(kind, 'no-pass');
  return evidence;
}

/** The first of those that read the same: the truth is never replaced by what only looks like it. */
const distinct = (choices: readonly Choice[]): readonly Choice[] =>
  choices.filter((choice, k) => choices.findIndex((one) => sayingOf(one) === sayingOf(choice)) === k);

/** Numbers, signs and labels in their own order; everything else in one that is drawn: the place tells nothing. */
function ordered(
  choices: readonly Choice[],
  asked: PassAsked,
  { run, step, done }: Evidence,
): readonly Choice[] {
  const own = inOwnOrder(choices);
  if (own) return own;
  const random = stream(run.configuration.seed, ORDER, step, done, passKinds.indexOf(asked.kind));
  return choices
    .toSorted((a, b) => (sayingOf(a) < sayingOf(b) ? -1 : 1))
    .map((choice) => [choice, random.uint32()] as const)
    .toSorted(([, a], [, b]) => a - b)
    .map(([choice]) => choice);
}

/** Null: some of them have none. */
function inOwnOrder(choices: readonly Choice[]): readonly Choice[] | null {
  const ranks = choices.map(rankOf);
  if (!ranks.every((rank) => rank !== null)) return null;
  return choices
    .map((choice, k) => [choice, ranks[k]] as const)
    .toSorted(([, a], [, b]) => a - b)
    .map(([choice]) => choice);
}

/** Names the stream of choices' orders. */
const ORDER = 78;

function rankOf(choice: Choice): number | null {
  switch (choice.type) {
    case 'number':
      return choice.value;
    case 'sign':
      return choice.sign;
    case 'count':
      return choice.count;
    case 'unit':
      return choice.unit;
    case 'magnitude':
      return choice.exponent ?? -Infinity;
    case 'label':
      return ['LOC', 'PER', 'ORG', 'MISC', 'O', 'not'].indexOf(choice.label);
    case 'state':
      return ['zero', 'not-yet', 'number'].indexOf(choice.state);
    default:
      return null;
  }
}
