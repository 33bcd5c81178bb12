import { count } from '../../language/format.ts';
import type { timeline as en } from './timeline.en.ts';

export const timeline = {
  label: '손실 시간 막대: 단계로 이동',
  picture: '손실 시간 막대',
  value: (step: number, last: number) => `${count(last)}단계 중 ${count(step)}단계`,
  exact: (J: string) => `손실 ${J}`,
  merged: (steps: number, least: string, mean: string, greatest: string) =>
    `${count(steps)}개 단계의 손실: 평균 ${mean}, 최소 ${least}, 최대 ${greatest}`,
  step: (step: number) => `${count(step)}단계:`,
  range: (from: number, to: number) => `${count(from)}–${count(to)}단계:`,
  each: '단계마다 정확한 값',
  spans: (steps: number) => `최대 ${count(steps)}개 단계의 최소·평균·최대`,
  in: '확대 (+)',
  out: '축소 (−)',
} satisfies typeof en;
