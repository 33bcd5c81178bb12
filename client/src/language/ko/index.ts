import type { Catalogue } from '../en/index.ts';
import { board } from '../../pass/board/board.ko.ts';
import { driver } from '../../driving/driver.ko.ts';
import { following } from '../../class/following/following.ko.ts';
import { names } from '../names.ko.ts';
import { playback } from '../../driving/playback.ko.ts';
import { must, refusal } from '../refusal.ko.ts';
import { shell } from '../../room/shell.ko.ts';
import { workbench } from '../../pass/workbench/workbench.ko.ts';

export const ko = {
  board,
  driver,
  following,
  must,
  names,
  playback,
  refusal,
  shell,
  workbench,
} satisfies Catalogue;
