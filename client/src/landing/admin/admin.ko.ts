import type { admin as en } from './admin.en.ts';
import { count } from '../../language/format.ts';

const times = new Intl.DateTimeFormat('ko-KR', { dateStyle: 'medium', timeStyle: 'short' });
const percent = (share: number): string => `${Math.round(100 * share)} %`;
const bytes = (of: number): string =>
  of >= 1e9 ? `${(of / 1e9).toFixed(1)} GB` : `${(of / 1e6).toFixed(1)} MB`;

export const admin = {
  title: '이 서버',
  key: '서버 열쇠',
  keyHint: '서버의 HOST_KEY 값입니다. 이 브라우저에 저장하지 않습니다.',
  open: '열기',
  noServer: '서버에 연결할 수 없습니다.',
  cores: '바쁜 코어',
  coresOf: (cores: number) => cores.toFixed(2),
  memory: '메모리',
  bytes,
  uptime: '켜진 시간',
  hours: (seconds: number) =>
    seconds < 5400 ? `${count(Math.round(seconds / 60))}분` : `${count(Math.round(seconds / 3600))}시간`,
  storage: '저장 공간',
  stored: (used: number, free: number) => `사용 ${bytes(used)}, 여유 ${bytes(free)}`,
  inMemory: '메모리에만 보관',
  pressure: '부하',
  givenUp: ['없음', '실시간 그림 줄임', '평가 미룸', '새 수업 없음'],
  pressureOf: ({ loopDelay, memory, slotQueue }) =>
    `한도 대비: 이벤트 루프 ${percent(loopDelay)}, 메모리 ${percent(memory)}, 계산 대기열 ${percent(slotQueue)}`,
  classes: (all: number, open: number) => `수업 ${count(all)}개, 열린 수업 ${count(open)}개`,
  list: '수업 목록',
  code: '코드',
  state: '상태',
  running: '학습 중',
  isOpen: '열림',
  asleep: '잠듦',
  here: '접속',
  members: '참여자',
  membersTitle: '이름, 답, 글처럼 흔적을 남긴 사람입니다. 보기만 하는 사람은 접속에만 셉니다.',
  number: count,
  last: '마지막 활동',
  time: (at: number) => times.format(at),
  actions: '할 수 있는 일',
  does: (act: string, code: string) => `${act}: ${code}`,
  close: '닫기',
  delete: '지우기',
  cancel: '취소',
  sure: {
    close: (code: string) => `수업 닫기: ${code}`,
    delete: (code: string) => `수업 지우기: ${code}`,
  },
  follows: {
    close: '안에 있는 모두에게 알립니다. 수업은 보관되며, 누군가 다시 열면 계속됩니다.',
    delete: '안에 있는 모두에게 알립니다. 학습, 질문, 답, 이름이 모두 사라지며 되돌릴 수 없습니다.',
  },
} satisfies typeof en;
