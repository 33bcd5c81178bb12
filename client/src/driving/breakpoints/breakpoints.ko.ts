import type { breakpoints as source } from './breakpoints.en.ts';
import { count } from '../../language/format.ts';

export const breakpoints = {
  title: '중단점(breakpoint)',
  intro: '아래 조건 중 하나를 처음 만족하는 단계에서 수업 전체의 학습이 멈춥니다.',
  none: '아직 없습니다. 직접 멈출 때만 멈춥니다.',
  list: '이 수업의 중단점',
  kinds: {
    location: '다음 LOCATION 윈도우',
    misclassified: '잘못 분류한 윈도우',
    'score-gradient-above': '|∂J/∂s|가 이보다 크면',
    word: '중심 단어(centre word)',
    step: '단계',
    'rms-above': '그래디언트(gradient)의 RMS가 이보다 크면',
    'not-finite': '유한하지 않은 손실(loss)',
  },
  kind: '멈출 곳',
  bound: '기준값',
  word: '단어',
  step: '단계',
  value: '값',
  add: '추가',
  remove: (what: string) => `삭제: ${what}`,
  emptyWord: '멈출 단어를 입력하세요.',
  full: (limit: number) =>
    `중단점은 수업마다 최대 ${count(limit)}개입니다. 하나를 삭제하면 추가할 수 있습니다.`,
  close: '닫기',
} satisfies typeof source;
