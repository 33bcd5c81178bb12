/** Runs, where the class stands in them, and how it looks at them. */
import { stepPlan } from '../training/configuration.ts';
import { forwardDone, translated, windowPlan } from '../training/operations.ts';
import { commitChange, newRun, reached } from '../training/run.ts';
import type { Evolvers } from './evolvers.ts';
import type { RunFact, ViewFact } from './fact.ts';
import { objectiveOn, placed, presentRun } from './reading.ts';
import type { ClassRun, ClassState } from './state.ts';

export const evolveRun: Evolvers<(RunFact | ViewFact)['type']> = {
  'run-started': (state, { run, preset, configuration, corpus, epochLength, probes, speed }) => {
    if (run !== state.runs.length) throw new Error(`run ${run} started after ${state.runs.length} runs`);
    const { branches } = newRun(configuration);
    const started: ClassRun = { preset, configuration, corpus, epochLength, probes, branches };
    const operation = forwardDone(stepPlan(configuration), state.view.objective);
    const entered = entering({ ...state, runs: [...state.runs, started], speed: speed ?? state.speed }, run);
    const cursor = { run, branch: 0, step: 1, example: 0, operation };
    // Its own cursor counts in its own operations.
    const there: ClassState = {
      ...entered,
      standing: { status: 'paused', cursor, because: 'opened', hit: null },
    };
    return {
      ...there,
      standing: { status: 'paused', cursor: placed(there, cursor), because: 'opened', hit: null },
    };
  },
  'setting-changed': (state, { run, from, branch, afterStep, change }) => {
    const known = runAt(state, run);
    const changed = commitChange(known, from, afterStep, change);
    if (changed.branch !== branch) throw new Error(`a change made branch ${changed.branch}, not ${branch}`);
    const { standing } = state;
    return {
      ...withRun(state, run, changed.run.branches),
      standing:
        standing.status === 'preparing' ? standing : { ...standing, cursor: { ...standing.cursor, branch } },
    };
  },
  'run-continued': (state, { cursor }) => ({
    ...state,
    standing: { status: 'running', cursor: { ...cursor, example: 0, operation: 0 }, from: cursor },
  }),
  'run-paused': (state, { cursor, because, hit }) => ({
    ...state,
    standing: { status: 'paused', cursor, because, hit },
  }),
  reached: (state, { run, branch, step }) => {
    const known = runAt(state, run);
    const grown = withRun(state, run, reached(known, branch, step).branches);
    const { standing } = grown;
    const isHere =
      standing.status === 'running' && standing.cursor.run === run && standing.cursor.branch === branch;
    return isHere
      ? {
          ...grown,
          standing: { ...standing, cursor: { run, branch, step: step + 1, example: 0, operation: 0 } },
        }
      : grown;
  },
  moved: (state, { cursor, subject, because }) => {
    const isOther = state.standing.status === 'preparing' || state.standing.cursor.run !== cursor.run;
    const there = isOther ? entering(state, cursor.run) : state;
    return { ...there, subject, standing: { status: 'paused', cursor, because, hit: null } };
  },

  'speed-set': (state, { speed }) => ({ ...state, speed }),
  'subject-chosen': (state, { subject }) => ({
    ...state,
    subject,
    probe: subject.kind === 'probe' ? subject.probe : state.probe,
  }),
  'view-changed': (state, { changed }) => viewed(state, changed),
  'scratch-changed': (state, { scratch }) => ({ ...state, scratch }),
  'breakpoints-set': (state, { breakpoints }) => ({ ...state, breakpoints }),
  pinned: (state, { pointer }) => ({ ...state, pointer }),
};

function runAt(state: ClassState, run: number): ClassRun {
  const known = state.runs.at(run);
  if (!known) throw new Error(`no run ${run}`);
  return known;
}

const withRun = (state: ClassState, run: number, branches: ClassRun['branches']): ClassState => ({
  ...state,
  runs: state.runs.with(run, { ...state.runs[run], branches }),
});

/** Another run: its own window, and the same probe if it has it. */
const entering = (state: ClassState, run: number): ClassState => ({
  ...state,
  subject: { kind: 'window' },
  // What another run is worth on the test part is a press of its own.
  view: { ...state.view, judgedPart: 'dev' },
  probe: state.probe < runAt(state, run).probes ? state.probe : 0,
});

/** Of another objective the list of operations is another: everybody keeps the place in the pass (SPEC RN1). */
function viewed(state: ClassState, changed: Partial<ClassState['view']>): ClassState {
  const view = { ...state.view, ...changed };
  const opensTest = changed.judgedPart === 'test' && state.view.judgedPart !== 'test';
  const after: ClassState = { ...state, view, testOpenings: state.testOpenings + (opensTest ? 1 : 0) };
  const run = presentRun(state);
  if (!run || view.objective === state.view.objective) return after;
  const { subject, standing } = state;
  const plan = stepPlan(run.configuration);
  const carried: ClassState =
    subject.kind === 'window' || subject.operation === null
      ? after
      : {
          ...after,
          subject: {
            ...subject,
            operation: translated(
              subject.operation,
              windowPlan(plan),
              objectiveOn(state, subject, run),
              objectiveOn(after, subject, run),
            ),
          },
        };
  if (standing.status !== 'paused') return carried;
  const { cursor } = standing;
  const operation = translated(cursor.operation, plan, state.view.objective, view.objective);
  return { ...carried, standing: { ...standing, cursor: placed(carried, { ...cursor, operation }) } };
}
