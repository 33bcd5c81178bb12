import type { Catalogue } from '../en/index.ts';
import { board } from '../../pass/board/board.ko.ts';
import { charts } from '../../panel/charts.ko.ts';
import { configuration } from '../../driving/runs/configuration.ko.ts';
import { driver, keys } from '../../driving/driver.ko.ts';
import { following } from '../../class/following/following.ko.ts';
import { landing } from '../../landing/landing.ko.ts';
import { playback } from '../../driving/playback.ko.ts';
import { refusal } from '../refusal.ko.ts';
import { run } from '../../panel/run.ko.ts';
import { sentence } from '../../panel/sentence.ko.ts';
import { shell } from '../../room/shell.ko.ts';
import { timeline } from '../../driving/timeline/timeline.ko.ts';
import { workbench } from '../../pass/workbench/workbench.ko.ts';

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
