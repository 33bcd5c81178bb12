import type { RefusalParams } from '@deltaboard/shared/refusal.ts';
import type { refusal as en } from './refusal.en.ts';
import { given, isNoNumber, numberPath, parseReason } from './reason.ts';

/** 설정의 이름: 뒤에 조사가 붙지 않도록 쌍점으로 잇는다. */
const settings: Readonly<Record<string, string>> = {
  seed: '시드',
  'corpus.text': '붙여 넣은 글',
  'input.radius': '윈도우 반지름 r',
  'input.dimensions': '단어 벡터의 길이 d',
  'sampling.oneIn': 'LOCATION 윈도우의 비율',
  hidden: '신경망의 크기(모든 매개변수의 수)',
  'hidden.0': '은닉 유닛의 수',
  'hidden.1': '2층 유닛의 수',
  'hidden.2': '3층 유닛의 수',
  'hidden.3': '4층 유닛의 수',
  batch: '미니배치 B',
  decay: 'L2의 λ',
  nonLinearity: '활성화 함수 f',
  learningRate: '학습률 η',
  'change.value': '새 설정',
  epochLimit: '에폭 한도',
  evaluateEvery: '평가 간격',
  speed: '속도',
  bound: '기준값',
  word: '단어',
  step: '단계',
};

/** 입력한 식의 잘못. */
function expressionProblem(problem: string, what: string | number | undefined): string {
  switch (problem) {
    case 'empty':
      return '식이 없습니다.';
    case 'too-long':
      return `식은 ${what}자까지입니다.`;
    case 'too-large':
      return `그래프의 노드가 ${what}개를 넘습니다.`;
    case 'character':
      return `“${what}” 문자는 식에 쓸 수 없습니다.`;
    case 'unknown-function':
      return `“${what}” 함수는 없습니다. 쓸 수 있는 함수: max, min, exp, log, σ(또는 sigmoid), tanh, hardtanh, relu, leakyrelu, gelu, identity.`;
    case 'arguments':
      return `“${what}” 함수의 인수 개수가 다릅니다.`;
    case 'no-value':
      return `“${what}” 변수의 값을 입력하세요.`;
    case 'function-as-variable':
      return `“${what}” 이름은 함수입니다. 괄호 안에 인수가 필요합니다.`;
    case 'not-scalar':
      return `“${what}” 부분은 숫자가 아닙니다.`;
    case 'product':
      return `곱셈은 기호와 함께 쓰세요. 예: ${what}`;
    case 'decimal-comma':
      return `소수는 점으로 쓰세요. 예: ${what}`;
    case 'power':
      return `거듭제곱은 이렇게 쓰세요. 예: ${what}`;
    case 'unclosed':
      return '이 괄호가 닫히지 않았습니다.';
    default:
      return '여기를 읽을 수 없습니다. 연산자나 닫는 괄호가 필요합니다.';
  }
}

/** Why a question cannot be asked here. */
function questionProblem(reason: string): string {
  switch (reason) {
    case 'no-pass':
      return '이 질문은 계산 한 번에 관한 것입니다. 먼저 단계 안으로 들어가세요.';
    case 'done':
      return '이미 계산되어 드러난 것입니다. 그것을 계산하는 연산 앞에서 질문하세요.';
    case 'objective':
      return '지금 미분하는 대상에는 해당하는 것이 없습니다. J 또는 s로 바꾸어 보세요.';
    case 'update':
      return '여기에는 갱신이 없습니다. 학습 윈도우를 보고 J를 미분하세요.';
    case 'head':
      return '이 출력 방식에는 해당하는 것이 없습니다.';
    case 'layer':
      return '신경망에 그런 층이 없습니다.';
    case 'alike':
      return '여기서는 틀린 식도 옳은 식과 같은 값을 내므로 고를 것이 없습니다.';
    case 'no-number':
      return '학습이 발산해서 답으로 쓸 수(number)가 없습니다.';
    default:
      return '그런 성분이 없습니다.';
  }
}

const settingOf = (path: string | number | undefined): string =>
  settings[String(path).replace(/^configuration\./, '')] ?? `설정 “${path}”`;

/** What a schema asks for, in words. */
export function must(text: string | number | undefined): string {
  const reason = parseReason(text);
  switch (reason.kind) {
    case 'at-most':
    case 'parameters':
      return `${given(reason.bound)} 이하여야 합니다`;
    case 'at-least':
      return `${given(reason.bound)} 이상이어야 합니다`;
    case 'above':
      return `${given(reason.bound)}보다 커야 합니다`;
    case 'below':
      return `${given(reason.bound)}보다 작아야 합니다`;
    case 'one-of':
      return `다음 가운데 하나여야 합니다: ${reason.choices.join(', ')}`;
    case 'whole-number':
      return '정수여야 합니다';
    case 'number':
      return '수여야 합니다';
    case 'unknown-key':
    case 'other':
      return '이 서버가 이해하지 못합니다';
  }
}

const setting = ({ path, value, reason }: RefusalParams): string =>
  isNoNumber(value, reason)
    ? `${settingOf(numberPath(path))}: 수를 입력해야 합니다.`
    : `${settingOf(path)}: “${given(value)}” 값은 쓸 수 없습니다. ${must(reason)}.`;

/** What has become of a thread that computed. */
function failure(because: string | number | undefined): string {
  switch (because) {
    case 'no-sign':
      return '학습기가 응답하지 않아 서버가 끝냈습니다.';
    case 'out-of-memory':
      return '학습기가 서버의 허용량보다 많은 메모리를 써서 끝났습니다.';
    default:
      return '학습기가 갑자기 멈췄습니다.';
  }
}

function tooMany({ what, limit }: RefusalParams): string {
  switch (what) {
    case 'members':
      return `이 수업은 ${given(limit)}명으로 가득 찼습니다. 누군가 나간 뒤 다시 해 보세요.`;
    case 'contributions':
      return `대기 중인 글이 ${given(limit)}개입니다. 하나를 취소하거나, 진행자가 볼 때까지 기다리세요.`;
    case 'waiting':
      return '대기 중인 글이 너무 많습니다. 진행자가 본 뒤에 다시 보내세요.';
    case 'rooms':
      return '이 서버에 열린 수업이 너무 많습니다. 나중에 다시 해 보세요.';
    case 'own-rooms':
      return `이 네트워크에서 연 수업이 이미 ${given(limit)}개 있습니다. 하나를 닫고 1분 뒤에 다시 해 보세요.`;
    case 'new-rooms':
      return '이 네트워크에서 수업을 너무 많이 시작했습니다. 1분 뒤에 다시 해 보세요.';
    case 'request':
      return `너무 큽니다. ${given(limit)}바이트까지 받습니다.`;
    case 'running':
      return `이 서버에서 동시에 학습할 수 있는 수업은 ${given(limit)}개입니다. 다른 수업이 멈춘 뒤에 다시 해 보세요.`;
    case 'codes':
      return '이 네트워크에서 틀린 코드가 너무 많이 입력되었습니다. 몇 분 뒤에 다시 해 보세요.';
    case 'joins':
      return '이 네트워크에서 한꺼번에 많은 사람이 들어오고 있습니다. 잠시 뒤 다시 해 보세요.';
    case 'screens':
      return `이 수업에는 이미 프로젝터가 ${given(limit)}대 있습니다. 하나를 닫거나 강사에게 내보내 달라고 하세요.`;
    case 'connections':
      return `이 수업을 ${given(limit)}개보다 많은 창에서 열어, 오래된 창이 닫혔습니다.`;
    case 'record':
      return `이 수업의 참여자 ${given(limit)}명이 모두 찼습니다. 보는 것은 계속할 수 있습니다.`;
    case 'log':
      return '이 수업에 저장할 수 있는 만큼 모두 썼습니다. 계속 볼 수 있고, 쓴 글을 취소할 수도 있습니다.';
    case 'questions':
      return `이 수업에서 할 수 있는 질문 ${given(limit)}개를 모두 썼습니다. 새 수업을 시작하세요.`;
    case 'branches':
      return `이 학습의 분기 ${given(limit)}개를 모두 썼습니다. 새 학습을 시작하세요.`;
    case 'runs':
      return `이 수업에서 할 수 있는 학습 ${given(limit)}번을 모두 썼습니다. 더는 할 수 없으니 새 수업을 시작하세요.`;
    default:
      return '요청이 너무 많습니다. 잠시 뒤 다시 해 보세요.';
  }
}

const at = ({ line, column }: RefusalParams): string => `${line}행 ${column}열:`;

export const refusal = {
  'corpus-unclosed-bracket': (p) => `${at(p)} 괄호가 닫히지 않았습니다. [Paris](LOC)처럼 쓰세요.`,
  'corpus-missing-label': (p) => `${at(p)} [Paris](LOC)처럼 괄호 뒤에 레이블이 있어야 합니다.`,
  'corpus-unknown-label': (p) =>
    `${at(p)} “${p.label}” 레이블은 없습니다. PER, LOC, ORG, MISC 가운데 하나를 쓰세요.`,
  'corpus-empty-entity': (p) => `${at(p)} 괄호 안에 단어가 없습니다.`,
  'corpus-stray-bracket': (p) =>
    `${at(p)} “${p.character}” 괄호의 짝이 없습니다. 글자 그대로 쓰려면 \\${p.character} 형태로 쓰세요.`,
  'corpus-columns': (p) =>
    `${at(p)} 열이 ${p.columns}개뿐입니다. 단어와 태그가 있어야 하고, 열의 수가 첫 줄과 같아야 합니다.`,
  'corpus-bad-tag': (p) => `${at(p)} “${p.tag}” 태그는 없습니다. O, B-LOC, I-LOC 등을 쓰세요.`,
  'corpus-long-sentence': (p) =>
    `${p.line}번째 줄: 한 문장의 단어가 ${p.words}개입니다. ${p.limit}개까지만 받습니다.`,
  'corpus-long-entity': (p) =>
    `${p.line}번째 줄: 한 이름의 단어가 ${p.words}개입니다. ${p.limit}개까지만 받습니다.`,
  'corpus-empty': (p) => `${at(p)} 이 글에는 문장이 없습니다.`,
  'corpus-too-large': (p) => `글이 ${given(p.characters)}자입니다. ${given(p.limit)}자까지 받습니다.`,
  'corpus-too-small': (p) => `문장이 ${given(p.sentences)}개입니다. 적어도 ${given(p.limit)}개가 필요합니다.`,
  'corpus-no-location': () => '이 글에는 장소(LOC)로 표시된 단어가 없어 배울 것이 없습니다.',
  'corpus-only-location': () =>
    '글의 모든 단어가 LOCATION입니다. 쌍에는 LOCATION이 아닌 윈도우가 필요합니다.',
  'vectors-none': () =>
    '이 파일에는 단어와 숫자로 된 줄이 없습니다. GloVe, word2vec, fastText의 글 형식이어야 합니다.',
  'vectors-dimensions': (p) =>
    `이 단어 벡터에는 숫자가 ${given(p.dimensions)}개씩 있습니다. ${given(p.limit)}개까지 받습니다.`,
  'vectors-damaged': (p) => `이 단어 벡터를 읽을 수 없습니다(${p.reason}). 파일을 다시 가져오세요.`,
  'vectors-not-kept': (p) =>
    `이 학습의 단어 벡터(${p.hash}…)가 이 수업에 저장되어 있지 않습니다. 삭제되었거나 다른 사람의 것입니다.`,
  'no-upload': () => '업로드가 중단되었습니다. 다시 시작하세요.',
  'no-data': () => '이미 삭제되었습니다.',
  'corpus-not-kept': () => '이 학습에 쓴 글이 더는 저장되어 있지 않습니다.',
  expression: ({ column, problem, what }) => `${column}열: ${expressionProblem(String(problem), what)}`,
  lesson: ({ path }) => `강의의 “${path}”에 잘못된 것이 있습니다.`,
  configuration: setting,
  command: setting,
  link: setting,
  'not-the-driver': () => '진행자만 할 수 있습니다.',
  'not-an-instructor': () => '이 수업의 강사나 조교만 진행을 가져올 수 있습니다.',
  'not-for-the-driver': () => '진행자가 아니라 학생을 위한 것입니다.',
  'not-for-a-screen': () => '이 페이지는 보여 주기만 하는 화면입니다.',
  'wheel-held': () => '지금 진행자가 있습니다. 조교는 진행자가 없을 때 진행을 가져올 수 있습니다.',
  'no-such-member': () => '이 사람은 이제 수업에 없습니다.',
  'not-an-assistant': () => '진행은 조교나 강사에게만 넘길 수 있습니다. 먼저 조교로 정하세요.',
  'is-an-instructor': () => '강사는 내보낼 수 없습니다.',
  locked: () => '수업이 잠겨 있어 새로 들어올 수 없습니다. 강사에게 열어 달라고 하세요.',
  kicked: () => '이 수업에서 내보내졌습니다.',
  closed: () => '서버를 운영하는 사람이 수업을 닫았습니다. 수업은 보관되며, 누군가 다시 열면 계속됩니다.',
  left: () => '이름과 쓴 글이 지워졌습니다.',
  question: ({ reason }) => questionProblem(String(reason)),
  'no-question': () => '지금은 해당하는 질문이 없습니다.',
  'question-open': () =>
    '질문이 열려 있습니다. 묻고 있는 것이 드러나므로, 먼저 답을 공개하거나 질문을 닫으세요.',
  'question-closed': () => '늦었습니다. 답을 더 받지 않습니다.',
  'already-answered': () => '이미 답했습니다. 1차와 2차에 한 번씩만 답할 수 있습니다.',
  'question-revealed': () => '늦었습니다. 답이 이미 공개되었습니다.',
  'no-such-contribution': () => '이 글은 그사이 취소되었습니다.',
  'not-now': ({ status }) =>
    status === 'preparing'
      ? '새 학습을 만드는 중입니다. 칠판이 나타나면 다시 해 보세요.'
      : '지금은 이 명령을 실행할 수 없습니다.',
  'protocol-version': () => '이 페이지와 서버의 버전이 다릅니다. 새로 고치세요.',
  'no-such-room': ({ code }) => (code ? `코드가 ${code}인 수업이 없습니다.` : '그런 수업이 없습니다.'),
  'not-found': () => '이 주소에는 아무것도 없습니다.',
  'host-key': () => '이 서버에서는 서버 열쇠가 있는 사람만 할 수 있습니다.',
  'other-origin': () => '다른 페이지에서 온 요청입니다. Deltaboard를 원래 주소로 여세요.',
  'other-host': ({ host }) =>
    `주소의 이름 ${host}: 이 서버의 이름이 아닙니다. 서버를 운영하는 사람이 ALLOWED_HOSTS로 허용할 수 있습니다.`,
  'secret-changed': () => '이 수업의 강사용 링크가 바뀌었습니다. 새 링크를 받으세요.',
  'bad-secret': () => '강사용 링크가 이 수업의 것이 아닙니다.',
  'too-many': tooMany,
  'sentence-too-long': (p) => `문장이 ${p.words}단어입니다. ${p.limit}단어까지 가능합니다.`,
  'run-too-large': ({ megabytes, limit }) =>
    `이 학습에는 서버 메모리 ${given(megabytes)} MB가 필요한데, ${given(limit)} MB까지만 쓸 수 있습니다. 유닛 수를 줄이거나 단어 벡터를 짧게 하거나 고정하세요.`,
  'seminar-too-large': ({ megabytes, limit }) =>
    `이 강의로 세미나를 열려면 서버 메모리 ${given(megabytes)} MB가 필요한데, ${given(limit)} MB까지만 쓸 수 있습니다. 신경망을 줄이거나 페이지가 멈추는 단계 수를 줄이세요.`,
  'run-failed': ({ because }) => `${failure(because)} 수업은 그대로 있습니다.`,
  'given-up': () => '다음 명령을 위해 중단했습니다.',
  'under-pressure': () =>
    '열린 수업을 먼저 처리하느라 지금은 새 수업을 열 수 없습니다. 1분 뒤에 다시 해 보세요.',
  'not-saving': () => '지금은 서버가 저장할 수 없습니다. 잠시 뒤에 다시 해 보세요.',
  'unreadable-room': ({ code }) =>
    `수업 ${code}의 저장된 기록을 읽을 수 없습니다. 서버 담당자에게 문의하세요.`,
  'room-failed': ({ seconds }) =>
    seconds === 0
      ? '서버에서 이 수업에 문제가 생겼습니다. 수업을 그 자리에서 다시 여는 중이며, 자동으로 돌아갑니다.'
      : '이 수업에 1분 안에 두 번 문제가 생겨 서버가 1분 동안 닫았습니다. 저장된 내용은 그대로 있으며, 이 화면은 자동으로 돌아갑니다.',
  internal: () => '서버에서 문제가 생겼습니다. 다시 해 보세요.',
} satisfies typeof en;
