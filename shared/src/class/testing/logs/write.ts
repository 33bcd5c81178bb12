/**
 * Writes the log that tests keep of this version of the facts, once: `tsx shared/src/class/testing/logs/write.ts`. A log that is there is
 * never written anew, whatever becomes of this script: it is what was once on a disk (SPEC CL3).
 */
import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { evolve } from '../../evolve.ts';
import { FACT_VERSION, type ClassEvent, type Fact } from '../../fact.ts';
import { cursorOf, placeOf } from '../../reading.ts';
import type { Question } from '../../../questions/question.ts';
import type { ClassState } from '../../state.ts';
import { RESTING, toldToAll, toldToOne } from '../../told.ts';
import { history, life, people } from '../histories.ts';
import { readLesson } from '../../../lesson/read-lesson.ts';
import { sampleText } from '../../../lesson/testing/sample.ts';

const typesOf = (events: readonly ClassEvent[]): number => new Set(events.map(({ fact }) => fact.type)).size;

/** Of many lives the one that has most of what can happen. */
const [richest] = fc
  .sample(life, { seed: 1, numRuns: 400 })
  .map(history)
  .toSorted((a, b) => typesOf(b.events) - typesOf(a.events));
const events = [...richest.events];
const { state: before, rows: kept } = richest.moments[richest.moments.length - 1];
const rows = new Map(kept);
let state: ClassState = before;

function happen(fact: Fact, by: string | null = null, command: string | null = null): void {
  const event: ClassEvent = { seq: state.seq + 1, at: state.at + 7, by, command, fact };
  state = evolve(state, event);
  events.push(event);
}

const lesson = readLesson(sampleText);
// What such lives do not have, or may not have.
const [, , ann, bob] = people;
const cursor = cursorOf(state);
if (!cursor) throw new Error('a life without a run');
const [eve, fay] = ['eve', 'fay'];
for (const member of [eve, fay]) {
  rows.set(`name ${member}`, `Name of ${member}`);
  happen({
    type: 'member-joined',
    member,
    token: `token of ${member}`,
    instructor: false,
    name: `name ${member}`,
  });
}
happen({ type: 'device-added', member: eve, token: 'another token' });
happen({ type: 'member-became-instructor', member: eve });
happen({ type: 'member-named', member: eve, name: 'name eve' }, eve, 'name');
happen({ type: 'member-appointed', member: eve, assistant: true });
happen({ type: 'wheel-taken', member: eve });
happen({ type: 'room-locked', locked: true }, eve, 'lock');
happen({ type: 'class-named', name: 'class name' }, eve, 'class');
rows.set('class name', 'Monday');
happen({ type: 'screens-held', held: true }, eve, 'screens');
happen({ type: 'names-hidden', hidden: false }, eve, 'names');
happen({ type: 'speed-set', speed: 'max' }, eve, 'speed');
happen({ type: 'view-changed', changed: { page: 'graph', convention: 'jacobian', span: 40 } }, eve, 'view');
happen(
  { type: 'view-changed', changed: { compared: { runs: [0, 1], epochs: 2, patience: 4 } } },
  eve,
  'compare',
);
happen(
  { type: 'scratch-changed', scratch: { expression: 'x * x', values: { x: 3 }, operation: 1 } },
  eve,
  's',
);
happen({
  type: 'breakpoints-set',
  breakpoints: [
    { kind: 'word', word: 'paris' },
    { kind: 'step', step: 9 },
  ],
});
happen({ type: 'pinned', pointer: { quantity: 'gradientOfW', layer: 1, index: 5 } }, eve, 'pin');
happen({ type: 'run-started', run: state.runs.length, preset: null, ...dataOf(state) });
const run = state.runs.length - 1;
const at = { run, branch: 0, step: 1, example: 0, operation: 5 };
happen({ type: 'subject-chosen', subject: { kind: 'probe', probe: 1, operation: 3 } }, eve, 'look');
happen({ type: 'run-continued', cursor: at }, eve, 'run');
happen({ type: 'reached', run, branch: 0, step: 40 });
happen({
  type: 'run-paused',
  cursor: { ...at, step: 42, operation: 0 },
  because: 'breakpoint',
  hit: { kind: 'step', step: 41 },
});
happen({ type: 'reached', run, branch: 0, step: 41 });
happen({
  type: 'moved',
  how: 'seek',
  cursor: { ...at, step: 3 },
  subject: { kind: 'window' },
  because: 'driver',
  granularity: null,
  direction: null,
  moves: 1,
});
happen({
  type: 'setting-changed',
  ...{ run, from: 0, branch: 1, afterStep: 2 },
  change: { setting: 'nonLinearity', value: 'relu' },
});
happen({ type: 'lost-marked', member: fay, lost: true, place: placeOf(state) }, fay, 'lost');
const text = state.textCount + 1;
rows.set(`text ${text}`, { kind: 'question', text: 'Why ∂J/∂b = δ?' });
happen({
  type: 'text-written',
  text,
  member: fay,
  kind: 'question',
  row: `text ${text}`,
  place: placeOf(state),
});
happen({
  type: 'text-written',
  text: text + 1,
  member: fay,
  kind: 'answer',
  row: `text ${text + 1}`,
  place: placeOf(state),
});
happen({ type: 'text-removed', text: text + 1 }, fay, 'withdraw');
happen({ type: 'text-shown', text }, eve, 'show');
happen({ type: 'text-put-to-vote', text, open: true }, eve, 'put to vote');
happen({ type: 'text-voted', text, member: bob, up: true }, bob, 'vote');
happen({ type: 'hand-raised', member: fay }, fay, 'hand');
happen({ type: 'hand-raised', member: eve }, eve, 'hand');
happen({ type: 'hand-lowered', member: eve }, eve, 'lower');
rows.set('lesson', lesson);
happen(
  { type: 'lesson-opened', lesson: 'lesson', pages: [{ cursor, operation: null }, null], unasked: [1] },
  eve,
  'lesson',
);
happen({ type: 'lesson-page-entered', page: 1 }, eve, 'enter');
happen({ type: 'lesson-closed' }, eve, 'close');
happen(
  { type: 'lesson-opened', lesson: 'lesson', pages: [{ cursor, operation: null }, null], unasked: [1] },
  eve,
  'again',
);
const aside: Question = {
  asked: { kind: 'free', prompt: 'On your own?', options: ['yes', 'no'] },
  choices: ['yes', 'no'].map((text) => ({ type: 'text', text })),
  about: { objective: 'J', word: null, sentence: null },
};
const solo = state.questions.length;
happen(
  {
    type: 'seminar-opened',
    questions: [{ page: 0, id: solo, question: aside, place: placeOf(state), truth: 1 }],
  },
  eve,
  'seminar',
);
happen({ type: 'question-answered', id: solo, member: fay, round: 0, choice: 0 }, fay, 'alone');
happen({ type: 'seminar-closed' }, eve, 'together');
happen({ type: 'seminar-opened', questions: [] }, eve, 'seminar again');
const pose = (question: Question): number => {
  const id = state.questions.length;
  happen({ type: 'question-asked', id, question, place: placeOf(state) });
  return id;
};
const ask = (options: readonly string[]): number =>
  pose({
    asked: { kind: 'free', prompt: 'Ready?', options: [...options] },
    choices: options.map((option) => ({ type: 'text', text: option })),
    about: { objective: 'J', word: null, sentence: null },
  });
const first = ask(['yes', 'no']);
happen({ type: 'question-dismissed', id: first });
const id = ask(['yes', 'no', 'almost']);
happen({ type: 'question-answered', id, member: fay, round: 0, choice: 1 }, fay, 'answer');
happen({ type: 'hands-counted', id, round: 0, counts: [4, 20, 1] }, eve, 'hands');
happen({ type: 'discussion-opened', id, seconds: 60 });
happen({ type: 'second-round-opened', id });
happen({ type: 'question-answered', id, member: fay, round: 1, choice: 0 }, fay, 'answer again');
happen({ type: 'question-revealed', id, truth: null, place: placeOf(state) });
const about = { objective: 'J', word: 'Paris', sentence: ['in', 'Paris'] } as const;
const largest = pose({
  asked: { kind: 'largest-unit', tensor: 'delta', layer: 1 },
  choices: [],
  answeredBy: { by: 'entry', rows: 8, columns: 1 },
  about,
});
happen({ type: 'question-answered', id: largest, member: fay, round: 0, choice: 3 }, fay, 'tap');
happen({ type: 'question-revealed', id: largest, truth: 4, place: placeOf(state) });
const typed = pose({
  asked: { kind: 'number', tensor: 'delta', layer: 1, entry: 3 },
  choices: [],
  answeredBy: { by: 'number' },
  about,
});
happen({ type: 'question-answered', id: typed, member: fay, round: 0, choice: '0.06' }, fay, 'type');
happen({ type: 'question-answered', id: typed, member: eve, round: 0, choice: '-0.060' }, eve, 'type too');
happen({ type: 'question-revealed', id: typed, truth: 0.060_172_4, place: placeOf(state) });
rows.set('name gil', 'Gil');
happen({ type: 'member-joined', member: 'gil', token: 'token of gil', instructor: false, name: 'name gil' });
happen({ type: 'member-removed', member: 'gil' }, eve, 'kick');
rows.delete('name gil');
rows.set('name hal', 'Hal');
happen({ type: 'member-joined', member: 'hal', token: 'token of hal', instructor: false, name: 'name hal' });
happen({ type: 'member-left', member: 'hal' }, 'hal', 'leave');
rows.delete('name hal');
happen({ type: 'secret-changed', secretHash: 'another hash' });
happen({ type: 'wheel-lost', member: eve });

function dataOf({ runs }: ClassState) {
  const { configuration, epochLength, probes } = runs[0];
  return {
    configuration: { ...configuration, corpus: { kind: 'pasted', text: '' } as const },
    corpus: 'c0ffee',
    epochLength,
    probes,
    speed: 40 as const,
  };
}

const guest = { name: 'Guest', role: 'viewer' } as const;
const own = Object.fromEntries([eve, fay, ann, bob].map((one) => [one, toldToOne(state, rows, one, guest)]));
const line = (value: unknown): string => `    ${JSON.stringify(value)}`;
const log = `{
  "events": [
${events.map((event) => line({ ...event, version: FACT_VERSION })).join(',\n')}
  ],
  "rows": [
${[...rows].map(([id, value]) => line({ id, value })).join(',\n')}
  ],
  "told": {
    "all": ${JSON.stringify(toldToAll(state, rows, RESTING))},
    "own": ${JSON.stringify(own)}
  }
}
`;
// Fails where it is there.
writeFileSync(new URL(`v${FACT_VERSION}.json`, import.meta.url), log, { flag: 'wx' });
