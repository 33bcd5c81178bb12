import { count } from '../../language/format.ts';
import type { phone as en } from './phone.en.ts';

export const phone = {
  marks: '이번 계산의 연산',
  mark: (number: number, of: number, symbol: string) => `연산 ${number}/${of}: ${symbol}`,
  forward: '순전파',
  backward: '역전파',
  numbers: '숫자로 보는 연산',
  numbersHelp: '화살표 키로 행을 옮기고, Escape 키로 강사가 가리키는 곳으로 돌아갑니다.',
  previous: '이전',
  next: '다음',
  rows: (from: number, to: number, of: number) => `${count(of)}행 중 ${count(from)}–${count(to)}행`,
  choose: {
    row: (at: number, of: number) => `${count(of)}행 중 ${count(at)}행`,
    word: (at: number, of: number) => `단어 ${count(at)}/${count(of)}`,
    entry: (at: number, of: number) => `성분 ${count(at)}/${count(of)}`,
    score: (at: number, of: number) => `점수 ${count(at)}/${count(of)}`,
  },
  parameter: '매개변수',
  within: (difference: string) => `차이 ${difference} 이하`,
} satisfies typeof en;
