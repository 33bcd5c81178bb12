/** The stages of a lesson, one after the other: at each the class stands still, and every screen is measured. */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { OPENING_VIEW, type View } from '@deltaboard/shared/protocol/view.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { Page } from '@playwright/test';
import type { Classroom } from './classroom.ts';
import type { Language, Role } from './sizes.ts';

export interface Stage {
  readonly name: string;
  /** Also with --quick. */
  readonly quick?: boolean;
  /** Only of these; without it of all who are in the class. */
  readonly roles?: readonly Role[];
  /** Opened on the pages of these roles before, closed afterwards. */
  readonly open?: (page: Page) => Promise<void>;
  readonly close?: (page: Page) => Promise<void>;
  /** The board has the same height as at the other stages of the same pass. */
  readonly pass?: string;
  /** What has no room is one named press away. */
  readonly paged?: boolean;
  /** Numbers change while the screens are looked at, one after the other. */
  readonly live?: boolean;
  /** Nothing is opened: the controls count. */
  readonly rests?: boolean;
}

type Stages = AsyncGenerator<Stage>;

const forward: Command = { type: 'move', granularity: 'operation', direction: 1 };

export async function* stages(room: Classroom, language: Language): Stages {
  const see = (view: Partial<View>): Promise<void> => room.drive({ type: 'view', view });
  yield* atTheDoor(language);
  yield { name: 'opened', rests: true };
  yield* aPass(room, 'board', true);
  yield* byHand(room, see);
  yield* onTheBoard(room, see);
  yield* otherPages(see);
  yield* aQuestion(room);
  yield* said(room);
  yield* onTheRemote(language);
  yield* opened(language);
  yield* beside(room);
  yield* running(room);
  yield* family(room);
}

/** Before a class: the first page, with classes of one's own and without; doors that do not open. */
async function* atTheDoor(language: Language): Stages {
  const roles: readonly Role[] = ['visitor'];
  const goTo =
    (path: string) =>
    async (page: Page): Promise<void> =>
      void (await page.goto(new URL(path, page.url()).href));
  yield { name: 'first page', roles, quick: true };
  const start = language === 'en' ? 'Start a class' : '수업 시작';
  yield {
    name: 'first page, with a class of one’s own',
    roles,
    async open(page) {
      await page.getByRole('button', { name: start }).click();
      await page.waitForURL(/\/r\//);
      await page.goto(new URL('/', page.url()).href);
    },
  };
  yield { name: 'no such class', roles, quick: true, open: goTo('/r/ZZZZ-ZZ') };
}

/** From where the class stands to the end of the step: at every operation. */
async function* aPass(room: Classroom, name: string, isQuick: boolean): Stages {
  await room.drive({ type: 'seek', step: 1, operation: 0 });
  yield { name: `${name}, step 0`, pass: name, rests: true };
  for (let k = 1; ; k++) {
    await room.drive(forward);
    const operation = operationOf(room);
    if (operation === 0) break;
    yield {
      name: `${name}, operation ${operation}`,
      pass: name,
      rests: true,
      quick: isQuick && [1, 4, 9, 11, 13].includes(k),
    };
  }
  yield { name: `${name}, after step 1`, pass: name, rests: true, quick: isQuick };
}

function operationOf({ state: { playback } }: Classroom): number {
  if (playback.status !== 'paused') throw new Error(`the class is ${playback.status}`);
  return playback.cursor.operation;
}

async function* byHand(room: Classroom, see: (view: Partial<View>) => Promise<void>): Stages {
  await room.drive({ type: 'seek', step: 1, operation: 13 });
  const at = operationOf(room);
  const targets = ['W1', 'z1', 'b1', 'u', 'x'] as const;
  for (const workbench of ['symbols', 'shapes'] as const) {
    await see({ workbench, handPage: 'chain', target: { at, of: 'W1' } });
    yield { name: `by hand, ${workbench}` };
  }
  for (const of of targets) {
    for (const handPage of ['chain', 'made', 'bridge', 'agreement'] as const) {
      await see({ workbench: 'numbers', handPage, target: { at, of }, factor: null });
      yield { name: `by hand, ${of}, ${handPage}`, quick: of === 'W1' };
    }
  }
  for (const reshaping of ['row', 'rows', 'outer'] as const) {
    await see({ handPage: 'made', target: { at, of: 'W1' }, reshaping });
    yield { name: `by hand, W1 ${reshaping}` };
  }
  await see({ handPage: 'chain', factor: 3, reshaping: null });
  yield { name: 'by hand, a factor opened' };
  await see({ convention: 'jacobian', factor: null });
  yield { name: 'by hand, as Jacobians' };
  const { workbench, handPage, target, factor, convention } = OPENING_VIEW;
  await see({ workbench, handPage, target, factor, convention });
}

async function* onTheBoard(room: Classroom, see: (view: Partial<View>) => Promise<void>): Stages {
  await see({ signs: true });
  yield { name: 'board, signs' };
  await see({ signs: false, objective: 's' });
  yield { name: 'board, of s' };
  await see({ objective: 'J', convention: 'jacobian' });
  yield { name: 'board, as Jacobians' };
  await see({ convention: 'shape', table: { tensor: 'W', word: 2 } });
  yield { name: 'board, a table' };
  await see({ table: null });
  await room.drive({ type: 'point', pointer: { quantity: 'delta', layer: 1, index: 3 } });
  yield { name: 'board, an entry pinned', quick: true };
  await room.drive({ type: 'look', subject: { kind: 'probe', probe: 1, operation: 10 } });
  yield { name: 'board, a probe' };
  const tokens = ['Ångström', 'visited', 'the', 'Bundeskanzleramt', 'near', 'Timbuktu', 'yesterday', '.'];
  await room.drive({
    type: 'look',
    subject: { kind: 'sentence', tokens, centre: 3, goldType: 'LOC', operation: 9 },
  });
  yield { name: 'board, a typed sentence' };
  await room.drive({ type: 'look', subject: { kind: 'window' } });
  await room.drive({ type: 'seek', step: 1, operation: 10 });
}

async function* otherPages(see: (view: Partial<View>) => Promise<void>): Stages {
  await see({ page: 'graph' });
  yield { name: 'graph', quick: true, rests: true };
  await see({ page: 'scratch' });
  yield { name: 'scratch', quick: true };
  for (const experiment of ['non-linearity', 'why-non-linear', 'multiplications'] as const) {
    await see({ page: 'laboratory', experiment });
    yield { name: `laboratory, ${experiment}`, quick: true };
  }
  await see({ experiment: 'why-non-linear', contest: { task: 'rings', epochs: 200 } });
  yield { name: 'laboratory, 200 epochs' };
  await see({ page: 'lobby', contest: OPENING_VIEW.contest });
  yield { name: 'lobby', quick: true, roles: ['driver', 'student', 'projector', 'phone'] };
  await see({ page: 'board' });
}

async function* aQuestion(room: Classroom): Stages {
  await room.drive({ type: 'seek', step: 1, operation: 9 });
  await room.drive({ type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: 3 } });
  yield { name: 'a question', quick: true };
  yield { name: 'a question, on the remote', roles: ['remote'] };
  for (const student of [0, 1, 2]) {
    const { question } = room.state;
    if (!question) throw new Error('there is no question');
    await room.asStudent(student, { type: 'answer', question: question.id, round: 0, choice: student % 2 });
  }
  yield { name: 'a question, answered' };
  await room.drive({ type: 'reveal' });
  yield { name: 'a question, revealed', quick: true };
  await room.drive({ type: 'dismiss' });
  await room.drive({
    type: 'ask',
    asked: {
      kind: 'free',
      prompt: 'Which of these would you change first, if the loss stopped falling after ten steps?',
      options: [
        'the learning rate η',
        'the number of hidden units',
        'the activation function',
        'the seed',
        'the labels',
      ],
    },
  });
  yield { name: 'a long question' };
  await room.drive({ type: 'dismiss' });
}

/** What members say, and what the driver does about it. */
async function* said(room: Classroom): Stages {
  await room.asStudent(0, { type: 'lost', lost: true });
  await room.asStudent(1, {
    type: 'contribute',
    contribution: { kind: 'question', text: 'Why is δ a row here and a column on the board before?' },
  });
  yield { name: 'a member is lost, another has written' };
  const { shown } = room.state;
  void shown;
  await room.drive({ type: 'show', id: 1 });
  yield { name: 'a text on the board', quick: true };
  await room.drive({ type: 'show', id: null });
  await room.drive({ type: 'screens', held: true });
  yield { name: 'the screens held' };
  await room.drive({ type: 'screens', held: false });
}

/** The driver's own phone: the remote, the board, and what the bar under it has no room for. */
async function* onTheRemote(language: Language): Stages {
  const roles: readonly Role[] = ['remote'];
  const [board, more, remote] =
    language === 'en' ? ['Board', 'More controls', 'Remote'] : ['칠판', '더 보기', '리모컨'];
  const press = (page: Page, name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).click();
  yield { name: 'the remote', roles };
  yield { name: 'the remote, its board', roles, open: (page) => press(page, board) };
  yield {
    name: 'the remote, more controls',
    roles,
    open: (page) => press(page, more),
    close: (page) => press(page, remote),
  };
}

/** What the driver's page opens over itself, by the names of its buttons. */
async function* opened(language: Language): Stages {
  const press =
    (...names: readonly RegExp[]) =>
    async (page: Page): Promise<void> => {
      for (const name of names)
        await page.getByRole('button', { name }).or(page.getByRole('menuitem', { name })).first().click();
    };
  const close = async (page: Page): Promise<void> => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  };
  const english = language === 'en';
  const menu = english ? /^Menu$/ : /^메뉴$/;
  const dialogs: readonly (readonly [string, readonly RegExp[]])[] = [
    ['settings', [english ? /^Speed, f and η/ : /^속도, f, η/]],
    ['menu', [menu]],
    ['breakpoints', [menu, english ? /^Breakpoints…$/ : /^중단점…$/]],
    ['runs', [menu, english ? /^Runs…$/ : /^학습 목록…$/]],
    ['a new run', [menu, english ? /^New run…$/ : /^새 학습…$/]],
    ['ask', [english ? /^Ask…$/ : /^질문하기…$/]],
    ['class', [english ? /^Class/ : /^수업/]],
  ];
  for (const [name, names] of dialogs) {
    yield { name, roles: ['driver'], open: press(...names), close, quick: name !== 'runs' };
  }
}

/** Beside the board, on the driver's page. */
async function* beside(room: Classroom): Stages {
  await room.drive({ type: 'move', granularity: 'step', direction: 1 });
  const press = (page: Page): Promise<void> => page.locator('.panel-toggle').click();
  yield { name: 'side panel', roles: ['driver'], open: press, close: press, paged: true };
  const tab = async (page: Page): Promise<void> => {
    await press(page);
    await page.locator('#tab-yourSentence').click();
  };
  yield { name: 'side panel, a sentence', roles: ['driver'], open: tab, close: press };
}

async function* running(room: Classroom): Stages {
  await room.drive({ type: 'speed', speed: 40 });
  await room.drive({ type: 'run' });
  yield { name: 'running', quick: true, live: true };
  await room.drive({ type: 'pause' });
}

/** Other networks: many layers, many units; several labels in a minibatch; pairs of windows; none hidden. */
async function* family(room: Classroom): Stages {
  const others = {
    'four layers': { hidden: [20, 12, 8, 6] },
    'softmax, a minibatch': { hidden: [8, 6], head: 'softmax', batch: 3 },
    'max-margin, trained vectors': { head: 'max-margin', learningRate: 0.5, trainVectors: true },
    'no hidden layer': { hidden: [] },
  } as const;
  for (const [name, change] of Object.entries(others)) {
    const configuration = {
      ...presets.board,
      ...change,
      hidden: 'hidden' in change ? [...change.hidden] : [8],
    };
    await room.drive({ type: 'configure', preset: null, configuration } as Command);
    yield* aPass(room, name, false);
    await room.drive({ type: 'seek', step: 1, operation: operationOf(room) === 0 ? 6 : operationOf(room) });
    await room.drive({ type: 'view', view: { page: 'graph' } });
    yield { name: `${name}, graph` };
    await room.drive({ type: 'view', view: { page: 'board' } });
  }
}
