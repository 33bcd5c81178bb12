import type { graph as source } from './graph.en.ts';

export const graph = {
  title: '이번 계산의 계산 그래프: 값은 앞으로, 그래디언트는 뒤로',
  hint: '위에는 값, 아래에는 그래디언트. 그래디언트는 거꾸로(←): 상류에 화살표 옆의 국소 미분을 곱함.',
  hintOfSeveral:
    '위에는 값, 아래에는 그래디언트. 그래디언트는 거꾸로(←): 상류에 국소 미분을 곱함. 여러 윈도우의 것은 더함.',
  folds: '⊟ 단추로 층 접기.',
  marks: '노드',
  notYet: '아직 계산 전',
  layer: (layer: number) => `${layer}층`,
  openLayer: (layer: number) => `${layer}층 열기`,
  foldLayer: (layer: number) => `${layer}층 접기`,
} satisfies typeof source;
