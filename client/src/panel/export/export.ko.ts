import type { messages as en } from './export.en.ts';

export const messages = {
  title: '이 학습 내보내기',
  close: '닫기',
  intro: '칠판의 단계가 갱신되기 전의 θ와 그 단계의 윈도우입니다. 스크립트가 읽어 같은 수를 출력합니다.',
  running: '정확한 단계를 내보내려면 멈추세요.',
  names: {
    npz: 'NumPy 배열',
    numpy: 'NumPy로 쓴 이 단계',
    safetensors: 'safetensors 배열',
    torch: 'PyTorch로 쓴 이 단계',
    configuration: '설정',
    losses: '손실',
    scores: '시험 부분 점수',
  },
  notYet: '아직 없음',
  pictures: {
    title: '인쇄 크기 그림',
    names: { board: '칠판', loss: '손실 J', size: '그래디언트 크기', f1: 'F1' },
    as: (name: string, form: string) => `${name}, ${form} 파일`,
    print: '칠판 인쇄…',
  },
  link: {
    title: '이 위치의 링크',
    intro: '링크를 열면 시드까지 똑같은 학습으로, 이 단계와 연산에서 수업을 시작합니다.',
    ownText:
      '직접 넣은 글로 한 학습입니다. 링크에는 글이 들어가지 않고 글의 지문만 들어가며, 수업은 열리지 않습니다.',
    copy: '링크 복사',
    copied: '복사했습니다',
    options: '옵션',
    atOnce: '링크를 열면 바로 수업 시작',
    hide: '시작한 사람의 화면에서 숨길 것',
    noRight: '숨긴 것은 보이지 않을 뿐이며 키는 그대로 쓸 수 있습니다.',
    older: '이전 버전으로 계산한 학습입니다. 이 학습으로는 새 수업을 시작할 수 없습니다.',
  },
} satisfies typeof en;
