import { count } from '../language/format.ts';
import type { charts as en } from './charts.en.ts';

export const charts = {
  charts: '곡선',
  short: { loss: '손실', size: '그래디언트', f1: 'F1' },
  loss: '손실(loss) J',
  points: (windows: number) =>
    windows === 1 ? '윈도우 하나하나' : `점마다 윈도우 최대 ${count(windows)}개의 평균`,
  mean: (windows: number) => `최근 ${count(windows)}개의 평균`,
  meanNow: (J: string) => `지금 평균 ${J}.`,
  overflowed: '손실이 float32 범위를 넘었습니다.',
  size: '그래디언트(gradient)의 크기(성분당 RMS)',
  sizesNow: (W: string, b: string, u: string) => `지금 ∂J/∂W ${W}, ∂J/∂b ${b}, ∂J/∂u ${u}.`,
  f1: '테스트 데이터(test split)의 LOCATION F1',
  network: '신경망',
  dictionary: '사전(이름 목록)',
  f1Now: (network: string, dictionary: string) => `지금 신경망 ${network}, 사전 ${dictionary}.`,
  nothingToFind: '시험 부분에 찾을 것이 없어 점수가 없습니다.',
  noScore: '0단계와 그 뒤 정해진 단계마다 채점합니다.',
  nothing: '아직 없습니다. 첫 단계부터 그려집니다.',
} satisfies typeof en;
