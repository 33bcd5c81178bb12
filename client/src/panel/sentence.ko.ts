import type { sentence as en } from './sentence.en.ts';

export const sentence = {
  title: '내 문장',
  hint: '단어만 쓰거나, 레이블을 달아 씁니다: the museums in [Paris](LOC).',
  legend:
    '단어 아래: 신경망의 p(LOCATION), 그 답(가능성이 절반을 넘으면 LOC), 사전(이름 목록)의 답(–: 이름 아님, ?: 없는 단어).',
  legendOfScores: (threshold: string) =>
    `단어 아래: 점수 s, 신경망의 답(${threshold}부터 LOC, 최근 평가가 개발 데이터에서 고른 기준), 사전(이름 목록)의 답(–: 이름 아님, ?: 없는 단어).`,
  exact: '이 단계의 정확한 매개변수로 이 브라우저에서 계산했습니다.',
  stale:
    '≈: 이 단계의 매개변수로 이 브라우저에서 계산했으며, 단어 벡터는 학습으로 바뀌기 전인 0단계의 값입니다.',
  live: '≈: 실행 중에 실시간 그림으로 이 브라우저에서 계산했으며, W는 반올림한 값입니다.',
  asking: '단어 벡터를 가져오는 중…',
  notAsked: '연결이 없어 단어를 보내지 못했습니다. 다음 글자를 칠 때 다시 보냅니다.',
  empty: '문장을 쓰면 단어마다 그 윈도우 안에서 분류합니다.',
  unknown: (words: string) => `단어 벡터가 없는 단어: ${words}. 모르는 단어는 한 벡터를 함께 씁니다.`,
  words: '단어마다 나온 답',
  unknownTitle: '단어 벡터가 없는 단어',
  inside: (word: string) => `칠판에서 “${word}” 단어의 윈도우를 한 연산씩 보기`,
  offer: (word: string) => `이 문장을 진행자에게 제안하고 “${word}” 단어에 대해 질문하기`,
  offerHint:
    '단어를 누르면 문장을 진행자에게 제안합니다. 칠판에 올리기 전까지 다른 학생에게는 보이지 않습니다.',
  offered: '제안했습니다. 진행자가 봅니다. “내 정보”에서 취소할 수 있습니다.',
  closed: '질문이 열려 있습니다. 답이 공개된 뒤에 다시 판단합니다.',
  dictionary: '사전:',
  gold: '정답',
} satisfies typeof en;
