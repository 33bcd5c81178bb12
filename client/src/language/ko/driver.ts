import type { Catalogue } from '../en/index.ts';

export const driver = {
  bar: '진행 막대',
  home: '0단계',
  homeTitle: '0단계 보기 (Home)',
  run: '실행',
  pause: '멈춤',
  runTitle: '실행하거나 멈춤 (Space)',
  step: '한 단계',
  stepTitle: '한 단계 진행 (→)',
  speed: '속도',
  windowsPerSecond: (speed: number) => `${speed} 윈도우/초`,
  fullSpeed: '낼 수 있는 만큼 빠르게',
  nonLinearity: '비선형 함수(non-linearity) f',
  learningRate: '학습률(learning rate) η',
  reset: '다시 시작',
  resetTitle: '같은 시드와 지금 설정으로 새로 학습',
  newRun: '새 학습…',
  keys: '모든 키',
  more: '더 보기',
  less: '줄이기',
  follow: '강사가 진행합니다. 수업 화면을 함께 봅니다.',
  dismiss: '닫기',
  notSent: '내 연결이 끊겨 보내지 못했습니다. 연결되면 다시 해 보세요.',
} satisfies Catalogue['driver'];

export const keys = {
  title: '키',
  intro: '입력란이나 그 키를 쓰는 조작 요소에 초점이 있을 때는 작동하지 않습니다.',
  rows: [
    ['Space', '실행하거나 멈춤'],
    ['→', '한 단계 진행'],
    ['Home', '0단계 보기'],
    ['← ↑ → ↓', '그림 위에서: 칸 사이를 이동'],
    ['Enter', '그림 위에서: 칸을 고정'],
    ['Esc', '고정을 풀거나 닫기'],
    ['?', '이 목록'],
  ],
  driverOnly: 'Space, →, Home 키는 진행하는 사람만 씁니다.',
  enabled: '키 사용',
  close: '닫기',
} satisfies Catalogue['keys'];
