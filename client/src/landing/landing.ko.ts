import { count } from '../language/format.ts';
import type { landing as en } from './landing.en.ts';

export const landing = {
  lead: '작은 신경망 하나를 다 함께 학습시키고, 역전파(backpropagation) 한가운데에서 멈춥니다.',
  start: '수업 시작',
  starting: '시작하는 중…',
  startHint: '참여 코드가 있는 방을 만듭니다. 수업은 직접 진행합니다. 설치할 것은 없습니다.',
  lesson: '강의로 시작하기…',
  key: '서버 열쇠',
  join: '수업 들어가기',
  kept: '가명으로 참여합니다.',
  code: '코드',
  codePlaceholder: 'KQ7M-2PXB',
  codeMissing: '강사가 보여 주는 코드를 입력하세요. 예: KQ7M-2PXB.',
  noServer: '서버에 연결할 수 없습니다. 연결을 확인하고 다시 해 보세요.',
  caption: (sentences: number, step: number) =>
    `이 브라우저에서 실제로 학습하는 중: 문장 ${count(sentences)}개, 시드로 만든 무작위 단어 벡터(word vectors), ${count(step)}단계.`,
  calm: '시스템에서 움직임 줄이기를 요청해 멈춰 있습니다.',
} satisfies typeof en;
