import type { described as en } from './described.en.ts';

export const described = {
  run: (number: number) => `학습 ${number}`,
  preset: { board: '작은 망', judge: '평가용(Judge)', newsroom: '뉴스룸(Newsroom)' },
  custom: '직접 설정',
  shape: (hidden: string, d: number, radius: number) => `n = ${hidden || '층 없음'}, d = ${d}, r = ${radius}`,
  head: { softmax: '소프트맥스', 'max-margin': '최대 마진' },
  batch: (examples: number) => `B = ${examples}`,
  adagrad: 'AdaGrad',
  decay: (lambda: number) => `λ = ${lambda}`,
  trainVectors: '단어 벡터 학습',
  seed: (seed: number) => `시드 ${seed}`,
  pasted: '내 글',
  learningRate: (value: number) => `η = ${value}`,
  nonLinearity: (name: string) => `f = ${name}`,
} satisfies typeof en;
