/** How the class looks at a pass: whatever the driver chooses by a press, so that every screen shows the same (SPEC FO1). */
import type { NonLinearityName } from '../model/non-linearity.ts';
import type { JudgedPart } from '../evaluation/evaluation.ts';
import type { NudgedEntry } from '../laboratory/nudge.ts';
import type { Task } from '../laboratory/plane.ts';
import type { ObjectiveName } from '../training/operations.ts';
import type { TensorName } from './pointer.ts';

/** Each derivative as the Jacobian that it is, or in the shape of what it is the derivative by (lecture S8). */
export const conventions = ['jacobian', 'shape'] as const;
/** How much of the workbench is revealed. */
export const workbenches = ['closed', 'symbols', 'shapes', 'numbers'] as const;

/** What stands in the stage: the board, another picture of the same cursor, or how to join. */
export const pages = ['board', 'graph', 'scratch', 'laboratory', 'evaluation', 'lobby'] as const;
export type Page = (typeof pages)[number];

/** Pages that show the pass: the sentence stands over them, its equation under them. */
export const showsPass = (page: Page): boolean => ['board', 'graph', 'laboratory'].includes(page);
/** Those that a header offers: what is called from elsewhere is one of them only while it is shown. */
export const pagesOffered = (shown: Page | undefined): readonly Page[] =>
  pages.filter((page) => showsPass(page) || page === 'scratch' || page === shown);

/** What the laboratory shows, one at a time. */
export const experiments = ['non-linearity', 'why-non-linear', 'multiplications', 'nudge'] as const;
export type Experiment = (typeof experiments)[number];

/** With respect to what a gradient is multiplied out by hand: its tensor, and of a layer its number from 1. */
export type Target = `${'z' | 'b' | 'W'}${number}` | 'u' | 'x';

/** ∂J/∂W by hand: the Jacobian's one row, its blocks as rows, the outer product. */
export const reshapings = ['row', 'rows', 'outer'] as const;
export type Reshaping = (typeof reshapings)[number];

/** What By hand shows, one at a time: the chain, what belongs to its gradient alone, the bridge with what reuse saves, the check. */
export const handPages = ['chain', 'made', 'bridge', 'agreement'] as const;
export type HandPage = (typeof handPages)[number];

/** What a projector speaks, and its palette: chosen for it, since nothing on it can be pressed. */
export const projectorLanguages = ['en', 'ko'] as const;
export type ProjectorLanguage = (typeof projectorLanguages)[number];
export const projectorThemes = ['light', 'dark'] as const;
export type ProjectorTheme = (typeof projectorThemes)[number];

export const growthAxes = ['width', 'depth'] as const;

/** What the plot of the multiplications shows. What is null is the run's own. */
export interface Growth {
  readonly over: (typeof growthAxes)[number];
  readonly depth: number | null;
  readonly width: number | null;
  /** Which of its points is read off, from 0; null: one in the middle. */
  readonly read: number | null;
}

/** The two networks that are trained beside each other: on what, and how far. */
export interface ContestView {
  readonly task: Task;
  readonly epochs: number;
}

/** One entry that is moved, and by how much. */
export interface NudgeView {
  /** Null: the one that is pinned, or else the entry of u with the greatest gradient; so also where the network has no such entry. */
  readonly entry: NudgedEntry | null;
  readonly h: number;
}

export interface View {
  readonly page: Page;
  readonly experiment: Experiment;
  /** The hidden layer that the board opens, 1-based; one that the network does not have counts as its last. */
  readonly layer: number;
  /** Of several scores the one that is differentiated: the index of its label. */
  readonly label: number;
  /** What is differentiated (lecture S5). */
  readonly objective: ObjectiveName;
  readonly convention: (typeof conventions)[number];
  readonly workbench: (typeof workbenches)[number];
  /** Steps that the timeline shows while the run stands; null: all. */
  readonly span: number | null;
  /** The projector shows nothing. */
  readonly blank: boolean;
  /** The projector's language; null: what its own browser asks for. */
  readonly projectorLanguage: ProjectorLanguage | null;
  readonly projectorTheme: ProjectorTheme;
  /** Signs in the cells of the board. */
  readonly signs: boolean;
  /** The board's numbers as a table, of a window's wide tensors one word at a time; null: none. */
  readonly table: { readonly tensor: TensorName; readonly word: number } | null;
  /** One that is not offered, for this gradient or before the numbers, counts as the chain. */
  readonly handPage: HandPage;
  /** The gradient that is multiplied out by hand while the pass stands after `at` operations; null: the operation's own. */
  readonly target: { readonly at: number; readonly of: Target } | null;
  /** Its factor that is opened, from the left, the product last; null: none. */
  readonly factor: number | null;
  /** Null: as the convention writes it. */
  readonly reshaping: Reshaping | null;
  /** Layers that the graph folds, 1-based, whichever the board opens; null: all but that one. */
  readonly folded: readonly number[] | null;
  /** Another f that is tried on the same weights. */
  readonly tried: NonLinearityName | null;
  /** The z at which tanh is compared with 2σ(2z) − 1; null: it is not. */
  readonly identityAt: number | null;
  readonly growth: Growth;
  readonly contest: ContestView;
  readonly nudge: NudgeView;
  /** The part of the corpus that the evaluation is of. */
  readonly judgedPart: JudgedPart;
}

/** The least number of steps that the timeline shows. */
export const LEAST_SPAN = 20;

export const OPENING_VIEW: View = {
  page: 'board',
  experiment: 'non-linearity',
  layer: 1,
  label: 1,
  objective: 'J',
  convention: 'shape',
  workbench: 'closed',
  span: null,
  blank: false,
  projectorLanguage: null,
  projectorTheme: 'light',
  signs: false,
  table: null,
  handPage: 'chain',
  target: null,
  factor: null,
  reshaping: null,
  folded: null,
  tried: null,
  identityAt: null,
  growth: { over: 'width', depth: null, width: null, read: null },
  contest: { task: 'xor', epochs: 0 },
  nudge: { entry: null, h: 0.5 },
  judgedPart: 'dev',
};
