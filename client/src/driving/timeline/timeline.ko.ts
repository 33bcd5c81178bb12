import { count } from '../../language/format.ts';
import { withParticle } from '../../language/particle.ts';
import type { timeline as en } from './timeline.en.ts';

export const timeline = {
  label: '손실 시간 막대: 단계로 이동',
  picture: '손실 시간 막대',
  value: (step: number, last: number) => `${count(last)}단계 중 ${count(step)}단계`,
  exact: (J: string) => `손실 ${J}`,
  merged: (steps: number, least: string, mean: string, greatest: string) =>
    `${count(steps)}개 단계의 손실: 평균 ${mean}, 최소 ${least}, 최대 ${greatest}`,
  mean: (J: string) => `평균 손실 ${J}`,
  step: (step: number) => `${count(step)}단계:`,
  range: (from: number, to: number) => `${count(from)}–${count(to)}단계`,
  each: '단계마다 정확한 값',
  spans: (steps: number) => `최대 ${count(steps)}개 단계의 최소·평균·최대`,
  of: (last: number) => `/ ${count(last)}`,
  short: '로그 눈금',
  log: 'J는 로그 눈금',
  branch: (branch: number, run: number) => `분기 ${branch}, ${withParticle(`학습 ${run}`, '는')} 그대로 보관`,
  branches: '이 학습의 분기',
  lane: (branch: number, run: number, isShown: boolean) =>
    `${branch === 1 ? `학습 ${run}` : `분기 ${branch}`}${isShown ? '' : ' (보관)'}`,
  marks: { epoch: '에폭 끝', stop: '중단점', hit: '여기서 멈춤', fork: '분기가 갈라진 곳' },
  open: '시간 막대 크게 보기',
  close: '시간 막대 닫기',
  in: '확대 (+)',
  out: '축소 (−)',
} satisfies typeof en;
