import type { hideable as en } from './hideable.en.ts';

export const hideable = {
  granularity: '이동 단위',
  timeline: '시간 막대',
  settings: '속도, f, η',
  questions: '질문하기',
  screens: '화면 잠그기',
  breakpoints: '중단점',
  runs: '학습 목록',
  evaluation: '평가',
  reset: '다시 시작',
  'new-run': '새 학습',
  projector: '프로젝터',
  presenter: '진행자 화면',
} satisfies typeof en;
