import type { Catalogue } from '../en/index.ts';
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

export const ko = {
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
} satisfies Catalogue;
