import type { HeadName } from '@deltaboard/shared/model/head.ts';
import type { Optimiser } from '@deltaboard/shared/training/learner.ts';
import type { run as en } from './run.en.ts';
import { count } from '../language/format.ts';

const heads: Readonly<Record<HeadName, string>> = {
  logistic: '',
  softmax: ', 레이블마다 점수 하나(소프트맥스)',
  'max-margin': ', 최대 마진 손실',
};
const optimisers: Readonly<Record<Optimiser, string>> = { sgd: '경사 하강법(SGD)', adagrad: 'AdaGrad' };

export const run = {
  preset: {
    board: '이 학습: 작은 망',
    judge: '이 학습: 평가용(Judge)',
    newsroom: '이 학습: 뉴스룸(Newsroom)',
  },
  custom: '이 학습: 직접 설정',
  input: (words: number, d: number, inputs: number, capitals: boolean) =>
    `단어 ${words}개의 문맥 윈도우, d = ${d}${capitals ? ', 대소문자 특징 5개 포함' : ''}. x는 ${count(inputs)}차원.`,
  variance: (d: number, percent: string) =>
    `단어 벡터: GloVe 100차원의 앞 주성분 ${d}개로, 분산의 ${percent} %를 유지합니다.`,
  natural: (percent: string) =>
    `에폭마다 모든 윈도우를 한 번씩 뽑습니다. LOCATION 비율은 ${percent} %입니다.`,
  share: (oneIn: number) => `뽑은 윈도우 ${oneIn}개 중 하나가 LOCATION입니다(원래 글보다 높은 비율).`,
  text: (pasted: boolean, sentences: string, windows: string, seed: string) =>
    `${pasted ? '직접 넣은 글' : '기본 말뭉치'}: 학습 문장 ${sentences}개, 에폭마다 윈도우 ${windows}개, 시드 ${seed}.`,
  pairs: '에폭마다 모든 LOCATION 윈도우를 한 번씩 뽑고, LOCATION이 아닌 오염된 윈도우와 짝짓습니다.',
  network: (layers: number, units: string, head: HeadName) =>
    `${layers === 0 ? '은닉층 없음' : layers === 1 ? `은닉 유닛 ${units}개` : `은닉층 ${layers}개(유닛 ${units})`}${heads[head]}`,
  updated: (batch: number, optimiser: Optimiser, decay: number, vectors: boolean) =>
    `${batch === 1 ? '한 번에 예제 하나씩' : `미니배치 ${batch}개씩`} ${optimisers[optimiser]}${decay > 0 ? `, L2(λ = ${decay})` : ''}. 단어 벡터는 ${vectors ? '학습합니다' : '고정되어 있습니다'}.`,
  export: '내보내기…',
} satisfies typeof en;
