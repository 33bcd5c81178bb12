import type { SaidOperation, Told } from './said.ts';
import { scratch as source } from './scratch.en.ts';

type Written = (value: number) => string;

function said(operation: SaidOperation, written: Written): string {
  switch (operation.kind) {
    case 'forward': {
      const { sign, inputs, value } = operation;
      const numbers = inputs.map((input) => written(input.value));
      const form =
        /^[+−×÷^]$/.test(sign) && numbers.length === 2
          ? numbers.join(` ${sign} `)
          : `${sign}(${numbers.join(', ')})`;
      return `순전파: ${form} = ${written(value)}.`;
    }
    case 'start':
      return `역전파 시작: ∂${operation.name}/∂${operation.name} = 1.`;
    case 'distributes':
      return `${operation.sign} 노드는 나누어 줌: ${received(operation.inputs, written)}.${summed(operation.sums, written)}`;
    case 'routes': {
      const chosen = operation.inputs.find(({ local }) => local === 1);
      return `${operation.sign} 노드는 보낼 곳을 고름: 상류 ${written(operation.upstream)} 전부가 ${chosen?.name ?? '–'} 쪽으로, 나머지는 정확히 0.${summed(operation.sums, written)}`;
    }
    case 'switches':
      return `× 노드는 서로 바꿈: 상류 ${written(operation.upstream)} 곱하기 상대 값. ${received(operation.inputs, written)}.${summed(operation.sums, written)}`;
    case 'scales': {
      const scaled = operation.inputs.map(
        ({ name, local, value }) =>
          `${name}: ${written(operation.upstream)} · ${written(local)} = ${written(value)}`,
      );
      return `${operation.sign} 노드는 배율을 곱함: ${scaled.join(', ')}.${summed(operation.sums, written)}`;
    }
  }
}

const received = (inputs: readonly Told[], written: Written): string =>
  inputs.map(({ name, value }) => `${name}: ${written(value)}`).join(', ');

const summed = (sums: readonly Told[], written: Written): string =>
  sums.length === 0
    ? ''
    : ` 갈라진 곳에서 그래디언트를 더함: ${sums.map(({ name, value }) => `${name} = ${written(value)}`).join(', ')}.`;

export const scratch = {
  title: '연습 그래프',
  expression: '식',
  draw: '그리기',
  examples: '보기',
  others: source.others,
  graph: (expression: string) => `${expression} 계산 그래프: 위에는 값, 아래에는 그래디언트`,
  moves: '연습 그래프에서 이동',
  toStart: '처음으로',
  back: '◀ 이전',
  step: '다음 ▶',
  place: (operation: number, most: number) => `${operation}/${most} ·`,
  beginning: '입력에는 값이 있습니다. 다음: 첫 번째 연산.',
  said,
  notYet: '아직 계산 전',
  askedAbout: '질문한 것: ',
  sumOf: (done: number, of: number) => `쓰인 곳 ${of}군데 중 ${done}군데의 합`,
  table: '표로 읽기',
  node: '노드',
  value: '값',
} satisfies typeof source;
