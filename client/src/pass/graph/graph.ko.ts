import type { graph as source } from './graph.en.ts';

export const graph = {
  title: '이번 계산의 계산 그래프: 값은 앞으로, 그래디언트는 뒤로',
  hint: '위에는 값, 아래에는 그래디언트. 선마다 상류 → 하류. 매개변수를 여러 윈도우가 쓰면 그래디언트를 더함. ⊟ 단추로 층 접기.',
  notYet: '아직 계산 전',
  layer: (layer: number) => `${layer}층`,
  openLayer: (layer: number) => `${layer}층 열기`,
  foldLayer: (layer: number) => `${layer}층 접기`,
} satisfies typeof source;
