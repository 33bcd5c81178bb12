import { count } from '../../language/format.ts';
import type { runs as source } from './runs.en.ts';

export const runs = {
  title: '학습(run)과 분기(branch)',
  driver: '열면 마지막 단계가 보이고, 실행하면 거기서 이어집니다. 여기 있는 것은 지워지지 않습니다.',
  viewer: '수업에서 지금까지 한 학습입니다. 강사가 다시 열 수 있습니다.',
  run: (number: number) => `학습 ${number}`,
  branch: (number: number) => `분기 ${number}`,
  upTo: (step: number) => (step === 0 ? '아직 실행 안 함' : `${count(step)}단계까지`),
  from: (parent: number, step: number) =>
    `${parent === 1 ? '처음 학습' : `분기 ${parent}`}의 ${count(step)}단계 뒤에서 갈라짐`,
  present: '칠판에 표시 중',
  open: '열기',
  openLabel: (what: string) => `${what} 열기`,
  opening: '여는 중…',
  close: '닫기',
} satisfies typeof source;
