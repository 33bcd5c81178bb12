import type { Speed } from '@deltaboard/shared/training/speed.ts';
import type { driver } from './driver.en.ts';

export const speedName = (
  speed: Speed,
  words: Pick<typeof driver, 'fullSpeed' | 'windowsPerSecond'>,
): string => (speed === 'max' ? words.fullSpeed : words.windowsPerSecond(speed));
