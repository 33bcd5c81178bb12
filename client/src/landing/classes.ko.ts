import { count } from '../language/format.ts';
import type { classes as english } from './classes.en.ts';

const dates = new Intl.DateTimeFormat('ko-KR', { day: 'numeric', month: 'long', year: 'numeric' });
const weekdays = new Intl.DateTimeFormat('ko-KR', { weekday: 'short' });

export const classes = {
  title: '내 수업',
  where: '이 서버에 보관된 수업',
  looking: '내 수업을 찾는 중…',
  again: '다시 시도',
  unnamed: (code: string) => `수업 ${code}`,
  day: (time: number) => `${dates.format(time)} (${weekdays.format(time)})`,
  members: (members: number) => `참여자 ${count(members)}명`,
  here: (members: number) => `지금 ${count(members)}명 접속 중`,
  step: (step: number) => (step === 0 ? '아직 진행한 단계 없음' : `마지막 ${count(step)}단계`),
  until: (time: number) => `${dates.format(time)}까지 보관`,
  open: '열기',
  rename: '이름 바꾸기',
  delete: '삭제',
  does: (what: string, title: string) => `${what}: ${title}`,
  nameOf: (code: string) => `${code} 수업의 이름`,
  save: '저장',
  cancel: '취소',
  close: '닫기',
  sure: (title: string) => `“${title}” 수업을 삭제할까요?`,
  gone: '학습 기록과 질문, 답이 모두에게서 삭제됩니다. 되돌릴 수 없습니다.',
  inIt: (members: number) => `지금 ${count(members)}명이 이 수업에 있습니다.`,
  deleted: (title: string) => `“${title}” 수업을 삭제했습니다.`,
} satisfies typeof english;
