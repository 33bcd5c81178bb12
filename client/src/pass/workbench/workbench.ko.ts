import { count, fixed, superscript } from '../../language/format.ts';
import { withParticle } from '../../language/particle.ts';
import type { Context } from './context.ts';
import type { workbench as en } from './workbench.en.ts';

/** 미분하는 값: J, s, 또는 레이블의 점수. */
const differentiated = ({ of, label }: Context): string =>
  label ? `${label} 점수를` : withParticle(of, '를');
const layer = ({ layer: number }: Context): string => (number === null ? '' : `${number}층: `);
const input = ({ input: name }: Context): string => (name === 'x' ? 'x' : '아래층의 h');
/** 단계의 두 번째 윈도우부터. */
const onTop = ({ sum }: Context): string =>
  sum && sum.stage === 'sum' && sum.done > 1
    ? ` 이전 윈도우들의 합에 더해집니다: ${count(sum.of)}개 중 ${count(sum.done)}개.`
    : '';

const spoken: (typeof en)['spoken'] = {
  x: ({ corrupted }) =>
    `x는 ${corrupted ? '오염된 ' : ''}윈도우의 단어 벡터를 위에서 아래로 이은 열벡터입니다.`,
  z: (c) => `${layer(c)}z는 W 곱하기 ${input(c)} 더하기 b입니다.`,
  h: (c) => `${layer(c)}h는 z의 성분마다 f를 적용한 값입니다.`,
  s: ({ head, input: name, corrupted }) =>
    head === 'softmax'
      ? `레이블마다 하나인 점수 s는 U 곱하기 ${name}입니다.`
      : `${corrupted ? '오염된 윈도우의 ' : ''}점수 s는 u의 전치 곱하기 ${name}입니다.`,
  J: ({ head }) =>
    head === 'max-margin'
      ? '손실 J는 0과, 1 빼기 올바른 윈도우의 점수 더하기 오염된 윈도우의 점수 가운데 큰 값입니다.'
      : '손실 J는 정답 레이블 확률의 로그에 마이너스를 붙인 값입니다.',
  dJ: () => 'J를 J로 미분하면 1입니다.',
  ds: (c) => {
    if (c.label) return `${c.label} 점수를 s로 미분하면 ${c.label} 자리는 1, 다른 레이블은 0입니다.`;
    if (c.of === 's') return 's를 s로 미분하면 1입니다.';
    switch (c.head) {
      case 'logistic':
        return 'J를 s로 미분한 하류 그래디언트는 J를 J로 미분한 상류 그래디언트 곱하기 국소 그래디언트 p 마이너스 y입니다.';
      case 'softmax':
        return 'J를 s로 미분한 하류 그래디언트는 J를 J로 미분한 상류 그래디언트 곱하기, p에서 정답 레이블 자리만 1을 뺀 국소 그래디언트입니다.';
      case 'max-margin':
        return c.satisfied
          ? '마진이 충족되어 J는 0이고, 점수로 미분한 값도 0입니다.'
          : `J를 ${c.corrupted ? '오염된' : '올바른'} 윈도우의 점수로 미분하면 ${c.corrupted ? '1' : '마이너스 1'}입니다.`;
    }
  },
  du: (c) =>
    c.head === 'softmax'
      ? c.jacobian
        ? `${differentiated(c)} U로 미분한 하류 그래디언트는 한 행이며, s로 미분한 행벡터 곱하기 s를 U로 미분한 야코비안입니다.${onTop(c)}`
        : `${differentiated(c)} U로 미분한 하류 그래디언트는 s로 미분한 상류 그래디언트 곱하기 ${c.input}의 전치, 곧 외적입니다.${onTop(c)}`
      : `${differentiated(c)} u로 미분한 하류 그래디언트는 ${differentiated(c)} s로 미분한 상류 그래디언트 곱하기 국소 그래디언트 ${c.input}${c.jacobian ? '의 전치' : ''}입니다.${onTop(c)}`,
  dh: (c) => {
    const made = `${layer(c)}${differentiated(c)} h로 미분한 하류 그래디언트는`;
    if (!c.top)
      return c.jacobian
        ? `${made} 위층의 행벡터 델타 곱하기 위층의 W입니다.`
        : `${made} 위층의 W의 전치 곱하기 위층의 델타입니다.`;
    if (c.head === 'softmax')
      return c.jacobian
        ? `${made} s로 미분한 행벡터 곱하기 U입니다.`
        : `${made} U의 전치 곱하기 s로 미분한 상류 그래디언트입니다.`;
    return `${made} ${differentiated(c)} s로 미분한 상류 그래디언트 곱하기 국소 그래디언트 u${c.jacobian ? '의 전치' : ''}입니다.`;
  },
  dz: (c) =>
    c.jacobian
      ? `${layer(c)}${differentiated(c)} z로 미분한 델타는 f의 하류이며, ${differentiated(c)} h로 미분한 상류 그래디언트 곱하기 f 프라임 z의 대각 행렬입니다. 델타는 W, b, ${input(c)}의 상류입니다.`
      : `${layer(c)}${differentiated(c)} z로 미분한 델타는 f의 하류이며, ${differentiated(c)} h로 미분한 상류 그래디언트에 f 프라임 z를 성분별로 곱한 값입니다. 델타는 W, b, ${input(c)}의 상류입니다.`,
  db: (c) =>
    c.jacobian
      ? `${layer(c)}${differentiated(c)} b로 미분한 하류 그래디언트는 상류 델타 곱하기 단위행렬입니다.${onTop(c)}`
      : `${layer(c)}${differentiated(c)} b로 미분한 하류 그래디언트는 델타 그대로입니다.${onTop(c)}`,
  dW: (c) =>
    c.jacobian
      ? `${layer(c)}${differentiated(c)} W로 미분한 하류 그래디언트는 한 행이며, 행벡터 델타 곱하기 z를 W로 미분한 야코비안입니다.${onTop(c)}`
      : `${layer(c)}${differentiated(c)} W로 미분한 하류 그래디언트는 열벡터 델타 곱하기 ${input(c)}의 전치, 곧 외적입니다.${onTop(c)}`,
  dx: (c) => {
    const made = `${differentiated(c)} x로 미분한 하류 그래디언트는`;
    switch (c.under) {
      case 'W':
        return c.jacobian ? `${made} 행벡터 델타 곱하기 W입니다.` : `${made} W의 전치 곱하기 델타입니다.`;
      case 'U':
        return c.jacobian
          ? `${made} s로 미분한 행벡터 곱하기 U입니다.`
          : `${made} U의 전치 곱하기 s로 미분한 상류 그래디언트입니다.`;
      case 'u':
        return `${made} s로 미분한 상류 그래디언트 곱하기 국소 그래디언트 u${c.jacobian ? '의 전치' : ''}입니다.`;
    }
  },
  mean: ({ batch }) => `모든 합을 예제 수 ${withParticle(count(batch), '로')} 나눕니다.`,
  decay: ({ under, head }) =>
    under === 'W'
      ? head === 'softmax'
        ? '람다 곱하기 가중치를 W와 U의 그래디언트에 더합니다. b에는 더하지 않습니다.'
        : '람다 곱하기 가중치를 W와 u의 그래디언트에 더합니다. b에는 더하지 않습니다.'
      : `람다 곱하기 가중치를 ${under === 'U' ? 'U의' : 'u의'} 그래디언트에 더합니다.`,
  theta: ({ optimiser }) =>
    optimiser === 'sgd'
      ? '세타는 세타 빼기 에타 곱하기 J의 세타에 대한 그래디언트로 바뀝니다.'
      : '세타는 세타 빼기 에타 곱하기 그래디언트를, 지금까지의 제곱합의 제곱근으로 나눈 값으로 바뀝니다.',
};

/** 영어는 한 번만: 제목은 한 번에 하나만 보인다. */
const forward = '순전파(forward)';
const backward = '역전파(backward)';
const update = '갱신(update)';

const at = (phase: string, c: Context): string => (c.layer === null ? phase : `${phase} ${c.layer}층`);

const title: (typeof en)['title'] = {
  x: ({ corrupted }) => `${forward}: ${corrupted ? '오염된 ' : ''}윈도우의 단어 벡터`,
  z: (c) => `${at(forward, c)}: ${c.input === 'x' ? 'Wx + b' : 'Wh + b'}`,
  h: (c) => `${at(forward, c)}: 활성화 함수 f`,
  s: ({ head }) => (head === 'softmax' ? `${forward}: 레이블마다 점수` : `${forward}: 점수`),
  J: () => `${forward}: 손실`,
  dJ: () => `${backward}: 1에서 시작`,
  ds: () => `${backward}: 손실을 지나`,
  du: ({ head }) => `${backward}: ${head === 'softmax' ? 'U' : 'u'}의 그래디언트`,
  dh: (c) =>
    c.top ? `${backward}: 점수를 지나` : `${backward}: ${(c.layer ?? 0) + 1}층에서 ${c.layer ?? 0}층으로`,
  dz: (c) => `${at(backward, c)}: f를 지나, δ 계산`,
  db: (c) => `${at(backward, c)}: b의 그래디언트, δ 재사용`,
  dW: (c) => `${at(backward, c)}: W의 그래디언트, δ 재사용`,
  dx: ({ under }) => `${backward}: x의 그래디언트${under === 'W' ? ', δ 재사용' : ''}`,
  mean: () => `${update}: 예제들의 평균`,
  decay: () => `${update}: 가중치의 L2`,
  theta: ({ optimiser }) =>
    optimiser === 'sgd' ? `${update}: 내리막으로 한 걸음` : `${update}: 내리막으로 한 걸음, AdaGrad`,
};

const note: (typeof en)['note'] = {
  x: ({ under }) => `단어마다 열 한 묶음: x 바로 아래에 ${withParticle(under, '가')} 놓입니다.`,
  z: (c) => `zᵢ는 W의 i행과 ${c.input === 'x' ? 'x' : '아래층 h'}의 내적에 bᵢ를 더한 것.`,
  h: () => 'f는 성분마다 따로 작용하므로 야코비안(야코비 행렬)은 대각 행렬.',
  s: ({ head, input: name }) =>
    head === 'softmax'
      ? `레이블마다 숫자 하나: U의 k행과 ${name}의 내적.`
      : '숫자 하나: 윈도우가 얼마나 LOCATION 같은지.',
  J: ({ head, satisfied }) =>
    head !== 'max-margin'
      ? '정답의 확률이 높으면 작은 값.'
      : satisfied
        ? '올바른 윈도우가 1 이상 앞섬: 마진 충족, J는 정확히 0.'
        : '올바른 윈도우의 점수가 1 이상 앞설 때에만 0.',
  dJ: () => '모든 사슬은 ∂J/∂J = 1에서 시작.',
  ds: ({ of, head, satisfied, label }) => {
    if (label) return `${label} 점수만 미분: 그 자리는 1, 나머지는 0.`;
    if (of === 's') return '점수 자체를 미분: 모든 사슬은 ∂s/∂s = 1에서 시작.';
    switch (head) {
      case 'logistic':
        return 'p − y가 다리: 모든 θ에 대해 ∂J/∂θ = (p − y) · ∂s/∂θ.';
      case 'softmax':
        return '성분의 합은 0: 한 레이블이 얻는 만큼 다른 레이블이 잃음.';
      case 'max-margin':
        return satisfied
          ? '마진 충족: 고칠 것이 없으므로 모든 그래디언트가 정확히 0.'
          : '올바른 윈도우는 −1, 오염된 윈도우는 +1: 둘을 떼어 놓음.';
    }
  },
  du: ({ jacobian, head, input: name }) =>
    head === 'softmax'
      ? jacobian
        ? `∂s/∂U: k행은 k번째 묶음이 ${name}ᵀ, 나머지는 0.`
        : 'U와 형상이 같음. 칠판에는 눕혀서 그림.'
      : jacobian
        ? `∂s/∂u = ${name}ᵀ는 한 행: 출력 1개, 입력 ${name === 'x' ? 'm' : 'n'}개.`
        : 'u와 형상이 같음: 열벡터.',
  dh: ({ jacobian, top }) =>
    !top
      ? '위층의 미분을 재사용: 위층 δ에서 곱셈 하나로 이어짐.'
      : jacobian
        ? '∂s/∂h: 점수마다 한 행, 입력 n개.'
        : 'h와 형상이 같음: 열벡터.',
  dz: ({ jacobian }) =>
    jacobian
      ? 'diag(f′(z))에서 0이 아닌 곳은 대각선뿐: 곱은 성분별.'
      : 'δ는 한 번만 계산하고, W, b, 그리고 아래에서 재사용.',
  db: ({ jacobian }) =>
    jacobian ? '∂z/∂b = I: b의 그래디언트는 δ 그대로.' : 'b의 그래디언트는 δ 그대로: 곱할 것 없음.',
  dW: ({ jacobian, input: x }) =>
    jacobian
      ? `숫자 n·m개짜리 한 행: δ₁${x}ᵀ, δ₂${x}ᵀ, … W의 형상으로 놓으면 δ ${x}ᵀ.`
      : `δ가 열벡터라면 δ ${x}ᵀ, 행벡터라면 δᵀ ${x}ᵀ. 숫자는 같은 n×m개.`,
  dx: ({ jacobian, under, of }) => {
    switch (under) {
      case 'W':
        return jacobian ? 'W가 야코비안 ∂z/∂x: 출력 n개, 입력 m개, n ≠ m.' : '∂/∂xⱼ는 W의 j열과 δ의 내적.';
      case 'U':
        return jacobian ? 'U가 야코비안 ∂s/∂x: 점수마다 한 행.' : `∂/∂xⱼ는 U의 j열과 ∂${of}/∂s의 내적.`;
      case 'u':
        return jacobian ? '∂s/∂x = uᵀ는 한 행: 출력 1개, 입력 m개.' : 'x와 형상이 같음: 열벡터.';
    }
  },
  mean: () => '이제 그래디언트의 크기는 예제 수와 무관.',
  decay: () => '모든 가중치를 0 쪽으로 당김. J는 그대로 데이터의 손실.',
  theta: ({ optimiser }) =>
    optimiser === 'sgd'
      ? 'Δθ의 눈금은 따로: θ의 눈금에서는 보이지 않을 만큼 작음.'
      : 'Q ← Q + g², 성분마다: 많이 움직인 것은 덜 움직임.',
};

export const workbench = {
  region: '작업대: 지금 연산',
  place: (number: number, of: number) => `연산(operation) ${count(number)}/${count(of)}`,
  whole: '역전파 전체',
  nothing: '0단계: θ는 시드로 초기화한 값 그대로입니다. 첫 연산에서 x가 칠판에 놓입니다.',
  spoken,
  title,
  note,
  roles: {
    downstream: '하류(downstream)',
    upstream: '상류(upstream)',
    local: '국소(local)',
    'delta-made': '· W·b·x에는 상류',
    'delta-used': 'δ: f의 하류',
  },
  not: '아직 계산 전',

  objective: '미분할 것',
  objectives: { J: 'J', s: 's' },
  objectiveTitles: { J: '손실 J', s: '강의처럼 점수 s' },
  convention: '규약',
  conventions: { jacobian: '야코비안(Jacobian)', shape: '형상 규약(shape convention)' },
  byHand: '손으로 풀기',
  stages: { closed: '접기', symbols: '기호', shapes: '형상', numbers: '숫자' },

  pagesLabel: '부분',
  pages: { chain: '연쇄', bridge: '다리', agreement: '그래디언트 확인' },
  made: { hadamard: '아다마르 곱', reshape: '형상 바꾸기', words: '단어로' },
  hadamardTitle: '아다마르 곱(성분별 곱)',
  reshapeTitle: '한 행에서 외적(outer product, δxᵀ)까지',
  close: '손으로 풀기 닫기',
  back: '연쇄',
  asOneRow: '한 행으로',
  reshaped: '형상 바꾸면',
  compressed: (shapes: string) => `폭에 맞춰 압축: ${shapes}.`,
  target: '그래디언트를 구할 것',
  chain: (of: 'J' | 's', by: string) =>
    `${withParticle(of, '를')} ${withParticle(by, '로')} 미분한 것을 야코비안의 곱으로`,
  factor: (name: string, rows: number, columns: number) => `${name}, ${rows} × ${columns} 크기`,
  open: (name: string) => `${name} 크게 보기`,
  of: '미분한 식',
  factors: '인수와 곱',
  inProportion: '모든 인수가 같은 눈금, 성분 하나가 한 칸.',
  narrowed: (columns, times) => `${count(columns)}열, ${fixed(times, times < 9.95 ? 1 : 0)}배 압축`,
  notInProportion: '아주 얇은 행은 더 두껍게, 아주 긴 열은 더 짧게 그림.',
  condensed: (entries: number) => `성분이 픽셀보다 많은 곳은 ${count(entries)}개 가운데 가장 큰 것을 표시.`,
  choose: '인수를 클릭하면 크게 보입니다.',
  structured: (entries: number, nonZero: number) =>
    `성분 ${count(entries)}개 가운데 구조상 0이 아닌 것은 ${count(nonZero)}개: 펼쳐 쓰지 않음.`,
  jacobian: (of: string, by: string, rows: number, columns: number) =>
    `(∂${of}/∂${by})ᵢⱼ = ∂${of}ᵢ/∂${by}ⱼ: 출력 ${count(rows)}개마다 한 행, 입력 ${count(columns)}개마다 한 열.`,
  unequal: (rows: number, columns: number) => `m ≠ n: 함수 ℝ${superscript(columns)} → ℝ${superscript(rows)}.`,
  blocks: 'i행은 i번째 묶음이 xᵀ, 나머지는 0: zᵢ는 W의 i행에만 의존.',
  identityNote: '대각선은 1, 나머지는 0: zᵢ = … + bᵢ.',
  diagonalNote: '대각선 밖은 0: hᵢ는 zᵢ에만 의존.',
  rowNote: '행 우선 순서: δ₁xᵀ | δ₂xᵀ | …, W의 행을 차례로 이은 것.',
  result: '곱',
  moveHint: '화살표 키로 칸을 옮깁니다.',
  hadamardNote: 'diag(f′(z))의 0은 곱할 필요가 없음: 남는 것이 ∘ 연산.',
  reshape: {
    stages: ['한 행', '형상 바꾸기', '외적'],
    replay: '다시 보기',
    notes: [
      '야코비안 ∂/∂W: 1행, n·m열. i번째 묶음은 δᵢ xᵀ.',
      'm개마다 자름: n행, W의 형상. 숫자는 하나도 바뀌지 않음.',
      'i, j 성분은 δᵢ · xⱼ: 외적 δxᵀ.',
    ],
    first: (rows: number, of: number) => `${count(of)}행 가운데 처음 ${count(rows)}행.`,
    column: 'δ 열벡터 [n×1]',
    row: 'δ 행벡터 [1×n]',
  },
  bridge: 's와 J 사이의 다리',
  bridgeNotes: {
    logistic: 's 대신 J를 미분하면 모든 그래디언트에 숫자 하나, p − y가 곱해집니다.',
    softmax: '레이블마다 다리 하나: ∂J/∂θ는 모든 점수의 그래디언트에 각각의 p − y를 곱해 더한 것.',
    'max-margin': '윈도우 둘: s와 s_c의 그래디언트를 빼며, 마진이 충족되면 0입니다.',
  },
  saved: {
    title: '역전파의 곱셈 수',
    ways: {
      fullJacobians: '야코비안 전체, 0도 포함',
      fromScratch: '그래디언트마다 처음부터',
      deltaReused: 'δ를 한 번 계산해 재사용',
    },
    formula: '공식',
    counted: '실제로 센 수',
    same: '같음',
    differ: '다름',
    notCounted: '∂z/∂W의 성분이 백만 개를 넘으면 펼쳐 쓰지 않으므로 0의 곱셈은 세지 않음.',
    once: (saved: number) =>
      `δ를 재사용하면 ${count(saved)}번 절약. 0을 건너뛰는 절약이 가장 크고, 깊은 망일수록 더 절약.`,
    on: (units: number, inputs: number) => `유닛 n = ${count(units)}, 입력 ${count(inputs)}개일 때.`,
    onNetwork: (sizes: string) => `${sizes} 신경망의 윈도우 하나일 때.`,
  },
  agreement: {
    title: '그래디언트 확인',
    equal: '손으로 푼 값 = 계산 그래프 = 수치 미분',
    equalOnGraph: '손으로 푼 값 = 계산 그래프. 수치 미분에는 값이 너무 큼',
    unequal: '손으로 푼 값, 계산 그래프, 수치 미분이 다름',
    incomparable: (entries) => `너무 커서 비교할 수 없는 성분 ${count(entries)}개`,
    graph: '손으로 푼 값과 계산 그래프',
    numeric: '손으로 푼 값과 수치 미분(중앙 차분)',
    trainer: '손으로 푼 값과 학습기의 float32 δ',
    largest: '가장 큰 차이',
    none: '없음(비트까지 같음)',
    where: (tensor: string, entry: string) => `${tensor}${entry} 자리`,
    all: (entries: number) => `${count(entries)}칸 모두 확인`,
    sample: (checked: number, entries: number, each: number, seed: number) =>
      `${count(entries)}칸 가운데 ${count(checked)}칸 확인: 텐서마다 최대 ${each}칸, 시드 ${seed}`,
    skipped: (entries: number) => (entries === 0 ? '뺀 칸 없음' : `꺾인 점에 걸린 ${count(entries)}칸은 뺌`),
    bounds: '텐서의 가장 큰 성분(최소 1)에 대한 비율. 허용: 10⁻¹², 10⁻⁷.',
    later: '그래디언트가 계산되면 바로 비교합니다.',
    live: '멈추면 정확한 숫자를 세 가지 방법으로 비교합니다.',
  },
  intoWords: {
    title: (of: 'J' | 's') => `단어로 들어가는 그래디언트 ∂${of}/∂x`,
    rms: 'RMS',
    push: 'p의 변화',
    up: '올림',
    down: '내림',
    none: '없음: x = 0',
    flat: '없음',
    same: (word: string) => `${word}: 같은 벡터, 그래디언트는 더해짐`,
    padding: '패딩: 0으로 된 벡터 하나, 그래디언트는 더해짐',
    summed: '합의 RMS',
    explain: '올림: 이 단어의 벡터가 길어지면, 1차 근사로, LOCATION의 확률이 커짐.',
    explainLabel:
      '올림: 이 단어의 벡터가 길어지면, 1차 근사로, 정답 레이블의 확률이 커짐(s를 미분하면 고른 점수가 커짐).',
    frozen: '계산만 하고 적용 안 함: 단어 벡터 고정.',
  },
  update: {
    difference: (name: string, scale: string) => `Δ${name}, 눈금 ${scale}`,
    arrows: '칠판의 화살표: −η∇J. 여기: Δθ.',
    before: '갱신 전 p',
    after: '갱신 뒤',
  },
} satisfies typeof en;
