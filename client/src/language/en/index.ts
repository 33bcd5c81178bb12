/**
 * The source catalogue, of the messages that lie beside each feature: plain strings, and small functions of what they name. A
 * translation `satisfies` the type of its original, so that a missing or extra message is a compile error.
 */
import { board } from '../../pass/board/board.en.ts';
import { driver } from '../../driving/driver.en.ts';
import { following } from '../../class/following/following.en.ts';
import { names } from '../names.en.ts';
import { playback } from '../../driving/playback.en.ts';
import { must, refusal } from '../refusal.en.ts';
import { shell } from '../../room/shell.en.ts';
import { workbench } from '../../pass/workbench/workbench.en.ts';

export const en = {
  board,
  driver,
  following,
  must,
  names,
  playback,
  refusal,
  shell,
  workbench,
};

export type Catalogue = typeof en;
