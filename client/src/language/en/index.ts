/**
 * The source catalogue: one file per region of the screen. Plain strings, and small functions of what they name. A
 * translation `satisfies` its part of `Catalogue`, so that a missing or extra message is a compile error.
 */
import { board } from './board.ts';
import { charts } from './charts.ts';
import { configuration } from './configuration.ts';
import { driver, keys } from './driver.ts';
import { following } from './following.ts';
import { landing } from './landing.ts';
import { playback } from './playback.ts';
import { refusal } from './refusal.ts';
import { run } from './run.ts';
import { sentence } from './sentence.ts';
import { shell } from './shell.ts';
import { timeline } from './timeline.ts';
import { workbench } from './workbench.ts';

export const en = {
  board,
  charts,
  configuration,
  driver,
  following,
  keys,
  landing,
  playback,
  refusal,
  run,
  sentence,
  shell,
  timeline,
  workbench,
};

export type Catalogue = typeof en;
