import type { messages as en } from './sheet.en.ts';

export const messages = {
  run: (number: number) => `학습 ${number}`,
  branch: (number: number) => `분기 ${number}`,
  running: '실행 중',
  step: (step: string) => `${step}단계`,
  whole: (step: string) => (step === '0' ? '아직 단계 없음' : `${step}단계, 끝남`),
  inside: (step: string, operation: number, of: number, symbol: string) =>
    `${step}단계, 연산 ${operation}/${of} (${symbol})`,
  across: '단계',
} satisfies typeof en;
