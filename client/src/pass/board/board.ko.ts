import { count, fixed } from '../../language/format.ts';
import type { board as en } from './board.en.ts';

export const board = {
  trainingWindow: (step: number) => `학습 윈도우(training window) · ${count(step)}단계`,
  probe: '고정 문장(probe) · 지금의 θ로 다시 계산하며, 학습에는 쓰지 않음',
  typed: '입력한 문장 · 지금의 θ로 다시 계산하며, 학습에는 쓰지 않음',
  typedStale: '입력한 문장 · 지금의 θ, 단어 벡터는 0단계의 값, 학습에는 쓰지 않음',
  typedShort: '입력',
  noLabel: '없음',
  probeLive: '고정 문장 · 실시간 미리 보기, W는 반올림',
  probeAveraged: '고정 문장 · 실시간 미리 보기, W는 평균',
  noWindow: '0단계: 아직 아무것도 계산하지 않았습니다. 매개변수는 시드로 초기화한 값 그대로입니다.',
  sentence: '문장, 밑줄은 문맥 윈도우',
  padding: '패딩',
  gold: '정답 레이블',
  dictionary: '사전(이름 목록)',
  notInDictionary: '없는 단어',
  labels: { PER: 'PERSON', LOC: 'LOCATION', ORG: 'ORGANISATION', MISC: 'MISCELLANEOUS', O: '이름 아님' },
  after: '→ 이번 갱신 뒤',
  show: '칠판에 보이는 것',
  theWindow: '학습\n예제',
  probabilityOf: (word: string, p: number | null) =>
    p === null ? `${word}: 아직 계산 전` : `${word}: p(LOCATION) = ${fixed(p)}`,
  askedAbout: (said: string) => `${said} (질문한 것)`,
  scoreOf: (word: string, score: number | null, threshold: number | null, isLocation: boolean) =>
    score === null
      ? `${word}: 아직 계산 전`
      : threshold === null
        ? `${word}: 점수 ${fixed(score)}`
        : `${word}: 점수 ${fixed(score)}, ${isLocation ? 'LOCATION' : 'LOCATION 아님'} (기준 ${fixed(threshold)})`,
  scoreOfLabel: '미분할 점수',
  example: (k: number, of: number) => `예제 ${of}개 중 ${k}번째`,
  windowOfPair: ['올바른(true) 윈도우', '오염된(corrupted) 윈도우'],
  margin: '1 − s + s_c =',
  satisfiedShort: '마진 충족',
  satisfied: '마진(margin) 충족, s ≥ s_c + 1: 손실 J와 모든 그래디언트가 정확히 0입니다.',
  sumOf: (done: number, of: number) => `Σ ${of}개 중 ${done}개`,
  layers: '펼친 층',
  openLayer: (layer: number) => `칠판에서 ${layer}층 펼치기`,
  folded: (layer: number, name: string) => `${name}, ${layer}층, 접힘`,

  board: '칠판: 위에는 값, 아래에는 같은 열에 그 그래디언트',
  boardHelp: '화살표 키로 칸을 옮기고, Enter 키로 고정하고, Esc 키로 풉니다.',
  values: '값',
  gradients: '그래디언트',
  legend: { values: '주황 −, 파랑 +', gradients: '초록 −, 보라 +' },
  notYet: '아직 계산 전',
  notApplied: '적용 안 함',
  notAppliedTitle: '계산은 했지만 갱신에는 쓰지 않습니다. 단어 벡터를 고정했기 때문입니다.',
  parameter: 'θ: 매개변수(parameter), 학습이 바꾸는 것',
  clipped: (entries: number) => `눈금을 넘은 칸 ${count(entries)}개`,
  heatmap: (name: string, rows: number, columns: number, scale: string) =>
    `${name}, ${rows} × ${columns}, 눈금 ${scale}`,

  hint: '칸을 가리키면 숫자가 나오고, 클릭하면 고정됩니다.',
  hintTouch: '칸을 누르거나 끌면 숫자가 나옵니다.',
  hintStates: '빗금: 아직 계산 전이며 0과 다릅니다. 점: 정확히 0. 동그라미: 반올림하면 0.',
  hintShort: '칸을 가리키거나 누르면 숫자.',
  hintSums:
    '빗금: 아직 계산 전. 점: 정확히 0. 동그라미: 반올림하면 0. 점선 테두리: 아직 다 더하지 않은 합. 파선 테두리: 적용 안 함.',
  leftOut: '제외: 손실이 아니라 점수 s를 미분하는 중',
  wholeLine: (line: string) => `줄 전체: ${line}`,
  isNotYet: '이번 계산에서 아직 계산 전',
  about: {
    level: '실시간 그림에서는 반올림한 값, 멈추면 정확한 값',
    mean: '실시간 그림에서는 주변 성분의 평균, 멈추면 정확한 값',
  },
  mean: '평균',
  notes: {
    'part-of-z': '가중합 z에서 차지하는 몫',
    'part-of-s': '점수 s에서 차지하는 몫',
    'not-applied': '계산만 하고 적용 안 함: 단어 벡터 고정',
    padding: '패딩: 윈도우가 문장 밖으로 나간 자리',
    input: '이 단어의 벡터에서 온 값',
    partial: '일부만 더한 합: 더 더해집니다',
    satisfied: '정확히 0: 마진 충족',
  },
  pin: '고정됨',
  unpin: '고정 해제',
  cells: '칸의 숫자',
  cellsAs: { colours: '색', signs: '부호', table: '표' },
  cellsTitles: {
    colours: '색으로 표시하고, 자리가 있으면 숫자도 표시',
    signs: '칸마다 부호 표시',
    table: '같은 숫자를 표로 읽기',
  },
  table: '표로 읽기',
  tableOf: '숫자를 볼 것',
  tableWord: '단어',
  row: '행',
} satisfies typeof en;
