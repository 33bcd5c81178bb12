/** A lesson as it is walked through: at each stage the class stands still, and every screen is measured. */
import type { View } from '@deltaboard/shared/protocol/view.ts';
import type { Page } from '@playwright/test';
import type { Classroom } from '../classroom.ts';
import type { Role } from '../sizes.ts';

export interface Stage {
  readonly name: string;
  /** Also with --quick. */
  readonly quick?: boolean;
  /** Only of these; without it of all who are in the class. */
  readonly roles?: readonly Role[];
  /** Only on the screens of these names. */
  readonly on?: readonly string[];
  /** Brings the class there, from whatever stage of its scene it stands at: those before may not be looked at. */
  readonly set?: (room: Classroom) => Promise<void>;
  /** Opened on the pages of these roles before, closed afterwards. */
  readonly open?: (page: Page) => Promise<void>;
  readonly close?: (page: Page) => Promise<void>;
  /** The board has the same height as at the other stages of the same pass. */
  readonly pass?: string;
  /** What has no room is one named press away. */
  readonly paged?: boolean;
  /** The run goes on: each page is looked at with the live picture that it has then. */
  readonly live?: boolean;
  /** Nothing is opened: the controls count. */
  readonly rests?: boolean;
}

/** Stages that begin and end in the same place: the board of a class that is paused, with the view that it opened with. */
export interface Scene {
  readonly stages: readonly Stage[];
  readonly enter?: (room: Classroom) => Promise<void>;
  readonly leave?: (room: Classroom) => Promise<void>;
}

export const see = (room: Classroom, view: Partial<View>): Promise<void> =>
  room.drive({ type: 'view', view });

/** To an operation of step 1; where the class stands there already, it need not be moved. */
export async function seek(room: Classroom, operation: number): Promise<void> {
  const { playback } = room.state;
  if (playback.status === 'paused' && playback.cursor.step === 1 && playback.cursor.operation === operation)
    return;
  await room.drive({ type: 'seek', step: 1, operation });
}

/** To the end of step 1, its update made. */
export async function endStep(room: Classroom): Promise<void> {
  await seek(room, 1);
  await room.drive({ type: 'move', granularity: 'step', direction: 1 });
}

/** A press on each of these buttons, one after the other. */
export const press =
  (...names: readonly RegExp[]) =>
  async (page: Page): Promise<void> => {
    for (const name of names)
      await page.getByRole('button', { name }).or(page.getByRole('menuitem', { name })).first().click();
  };
