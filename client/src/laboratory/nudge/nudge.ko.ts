import type { nudge as source } from './nudge.en.ts';

export const nudge = {
  title: '성분 하나 움직여 보기',
  errorsTitle: '차분은 얼마나 어긋날까',
  pageNames: { along: 'J의 변화', errors: 'h에 따른 오차' },
  pause: '학습을 멈추면 정확한 숫자로 성분을 움직여 볼 수 있습니다.',
  noPass: '아직 계산이 없습니다. 한 단계를 진행하면 θ나 x의 어느 성분이든 움직여 볼 수 있습니다.',
  waits: (partial: string) =>
    `이번 계산에서 아직 계산 전입니다: ${partial}. 거기까지 진행하면 그 성분을 움직여 볼 수 있습니다.`,
  tensor: '성분',
  pinned: '칠판에 고정한 것',
  row: '행',
  column: '열',
  index: '번호',
  h: 'h',
  typedH: 'h 직접 입력',
  secant: '할선',
  tangent: '접선',
  byHand: '손으로 푼 값',
  alongLabel: (of: string, entry: string, h: string) =>
    `${entry} 값에 따른 ${of}, 지금 값에서의 접선과 h = ${h}일 때의 할선. 숫자는 옆에 있습니다.`,
  errorsLabel: 'h에 따른 각 차분의 오차, 두 축 모두 로그. 숫자는 표에 있습니다.',
  columns: { difference: '차분', slope: '기울기', error: '오차', least: '최소인 h' },
  names: { oneSided: '한쪽', central: '중앙', fourPoint: '네 점' },
  rounding: '반올림',
  truncation: '절단',
  noStep: '움직이지 않으면 할선도 없습니다. h를 고르세요.',
  kink: (h: string) =>
    `h ≈ ${h}부터는 점 사이에 꺾인 곳이 있습니다. 거기에는 도함수가 없어 오차를 그리지 않습니다.`,
  kinked: '꺾임',
  onKink: '이 성분은 꺾인 곳에 있습니다. 도함수가 없으니 어떤 차분도 ∂와 비교할 수 없습니다.',
  straight: (of: string) =>
    `굽지 않으면 절단 오차도 없습니다. 이 성분을 따라서는 ${of}의 그래프가 거의 직선입니다.`,
  flat: (of: string) => `이 성분을 움직여도 ${of}의 값은 그대로입니다. 기울기는 모두 0입니다.`,
  why: '절단 오차는 h와 함께 줄고, 반올림 오차는 h가 작을수록 커집니다. ε ≈ 10⁻¹⁶일 때 최소인 h는 대략',
} satisfies typeof source;
