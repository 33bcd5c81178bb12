import type { remote as en } from './remote.en.ts';

export const remote = {
  link: '강사용 링크',
  linkHint: '어느 브라우저에서든 강사로 수업을 엽니다. 주소 표시줄에는 나타나지 않습니다.',
  ask: '누군가 링크를 봤어요…',
  sure: '새 링크를 만들까요? 예전 링크는 이때부터 모든 기기에서 거절됩니다. 다른 강사와 내 휴대폰에는 새 링크가 필요합니다.',
  change: '새 링크 만들기',
  changed: '새 링크입니다. 예전 링크는 거절됩니다.',
} satisfies typeof en;
