/** The people of a class as they are told: the log says what they may do, the presence who is here. */
import type { ClassState, QuestionState } from '@deltaboard/shared/class/state.ts';
import {
  answersNow,
  answersOf,
  awaitedNow,
  distributionOf,
  isRoundOpen,
  openTexts,
  standingQuestion,
} from '@deltaboard/shared/class/reading.ts';
import { lostAt, nameOf, roleOf, shownName, textAt, type Rows } from '@deltaboard/shared/class/told.ts';
import type { Desk, Report } from '@deltaboard/shared/protocol/participation.ts';
import type { PageCount } from '@deltaboard/shared/protocol/lesson.ts';
import { isRight } from '@deltaboard/shared/questions/grade.ts';
import type { Person, Presence as Told } from '@deltaboard/shared/protocol/people.ts';
import type { Operation } from '@deltaboard/shared/training/operations.ts';
import type { Presence } from './presence.ts';

/** What everybody is told of it. */
export function presenceTold(state: ClassState, presence: Presence): Told {
  const asked = standingQuestion(state);
  const { driver, wheelLostBy } = state;
  return {
    here: presence.here,
    driver:
      driver === null ? (wheelLostBy === null ? 'none' : 'lost') : presence.isHere(driver) ? 'here' : 'away',
    answered: asked ? answersNow(asked) : 0,
    ...(asked && isRoundOpen(asked) && { awaited: awaitedNow(asked, viewersHere(state, presence)) }),
    votes: openTexts(state).map(({ text, voters }) => [text, voters.length]),
  };
}

/** Who is to answer. */
const viewersHere = (state: ClassState, presence: Presence): readonly string[] =>
  presence.ids.filter((id) => roleOf(state, id) === 'viewer' && presence.standing(id) !== 'dropped');

export function peopleTold(state: ClassState, rows: Rows, presence: Presence): readonly Person[] {
  return presence.ids.map((id) => {
    const role = roleOf(state, id);
    const name = state.namesHidden ? null : (nameOf(state, rows, id) ?? presence.guest(id)?.name ?? null);
    return {
      id,
      name,
      role,
      instructor: Object.hasOwn(state.members, id) && state.members[id].instructor,
      standing: presence.standing(id),
      following: role === 'driver' || presence.isFollowing(id),
    };
  });
}

/** What those who lead the class are told. */
export function deskTold(state: ClassState, rows: Rows, presence: Presence): Desk {
  const people = peopleTold(state, rows, presence);
  const viewers = people.filter(({ role, standing }) => role !== 'driver' && standing !== 'dropped');
  const asked = standingQuestion(state);
  return {
    people,
    following: viewers.filter(({ following }) => following).length,
    viewers: viewers.length,
    lost: lostAt(state).length,
    lostAt: profileOf(state),
    contributions: state.texts.flatMap(({ text: id, member, row, open, voters }) => {
      const contribution = textAt(rows, row);
      const name = shownName(state, rows, member);
      return contribution ? [{ id, member, name, contribution, open, votes: voters.length }] : [];
    }),
    hands: state.hands.flatMap(({ member, since }) =>
      presence.isHere(member) ? [{ member, name: shownName(state, rows, member), since }] : [],
    ),
    screens: presence.screensHere,
    ...seminarTold(state, presence),
    ...(asked ? distributionOf(asked) : { rounds: [] }),
  };
}

/** Of each page counts, and of nobody who (SPEC LE25). */
function seminarTold(state: ClassState, presence: Presence): Pick<Desk, 'seminar'> {
  const { lesson, questions } = state;
  if (!lesson?.seminar?.open) return {};
  const { row, pages, seminar } = lesson;
  const here = pages.map(() => 0);
  for (const member of viewersHere(state, presence)) {
    const page = presence.pageOf(member, row);
    if (page !== null) here[page]++;
  }
  return {
    seminar: here.map((count, page): PageCount => {
      const id = seminar.questions[page];
      return id === null ? { here: count } : { here: count, asked: answeredOf(questions[id]) };
    }),
  };
}

/** Of a question as it is: the desk is put together twice a second, and what is typed is graded in exact arithmetic. */
const counted = new WeakMap<QuestionState, NonNullable<PageCount['asked']>>();

function answeredOf(asked: QuestionState): NonNullable<PageCount['asked']> {
  const { question, answers, truth } = asked;
  const known = counted.get(asked) ?? {
    answered: answers.length,
    right: truth === null ? null : answers.filter(([, , given]) => isRight(question, given, truth)).length,
  };
  counted.set(asked, known);
  return known;
}

/** What a driver takes home. Names stand in it only while they are shown. */
export const reportTold = (state: ClassState, rows: Rows): Report => ({
  lost: profileOf(state),
  questions: state.questions.map((asked) => {
    const { id, question, place, phase, truth } = asked;
    const members = [...new Set(asked.answers.map(([member]) => member))];
    return {
      id,
      question,
      cursor: place.running ? null : place.cursor,
      revealed: phase === 'revealed',
      truth,
      ...distributionOf(asked),
      answers: members.map((member) => ({
        name: shownName(state, rows, member),
        answers: answersOf(asked, member) ?? [],
      })),
    };
  }),
});

/** Of a class as it is: the desk is put together twice a second, and seldom somebody is lost in between. */
const profiles = new WeakMap<ClassState['lost'], Report['lost']>();

/** Members a named operation, whatever the step and the example; in the order in which they were first marked. */
function profileOf({ lost }: ClassState): Report['lost'] {
  const known = profiles.get(lost) ?? profiled(lost);
  profiles.set(lost, known);
  return known;
}

function profiled(lost: ClassState['lost']): Report['lost'] {
  const named = new Map<string, { readonly operation: Operation | null; readonly members: Set<string> }>();
  for (const { operation, members } of lost) {
    if (members.length === 0) continue;
    const general = operation && 'example' in operation ? { ...operation, example: 0 } : operation;
    const name = JSON.stringify(general);
    const known = named.get(name) ?? { operation: general, members: new Set() };
    for (const member of members) known.members.add(member);
    named.set(name, known);
  }
  return [...named.values()].map(({ operation, members }) => ({ operation, members: members.size }));
}
