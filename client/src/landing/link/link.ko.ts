import type { RefusalParams } from '@deltaboard/shared/refusal.ts';
import { count } from '../../language/format.ts';
import { given } from '../../language/reason.ts';
import type { messages as en } from './link.en.ts';

const because = (reason: string | number | undefined): string => {
  switch (reason) {
    case 'twice':
      return '두 번 쓰였습니다';
    case 'no value':
      return '값이 없습니다';
    case 'name':
      return '그런 설정이 없습니다';
    case 'escape':
      return '퍼센트 부호가 잘못되었습니다';
    default:
      return `필요한 값: ${reason}`;
  }
};

export const messages = {
  title: '링크로 시작하는 학습',
  intro: '이 링크는 바로 이 학습으로 수업을 시작합니다. 시드가 같으면 숫자도 같습니다.',
  configuration: '설정',
  place: '위치',
  beginning: '1단계 안, 순전파 뒤',
  beforeFirst: '첫 단계 전',
  after: (step: number) => `${count(step)}단계 뒤`,
  inside: (step: number, operation: number, symbol: string) =>
    `${count(step)}단계 안, 연산 ${operation} (${symbol})`,
  changes: '그 사이 바뀐 설정',
  change: (what: string, step: number) => `${count(step)}단계 뒤 ${what}`,
  hidden: '내 화면에서 숨기는 것',
  start: '여기서 수업 시작',
  starting: '시작하는 중…',
  key: '이 서버의 열쇠',
  unreadable: '이 링크는 열 수 없습니다.',
  wrong: ({ path, value, reason }: RefusalParams) =>
    path === '#'
      ? `너무 깁니다: ${given(value)}자, 최대 ${given(String(reason).slice(2))}자.`
      : `“${path}”${value === '' ? '' : ` = “${value}”`}: ${because(reason)}.`,
  ownText: '직접 넣은 글로 한 학습의 링크입니다.',
  ownTextHint:
    '링크에는 글이 들어 있지 않고 글의 지문만 있습니다. 글을 가진 사람에게 받아 새 학습에서 시작하세요.',
  lessonTitle: '링크로 받은 강의',
  lessonIntro: '이 링크에는 강의 전체가 들어 있습니다. 시작하면 이 브라우저의 내 강의에도 저장됩니다.',
  startLesson: '이 강의로 수업 시작',
  keepLesson: '저장만 하기',
  lessonKept: '내 강의에 저장했습니다',
  firstPage: '첫 페이지',
} satisfies typeof en;
