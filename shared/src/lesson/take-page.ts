/** A page made of what the class shows: entering it shows the same (SPEC LE10). */
import { changesBetween } from '../class/changes.ts';
import { objectiveOf, type RoomState, type RunDescription } from '../protocol/state.ts';
import { OPENING_VIEW, type View } from '../protocol/view.ts';
import { NUMERICS_VERSION } from '../training/configuration-limits.ts';
import { stepPlan, type Configuration, type NewConfiguration } from '../training/configuration.ts';
import { stepsDone, type Cursor } from '../training/cursor.ts';
import { operationsOf, windowPlan, type ObjectiveName, type StepPlan } from '../training/operations.ts';
import { presetNames, presets, presetSpeeds, type PresetName } from '../training/presets.ts';
import { commandsOf } from '../training/run.ts';
import type { LessonPage, LessonPlace, LessonSubject } from './lesson.ts';
import { nameOf, performedAfter, type OperationName } from './operation-name.ts';

/** As far as a page holds it. */
export interface Seen {
  readonly state: Pick<
    RoomState,
    | 'playback'
    | 'subject'
    | 'view'
    | 'pointer'
    | 'scratch'
    | 'speed'
    | 'breakpoints'
    | 'question'
    | 'branch'
    | 'branches'
  >;
  readonly run: Pick<RunDescription, 'configuration' | 'preset'>;
}

/**
 * Why a lesson cannot hold what is seen: the class runs; the run is on a text or on word vectors of one's own; η or f were changed on the
 * way; it computes as an earlier version did.
 */
export type NotTaken = 'running' | 'own-text' | 'own-vectors' | 'changed' | 'older';

export type Taken = Omit<LessonPage, 'title' | 'minutes' | 'notes' | 'text'>;

export function takePage({ state, run }: Seen): Taken | NotTaken {
  const { playback, view, pointer, scratch, question } = state;
  if (playback.status !== 'paused') return 'running';
  const configuration = configurationSeen(state, run);
  if (typeof configuration === 'string') return configuration;
  const preset = nearestPreset(configuration, run.preset);
  // What is asked stands where it was asked: its reveal has led the class on.
  const cursor = question?.cursor ?? playback.cursor;
  const { at, subject } = standing(state, configuration, cursor);
  const changed = changedView(view);
  return {
    configuration: configurationFrom(preset, configuration),
    ...{ at, subject },
    ...(changed && { view: changed }),
    ...(view.page === 'scratch' && { scratch }),
    // Where a question has been revealed, what is pinned is its answer.
    ...(pointer && !question && { pin: pointer }),
    ...(question && { question: { asked: question.question.asked } }),
    ...(state.speed !== presetSpeeds[preset] && { speed: state.speed }),
    ...(state.breakpoints.length > 0 && { breakpoints: [...state.breakpoints] }),
  };
}

/** With the settings that were changed before the first step. */
function configurationSeen(
  { branch, branches }: Pick<Seen['state'], 'branch' | 'branches'>,
  { configuration }: Seen['run'],
): Configuration | NotTaken {
  if (configuration.numerics !== NUMERICS_VERSION) return 'older';
  if (configuration.corpus.kind !== 'bundled') return 'own-text';
  if (configuration.vectors?.kind === 'own') return 'own-vectors';
  const changes = commandsOf({ configuration, branches }, branch);
  if (changes.some(({ afterStep }) => afterStep > 0)) return 'changed';
  return changes.reduce<Configuration>(
    (seen, { change: { setting, value } }) => ({ ...seen, [setting]: value }),
    configuration,
  );
}

/** What it does not share with a preset. */
export function configurationFrom(
  preset: PresetName,
  configuration: Configuration | NewConfiguration,
): NonNullable<LessonPage['configuration']> {
  const base: Readonly<Record<string, unknown>> = { ...presets[preset] };
  const changes = Object.entries(configuration).filter(
    ([key, value]) => !['numerics', 'corpus'].includes(key) && changesBetween(base[key], value).length > 0,
  );
  return { preset, ...(changes.length > 0 && { changes: Object.fromEntries(changes) }) };
}

/** Its own, or the one that it shares most with. */
function nearestPreset(configuration: Configuration, own: PresetName | null): PresetName {
  const changed = (preset: PresetName): number =>
    Object.keys(configurationFrom(preset, configuration).changes ?? {}).length;
  return own ?? presetNames.toSorted((a, b) => changed(a) - changed(b))[0];
}

function standing(
  { subject, view }: Pick<Seen['state'], 'subject' | 'view'>,
  configuration: Configuration,
  cursor: Cursor,
): { readonly at: LessonPlace; readonly subject: LessonSubject } {
  const plan = stepPlan(configuration);
  if (subject.kind === 'window') {
    const named = nearestName(plan, view.objective, cursor.operation);
    const at = named ? { step: cursor.step, ...named } : { step: stepsDone(cursor) };
    return { at, subject };
  }
  const objective = objectiveOf({ view, subject }, configuration);
  const named =
    subject.operation === null ? null : nearestName(windowPlan(plan), objective, subject.operation);
  const after = subject.operation === null ? null : (named?.after ?? 'start');
  return {
    at: { step: stepsDone(cursor), ...(after !== null && { after }) },
    subject:
      subject.kind === 'probe'
        ? { kind: 'probe', probe: subject.probe }
        : { kind: 'sentence', ...typed(subject.view) },
  };
}

const typed = ({
  tokens,
  centre,
  goldType,
}: {
  tokens: readonly string[];
  centre: number;
  goldType: LessonGold;
}) => ({
  tokens: [...tokens],
  centre,
  goldType,
});
type LessonGold = Extract<LessonSubject, { kind: 'sentence' }>['goldType'];

/**
 * The last operation performed that has a name of its own: of a pair the true window's, so that from within the other one it is the one
 * before. Null: none has been performed.
 */
function nearestName(
  plan: StepPlan,
  objective: ObjectiveName,
  performed: number,
): { readonly after: OperationName; readonly example?: number } | null {
  const operations = operationsOf(plan, objective);
  for (let k = performed; k > 0; k--) {
    const operation = operations[k - 1];
    const example = 'example' in operation ? operation.example + 1 : 1;
    const after = nameOf(operation);
    if (performedAfter(after, plan, objective, example) === k)
      return { after, ...(example > 1 && { example }) };
  }
  return null;
}

/** What is the projector's or the driver's own is no page's; runs that are compared are the class's. */
const notOfPages: readonly (keyof View)[] = [
  'span',
  'blank',
  'projectorLanguage',
  'projectorTheme',
  'signs',
  'compared',
];

/** Where it is not as a class opens with it. */
function changedView(view: View): LessonPage['view'] | null {
  const parts = Object.keys(view) as (keyof View)[];
  const changed = parts.filter(
    (part) => !notOfPages.includes(part) && changesBetween(OPENING_VIEW[part], view[part]).length > 0,
  );
  return changed.length > 0 ? Object.fromEntries(changed.map((part) => [part, view[part]])) : null;
}
