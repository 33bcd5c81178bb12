import type { following as en } from './following.en.ts';

export const following = {
  together: {
    state: '따라가는 중',
    title:
      '진행자가 보여 주는 것을 보고 있습니다. 다른 화면이나 층을 고르면 따로 보게 되고, 언제든 돌아올 수 있습니다.',
    brief: '수업과 함께',
    resume: '돌아가기',
    resumeTitle: '진행자가 보여 주는 화면으로',
  },
  alone: {
    state: '내 속도로 보는 중',
    title: '이 세미나에서는 각자 강의를 넘겨 봅니다. 진행자에게는 인원수만 보입니다.',
    brief: '내 속도로 보는 중',
    resume: '이 페이지로 돌아가기',
    resumeTitle: '이 페이지로 돌아가기',
  },
  apart: '따로 보는 중',
  apartStatus: '따로 보고 있습니다. 수업은 다른 곳에 있을 수 있습니다.',
  earlier: '이전 연산',
  earlierTitle: '이번 계산의 이전 연산을 혼자 보기 (←)',
  later: '다음 연산',
  laterTitle: '수업이 있는 곳 쪽으로 (→)',
  pointed: '진행자가 가리키는 곳',
  lost: '여기서 막혔어요',
  lostTitle:
    '이 연산에서 막혔다고 조용히 알립니다. 진행자는 몇 명인지만 보고, 누구인지는 아무도 보지 못합니다',
  me: '내 정보',
  meTitle: '내 이름, 질문, 답',
  held: '앞을 봐 주세요',
  heldHint: '진행자가 수업을 이어 가면 화면이 돌아옵니다.',
} satisfies typeof en;
