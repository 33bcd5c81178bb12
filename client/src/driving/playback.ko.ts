import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import { count } from '../language/format.ts';
import type { playback as en } from './playback.en.ts';

const notFinite =
  '손실이 float32의 한계 3.4·10³⁸을 넘었습니다. 학습률 η가 너무 큽니다. 칠판은 이 단계를 float64로 보여 줍니다. η를 줄여서 다시 시작하세요.';

function hit(breakpoint: Breakpoint): string {
  switch (breakpoint.kind) {
    case 'location':
      return 'LOCATION 윈도우에서 순전파를 마치고 멈췄습니다. 실행하면 이어집니다.';
    case 'misclassified':
      return '잘못 분류한 윈도우에서 순전파를 마치고 멈췄습니다. 실행하면 이어집니다.';
    case 'word':
      return `단어 “${breakpoint.word}”에서 순전파를 마치고 멈췄습니다. 실행하면 이어집니다.`;
    case 'score-gradient-above':
      return `|∂J/∂s|가 ${breakpoint.bound}보다 큰 곳에서 멈췄습니다. 실행하면 이어집니다.`;
    case 'rms-above':
      return `그래디언트의 RMS가 ${breakpoint.bound}보다 큰 곳에서 멈췄습니다. 실행하면 이어집니다.`;
    case 'step':
      return `${count(breakpoint.step)}단계 중단점에서 멈췄습니다. 실행하면 이어집니다.`;
    case 'not-finite':
      return notFinite;
  }
}

export const playback = {
  preparing: '학습을 준비하는 중…',
  noRun: '학습 없음',
  preparingAt: (percent) => `학습을 준비하는 중: ${percent} %`,
  beside: (percent) => `다른 학습을 준비하는 중: ${percent} %`,
  atStart: '0단계에서 멈춤',
  forwardDone: (step: number) => `${count(step)}단계 안에서 멈춤 · 순전파 끝`,
  inside: (step: number, done: number, of: number) => `${count(step)}단계 안에서 멈춤 · 연산 ${done}/${of}`,
  inStep: (step: number) => `${count(step)}단계에서 멈춤`,
  after: (step: number) => `${count(step)}단계 뒤에 멈춤`,
  running: '학습 중',
  rate: (windows: number) => `${count(windows)} 윈도우/초`,
  slowRate: (windows: number) => `${windows} 윈도우/초`,
  because: {
    opened: null,
    driver: null,
    empty: '1분 동안 아무도 없어 멈췄습니다. 실행하면 이 단계에서 이어집니다.',
    'epoch-limit':
      '마지막 에폭까지 마쳤습니다. 실행하면 같은 수의 에폭만큼 더 이어지고, 다시 시작하면 처음부터 학습합니다.',
    breakpoint: '중단점에서 멈췄습니다. 실행하면 이어집니다.',
    'not-finite': notFinite,
    failed: '학습기가 갑자기 멈췄습니다. 마지막으로 확인된 단계에 있으며, 실행하면 이어집니다.',
    'no-sign':
      '학습기가 응답하지 않아 서버가 끝냈습니다. 마지막으로 확인된 단계에 있습니다. 이전 단계로 돌아가거나, 실행하면 이어집니다.',
    'out-of-memory':
      '학습기가 서버의 허용량보다 많은 메모리를 써서 끝났습니다. 마지막으로 확인된 단계에 있습니다. 이전 단계로 돌아가거나 더 작은 학습을 시작하세요.',
  },
  hit,
  window: '학습 윈도우',
  sentence: '입력한 문장',
  probe: (number: number) => `고정 문장 ${number}`,
  epoch: (epoch: number) => `에폭(epoch) ${count(epoch)}`,
  stepsMade: (steps: number) => (steps === 0 ? '아직 진행한 단계 없음' : `${count(steps)}단계`),
  meanLoss: (J: string) => `평균 손실 ${J}`,
  meanLossTitle: '최근 학습 윈도우 200개에서 J의 평균',
} satisfies typeof en;
