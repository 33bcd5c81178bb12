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
} satisfies typeof en;
