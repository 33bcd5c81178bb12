import { describe, expect, test } from 'vitest';
import { messages as people } from '../class/people/messages.ts';
import { messages as laboratory } from '../laboratory/messages.ts';
import { HOLE, textsIn, textsOf, type Text } from '../testing/catalogues.ts';
import { lessonTexts } from '../testing/lesson-texts.ts';
import { lastSound, particleAfter, particles, withParticle, type Particle } from './particle.ts';

const english = [...textsOf('en'), ...lessonTexts('en')];
const korean = [...textsOf('ko'), ...lessonTexts('ko')];

const shown = ({ catalogue, line, said }: Text): string => `${catalogue}:${line} ${said}`;
const found = (texts: readonly Text[], banned: RegExp): readonly string[] =>
  texts.filter(({ said }) => banned.test(said)).map(shown);

test('WD1 the texts are those of every branch, without keys and comments', () => {
  const source =
    "/* a driver */ export const x = { 'a-b': (n: number) => (n === 1 ? 'one' : `${n} of ${'q'}`) };";
  expect(textsIn(source, 'x').map(({ said }) => said)).toEqual(['one', `${HOLE} of ${HOLE}`, 'q']);
  expect(english.length).toBeGreaterThan(700);
  expect(korean.length).toBeGreaterThan(600);
});

/** What is said instead: what is not. */
const plainWords: Readonly<Record<string, RegExp>> = {
  'the derivative of X with respect to Y':
    /(derivative|gradient|Jacobian) of [^.:]*? by (◌|(one|J|s|z|h|x|W|U|u|b|theta|all)\b)/i,
  'the gradient with respect to': /\b(the|a) gradient by\b/i,
  'with respect to the score': /derivative by/i,
  'per entry, not an entry':
    /\b(cells?|columns?|numbers?|scores?|terms?|arch|windows?|sentences?|values?|answers?|options?|2nm|up to ◌) (one )?an? (entry|word|label|row|second|epoch|point|line|tensor|round|layer)\b/i,
  'per entry, not one an entry':
    /\bone \w+ (an?) (entry|word|label|row|second|epoch|point|line|tensor|round|layer)\b/i,
  'per epoch': /\bonce an? epoch\b/i,
  'current, not present': /\bpresent (run|network|settings?|branch|θ|theta)/i,
  'continues, not goes on': /\bgo(es)? on\b/i,
  'automatically, not by itself': /(appears?|comes? back|tries again|returns?|starts?) by itself/i,
  'the instructor': /whoever (leads|drives)|\bthe wheel\b|\bdrivers?\b|\bdrives?\b/i,
  'answer, not truth': /\btruth\b|as the step showed|by the step/i,
  'dotted with, not against': /\b(row|column) \w+ of \w+ (against|times)\b/i,
  'random initial values': /as the seed drew|seed drew/i,
  'not a name': /\bno name\b/i,
  unpin: /\blets? go\b/i,
  'close the question': /\btake (it )?away\b/i,
};

test.each(Object.entries(plainWords))('WD2 English says: %s', (_, banned) => {
  expect(found(english, banned)).toEqual([]);
});

/** One term for one thing, and beside it what else that thing was called. */
const terms: Readonly<Record<string, RegExp>> = {
  레이블: /이름표|표시 없음|표시를 달/,
  오염된: /훼손/,
  '올바른 윈도우': /참 윈도우/,
  단어: /낱말/,
  매개변수: /파라미터/,
  칠판: /(?<!키|클립)보드(?![가-힣]*\()/,
  형상: /모양/,
  분기: /갈래/,
  '학습(명사)': /(이|다른) 실행|실행을 준비/,
  '이번 계산': /패스|이 과정/,
  성분: /원소/,
  눈금: /척도/,
  단위행렬: /단위 행렬/,
  '활성화 함수': /비선형 함수/,
  학습: /훈련/,
  '학습 중': /^진행 중/,
  진행자: /진행하는 사람|이끄는 사람/,
  '이전 연산': /앞선/,
  올림: /^위쪽/,
  글: /텍스트/,
  휴대폰: /전화기/,
  '내 정보': /^나$/,
  '막힌 곳': /놓[친침쳤]/,
  '질문하기, 닫기, 취소': /(?<![가-힣])묻기|거두|거둘/,
  제안: /내놓/,
  이유: /까닭/,
  '화면 잠그기': /화면 (가리기|풀기)/,
  '손으로 풀기': /손 계산/,
  '초기화한 값 그대로': /뽑은 그대로/,
  '학생으로 참여': /보는 사람/,
  '이보다 크면': /하한/,
  최대: /많아야/,
  비교: /견[주준줄줍]/,
  '음성 안내': /낭독/,
  동그라미: /고리:/,
  '반올림하면 0': /반올림해서/,
  자동으로: /저절로/,
  '와/과': / 및 /,
  하세요: /십시오/,
};

test.each(Object.entries(terms))('WD3 Korean has one term: %s', (_, banned) => {
  expect(found(korean, banned)).toEqual([]);
});

/** What a renamed term leaves behind: 레이블가. */
const NOUNS =
  '레이블 단어 매개변수 칠판 형상 분기 학습 계산 성분 눈금 단위행렬 함수 진행자 연산 글 휴대폰 윈도우 그래디언트 이유 질문 정답 점수 값'.split(
    ' ',
  );

describe('WD4 a particle', () => {
  test.each([
    ['δᵢ', '는', 'δᵢ는'],
    ['f′', '는', 'f′은'],
    ['f(z)', '를', 'f(z)를'],
    ['δ₁', '는', 'δ₁은'],
    ['δ₄', '는', 'δ₄는'],
    ['b⁽²⁾', '는', 'b⁽²⁾는'],
    ['b⁽³⁾', '는', 'b⁽³⁾은'],
    ['|∂J/∂s|', '가', '|∂J/∂s|가'],
    ['n', '와', 'n과'],
    ['L', '로', 'L로'],
    ['8', '로', '8로'],
    ['10', '로', '10으로'],
    ['LOCATION', '가', 'LOCATION이'],
    ['“단계”', '를', '“단계”를'],
  ] as const)('after %s has the form of its reading', (written, particle, expected) => {
    expect(withParticle(written, particle)).toBe(expected);
  });

  const follows = /([가-힣]\([^()]*\)|\S*[^\s가-힣])(은|는|이|가|을|를|과|와|으로|로)(?![가-힣])/gu;
  /** 손실(loss)이: a gloss is not read. */
  const gloss = /([가-힣])\([^()]*\)$/u;

  /** The form that should stand where `form` does. */
  function formAfter(written: string, form: string): string {
    const [name] =
      Object.entries(particles).find(([, both]) => (both as readonly string[]).includes(form)) ?? [];
    return name === undefined ? form : particleAfter(written, name as Particle);
  }

  function wrong({ said }: Text): boolean {
    return [...said.matchAll(follows)].some(([, written, form]) => {
      const read = gloss.exec(written)?.[1] ?? written;
      // What is filled in is not known here: withParticle, or a Korean noun between them.
      if (/◌[)\]|”’]*$/u.test(read)) return true;
      return formAfter(read, form) !== form;
    });
  }
  const said = (text: string): Text => ({ catalogue: 'x', line: 1, said: text });

  test('in a wrong form, or after what is filled in, is found', () => {
    for (const text of ['f′는 0', 'θ은 작다', '손실(loss)가', `${HOLE}를 보기`, `“${HOLE}”이 있음`, '6 %을'])
      expect(wrong(said(text)), text).toBe(true);
    for (const text of ['f′은 0', 'θ는 작다', '손실(loss)이', `${HOLE}의 값`, '0이 아닌', '6 %를'])
      expect(wrong(said(text)), text).toBe(false);
  });

  test('follows symbols, numbers and names in the form of their reading, in every text', () => {
    expect(korean.filter(wrong).map(shown)).toEqual([]);
  });

  test('follows the terms in the form of their last sound', () => {
    const afterTerms = new RegExp(`(${NOUNS.join('|')})(은|는|이|가|을|를|과|와|으로|로)(?![가-힣])`, 'gu');
    const amiss = korean.filter(({ said }) =>
      [...said.matchAll(afterTerms)].some(([, noun, form]) => formAfter(noun, form) !== form),
    );
    expect(amiss.map(shown)).toEqual([]);
  });

  test('is never left open, nor replaced by a colon', () => {
    expect(found(korean, /[을은이과]\([를는가와]\)|[A-Za-zδθ]: (무엇|반올림|학습으로)/u)).toEqual([]);
  });

  test('the sound of a figure is that of its Korean name', () => {
    expect([...'0123456789'].map((figure) => lastSound(figure) === 'vowel')).toEqual(
      [...'영일이삼사오육칠팔구'].map((name) => lastSound(name) === 'vowel'),
    );
  });
});

describe('WD5 the English of a Korean term', () => {
  /** What stands on the page of the class at once. */
  const page = [
    'board',
    'charts',
    'driver',
    'following',
    'playback',
    'run',
    'sentence',
    'shell',
    'timeline',
    'workbench',
  ];
  const glosses = (texts: readonly Text[]): readonly string[] =>
    texts.flatMap(({ said }) => [...said.matchAll(/[가-힣]\(([a-z][a-z -]*)/gu)].map(([, gloss]) => gloss));
  const repeated = (names: readonly string[]) => names.filter((name, k) => names.indexOf(name) < k);

  test('stands once on the page of the class', () => {
    const there = korean.filter(({ catalogue }) => page.includes(catalogue));
    expect(glosses(there).length).toBeGreaterThan(10);
    expect(repeated(glosses(there))).toEqual([]);
  });

  test('stands once in every other part', () => {
    const parts = [...new Set(korean.map(({ catalogue }) => catalogue))].filter(
      (part) => !page.includes(part),
    );
    const twice = parts.map(
      (part) => [part, repeated(glosses(korean.filter(({ catalogue }) => catalogue === part)))] as const,
    );
    expect(twice.filter(([, again]) => again.length > 0)).toEqual([]);
  });
});

test('WD6 one is one: what is counted has its form by the plural rules', () => {
  expect(
    found(english, /◌ (members|steps|layers|outputs|operations|entries\.|units have|people are)\b/),
  ).toEqual([]);
  expect(people.en.members(1)).toBe('1 member');
  expect(people.en.members(31)).toBe('31 members');
  expect(laboratory.en.flat(1, 8, '12.5 %')).toContain('1 of 8 units has');
  expect(laboratory.en.flat(0, 8, '0 %')).toContain('0 of 8 units have');
});
