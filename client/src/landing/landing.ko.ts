import { count } from '../language/format.ts';
import type { landing as en } from './landing.en.ts';

export const landing = {
  lead: '교실 전체가 신경망 하나의 학습 과정을 함께 보고, 한 번의 역전파(backpropagation) 안에서 시간을 멈춥니다.',
  start: '수업 시작',
  starting: '시작하는 중…',
  startHint: '코드가 있는 방이 열립니다. 진행은 여러분이 하고, 설치할 것은 없습니다.',
  join: '수업 들어가기',
  code: '코드',
  codePlaceholder: 'KQ7M-2P',
  codeMissing: '강사가 보여 주는 코드를 입력하세요. 예: KQ7M-2P.',
  noServer: '서버가 답하지 않습니다. 연결을 확인하고 다시 해 보세요.',
  caption: (sentences: number, step: number) =>
    `이 브라우저에서 실제로 학습하는 중: 문장 ${count(sentences)}개, 시드로 만든 무작위 단어 벡터(word vectors), ${count(step)}단계.`,
  calm: '시스템에서 움직임 줄이기를 요청해 멈춰 있습니다.',
} satisfies typeof en;
