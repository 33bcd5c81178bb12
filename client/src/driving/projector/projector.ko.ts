import type { projector as en } from './projector.en.ts';

export const projector = {
  title: '프로젝터 화면',
  intro:
    '프로젝터 화면은 보여 주기만 하고, 누를 수 있는 것이 없습니다. 여기서 고르면 이 수업의 모든 프로젝터 화면에 적용됩니다.',
  language: '언어',
  own: '그 브라우저의 언어',
  theme: '색',
  themes: { light: '밝게', dark: '어둡게' },
  blank: 'B를 누르면 꺼지고, 다시 누르면 켜집니다.',
  close: '닫기',
} satisfies typeof en;
