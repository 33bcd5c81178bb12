/** The laws of the fold and of what is told (SPEC CL1 to CL9), over random lives of a class. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBetween, withChanges } from './changes.ts';
import { evolve, fold } from './evolve.ts';
import type { ClassEvent, Fact } from './fact.ts';
import type { Question } from '../questions/question.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { NOTHING, type ClassState } from './state.ts';
import { history, life, people, type Moment } from './testing/histories.ts';
import { RESTING, toldToAll, toldToOne, type Rows } from './told.ts';

const RUNS = Number(process.env['LAWS'] ?? 150);
const guest = { name: 'Guest', role: 'viewer' } as const;
const all = ({ state, rows }: Moment) => toldToAll(state, rows, RESTING);
const json = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('CL1 the class is the fold of its log', () => {
  test('every prefix folds to what the class was, also after a round trip through JSON', () => {
    fc.assert(
      fc.property(life, (acts) => {
        const { events, moments } = history(acts);
        const kept = json(events);
        for (const { state } of moments) expect(fold(kept.slice(0, state.seq))).toEqual(state);
        const half = Math.floor(kept.length / 2);
        expect(fold(kept.slice(half), json(fold(kept.slice(0, half))))).toEqual(moments.at(-1)?.state);
      }),
      { numRuns: RUNS },
    );
  });

  test('a fold changes nothing that it was given', () => {
    const frozen = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
      Object.freeze(value);
      Object.values(value).forEach(frozen);
    };
    fc.assert(
      fc.property(life, (acts) => {
        history(acts).events.reduce((state: ClassState, event) => {
          frozen(state);
          return evolve(state, event);
        }, NOTHING);
      }),
      { numRuns: RUNS / 3 },
    );
  });

  test('an event out of its order is refused', () => {
    const [first, second] = history([]).events;
    expect(() => fold([second, first])).toThrow('event 2 after event 0');
  });
});

describe('CL2 an event is one fact, enough by itself, and names what people write', () => {
  /** Of what these lives write: names, the class's name, questions, the words of sentences. */
  const WRITTEN = /Name \d|Guest \w|Class \d|Why \d|Cork/;

  test('nothing that somebody has written stands in the log, and it folds and is told without any row', () => {
    let written = 0;
    fc.assert(
      fc.property(life, (acts) => {
        const { events, moments } = history(acts);
        expect(JSON.stringify(events)).not.toMatch(WRITTEN);
        for (const { state, rows, made } of moments) {
          if (WRITTEN.test(JSON.stringify([...rows]))) written++;
          // One after the other, and each of them the state's next: no event is half of another.
          made.forEach((event, k) => expect(event.seq).toBe(state.seq - made.length + 1 + k));
          expect(JSON.stringify(all({ state, rows: new Map() }))).not.toMatch(WRITTEN);
        }
      }),
      { numRuns: RUNS / 3 },
    );
    expect(written).toBeGreaterThan(0);
  });

  test('what is withdrawn, discarded, or written by somebody who was sent away is gone, and nothing else', () => {
    let removed = 0;
    fc.assert(
      fc.property(life, (acts) => {
        const { events, moments } = history(acts);
        const texts = events.flatMap(({ seq, fact }) =>
          fact.type === 'text-written' ? [{ seq, text: fact.text, row: fact.row }] : [],
        );
        for (const { state, rows } of moments) {
          for (const { text, row } of texts.filter(({ seq }) => seq <= state.seq)) {
            const isThere = state.texts.some((known) => known.text === text);
            if (!isThere) removed++;
            expect(rows.has(row)).toBe(isThere);
          }
        }
      }),
      { numRuns: RUNS / 3 },
    );
    expect(removed).toBeGreaterThan(0);
  });
});

describe('CL7 CL8 what is told is a projection, and a change sends itself', () => {
  test('project(evolve(s, e)) = evolveTold(project(s), project(e)), for everybody and across the wire', () => {
    fc.assert(
      fc.property(life, (acts) => {
        const { moments } = history(acts);
        let told = all(moments[0]);
        for (const moment of moments) {
          const changes = json(changesBetween(told, all(moment)));
          told = withChanges(told, changes);
          expect(told).toEqual(all(moment));
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('what nobody else may know of a member is told to nobody else', () => {
    fc.assert(
      fc.property(life, fc.constantFrom('ann', 'bob'), (acts, viewer) => {
        const { moments } = history(acts);
        const other = moments.map(({ state, rows, made }) => ({
          state: masked(state, viewer),
          rows: maskedRows(state, rows, viewer),
          made,
        }));
        moments.forEach((moment, k) => {
          const hidden = other[k];
          expect(all(hidden)).toEqual(all(moment));
          expect(toldToOne(hidden.state, hidden.rows, viewer, guest)).toEqual(
            toldToOne(moment.state, moment.rows, viewer, guest),
          );
          if (k === 0) return;
          // To the byte, and to the number of messages: where nobody would see a change, nothing is sent.
          const bytes = (before: Moment, after: Moment): string =>
            JSON.stringify(changesBetween(all(before), all(after)));
          expect(bytes(other[k - 1], hidden)).toBe(bytes(moments[k - 1], moment));
        });
      }),
      { numRuns: RUNS },
    );
  });

  test('secrets, tokens and what waits for the driver are in nothing that is told', () => {
    fc.assert(
      fc.property(life, (acts) => {
        for (const moment of history(acts).moments) {
          const everything = JSON.stringify([
            all(moment),
            ...people.map((one) => toldToOne(moment.state, moment.rows, one, guest)),
          ]);
          expect(everything).not.toContain('token of');
          expect(everything).not.toContain('"hash"');
          expect(everything).not.toContain('secretHash');
        }
      }),
      { numRuns: RUNS / 3 },
    );
  });
});

describe('CL9 what widens sight tells what is newly visible', () => {
  const base = history([]);
  const happen = (facts: readonly Fact[], rows: Rows = new Map()): readonly Moment[] => {
    let { state } = base.moments[base.moments.length - 1];
    return facts.map((fact) => {
      const event: ClassEvent = { seq: state.seq + 1, at: 5000, by: null, command: null, fact };
      state = evolve(state, event);
      return { state, rows };
    });
  };
  const place = {
    cursor: { run: 0, branch: 0, step: 1, example: 0, operation: 5 },
    subject: { kind: 'window' },
    objective: 'J',
    running: false,
  } as const;
  const question: Question = {
    asked: { kind: 'free', prompt: '?', options: ['a', 'b'] },
    choices: [
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ],
    about: { objective: 'J', word: null, sentence: null },
  };

  test('a reveal tells the truth and how the class has answered, and not before', () => {
    const moments = happen([
      { type: 'question-asked', id: 0, question, place },
      { type: 'question-answered', id: 0, member: 'ann', round: 0, choice: 1 },
      { type: 'question-revealed', id: 0, truth: null, place },
    ]);
    expect(changesBetween(all(moments[0]), all(moments[1]))).toEqual([]);
    expect(changesBetween(all(moments[1]), all(moments[2]))).toEqual([
      [['question', 'phase'], 'revealed'],
      [['question', 'result'], { truth: null, rounds: [[0, 1]] }],
    ]);
  });

  test('QU37 hands that were counted are told with the reveal, and not before, and are said to be hands', () => {
    const moments = happen([
      { type: 'question-asked', id: 0, question, place },
      { type: 'hands-counted', id: 0, round: 0, counts: [3, 21] },
      { type: 'question-answered', id: 0, member: 'ann', round: 0, choice: 1 },
      { type: 'question-revealed', id: 0, truth: null, place },
    ]);
    expect(changesBetween(all(moments[0]), all(moments[2]))).toEqual([]);
    expect(all(moments[3]).question?.result).toEqual({ truth: null, rounds: [[3, 22]], byHands: [[3, 21]] });
  });

  test('names that are shown again are told', () => {
    const rows = new Map<string, unknown>([
      ['name ann', 'Ann'],
      ['text 1', { kind: 'question', text: 'Why?' }],
    ]);
    const moments = happen(
      [
        { type: 'member-joined', member: 'ann', token: 't', instructor: false, name: 'name ann' },
        { type: 'text-written', text: 1, member: 'ann', kind: 'question', row: 'text 1', place },
        { type: 'names-hidden', hidden: true },
        { type: 'text-shown', text: 1 },
        { type: 'names-hidden', hidden: false },
      ],
      rows,
    );
    const [, , , shown, named] = moments.map(all);
    expect(shown.shown?.name).toBeNull();
    expect(changesBetween(shown, named)).toEqual([
      [['namesHidden'], false],
      [['shown', 'name'], 'Ann'],
    ]);
  });

  test('a role tells its member', () => {
    const [joined, appointed] = happen([
      { type: 'member-joined', member: 'ann', token: 't', instructor: false, name: 'name ann' },
      { type: 'member-appointed', member: 'ann', assistant: true },
    ]).map(({ state, rows }) => toldToOne(state, rows, 'ann', guest));
    expect([joined.role, appointed.role]).toEqual(['viewer', 'assistant']);
  });
});

/** The same class where everything else is that this viewer may not see. */
function masked(state: ClassState, viewer: string): ClassState {
  const isOther = (member: string): boolean => member !== viewer;
  return {
    ...state,
    secretHash: 'another',
    wheelLostBy: state.wheelLostBy === null ? 'somebody' : null,
    members: Object.fromEntries(
      Object.entries(state.members).map(([id, member]) => [
        id,
        isOther(id)
          ? { ...member, tokens: ['another'], assistant: !member.assistant, instructor: !member.instructor }
          : member,
      ]),
    ),
    questions: state.questions.map((asked) =>
      asked.phase === 'revealed'
        ? asked
        : {
            ...asked,
            // What a page of a seminar asks is told with one's own answer.
            truth: asked.page !== null && asked.answers.some(([who]) => who === viewer) ? asked.truth : 2,
            answers: [
              ...asked.answers.filter(([member]) => !isOther(member)),
              ...asked.answers
                .filter(([member]) => isOther(member))
                .map(([member, round]) => [member, round, 0] as const),
              ['a stranger', 0, 1] as const,
            ],
            hands: [[7, 0, 1], null] as const,
          },
    ),
    texts: state.texts
      .filter(({ text, member, open }) => !isOther(member) || open || text === state.shown)
      // How many have voted is announced with who is here; who has, to nobody.
      .map((text) => ({
        ...text,
        member: isOther(text.member) && text.text !== state.shown ? 'a stranger' : text.member,
        voters: [...text.voters.filter((one) => !isOther(one)), 'a stranger'],
      })),
    hands: [...state.hands.filter(({ member }) => !isOther(member)), { member: 'a stranger', since: 1 }],
    lost: state.lost.map((place) => ({
      ...place,
      members: [...place.members.filter((one) => one === viewer), 'a stranger'],
    })),
  };
}

/** Names of others, but of whoever's text stands on the board; texts of others that do not. */
function maskedRows(state: ClassState, rows: Rows, viewer: string): Rows {
  const shown = state.texts.find(({ text }) => text === state.shown);
  const named = new Set(
    [viewer, shown && !state.namesHidden ? shown.member : viewer].map((id) =>
      Object.hasOwn(state.members, id) ? state.members[id].name : '',
    ),
  );
  const keep = (id: string): boolean =>
    named.has(id) ||
    id === state.name ||
    id === shown?.row ||
    state.texts.some(({ row, member, open }) => row === id && (open || member === viewer));
  const { lesson } = state;
  return new Map(
    [...rows].map(([id, value]) => [
      id,
      lesson?.row === id
        ? viewer === state.driver
          ? value
          : maskedLesson(value as Lesson, lesson.page)
        : keep(id)
          ? value
          : 'something else',
    ]),
  );
}

/** Of a lesson only whoever drives knows more than the page that is shown: no notes, no question, no page to come. */
const maskedLesson = ({ title, pages }: Lesson, shown: number): Lesson => ({
  version: 1,
  id: 'another',
  title,
  minutes: 99,
  pages: pages.map((page, k) =>
    k === shown
      ? { title: page.title, text: page.text, alone: page.alone, minutes: 9, notes: { en: 'Another note' } }
      : { title: { en: `Another ${k}` }, minutes: 9 },
  ),
});
