import type { runFailed as en } from './run-failed.en.ts';

export const runFailed = {
  notBack: '학습을 다시 불러오지 못했습니다',
  notBuilt: '첫 학습을 만들지 못했습니다',
  driver:
    '새 학습을 시작하거나 이 수업의 학습 하나를 여세요. 같은 학습을 열면 다시 시도합니다. 나머지는 그대로 있습니다.',
  driverFirst: '새 학습을 시작하세요. 나머지는 그대로 있습니다.',
  viewer: '진행자가 다른 학습을 시작할 수 있습니다. 칠판은 자동으로 나타납니다.',
  newRun: '새 학습…',
  runs: '학습 목록…',
} satisfies typeof en;
