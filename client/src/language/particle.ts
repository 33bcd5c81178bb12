/**
 * Korean particles after what is written as a symbol, a number or a Latin name (SPEC WD4). They follow it directly, in the form
 * that its reading takes: δ는 (델타는), f′은 (프라임은), b⁽³⁾은 (비 삼은). The last sound that is read decides.
 */
const forms = {
  는: ['은', '는'],
  가: ['이', '가'],
  를: ['을', '를'],
  와: ['과', '와'],
  로: ['으로', '로'],
} as const;

/** A particle, named by its form after a vowel. */
export type Particle = keyof typeof forms;
export const particles = forms;

type Sound = 'consonant' | 'vowel' | 'ㄹ';

/** Letters and signs whose names end in a consonant: 엘, 엠, 엔, 알, 엡실론, 프라임. Every other one ends in a vowel. */
const letters: Readonly<Record<string, Sound>> = {
  l: 'ㄹ',
  r: 'ㄹ',
  m: 'consonant',
  n: 'consonant',
  ε: 'consonant',
  '′': 'consonant',
};

/** 영 일 이 삼 사 오 육 칠 팔 구; a number that ends in 0 ends in 영, 십, 백, 천 or 만. */
const figures: readonly Sound[] = [
  'consonant',
  'ㄹ',
  'vowel',
  'consonant',
  'vowel',
  'vowel',
  'consonant',
  'ㄹ',
  'ㄹ',
  'vowel',
];

/** Names that are read as a word, not letter by letter: 로케이션. */
const names: Readonly<Record<string, Sound>> = { LOCATION: 'consonant', Deltaboard: 'vowel', Space: 'vowel' };

/** The sound with which the reading of `written` ends. Brackets, bars and quotation marks are not read. */
export function lastSound(written: string): Sound {
  const read = written.replace(/[)\]|”’⁾]+$/u, '');
  const name = /[A-Za-z]{2,}$/.exec(read)?.[0];
  if (name !== undefined && name in names) return names[name];
  // Raised and lowered figures and letters are read like the plain ones.
  const last = (read.at(-1) ?? '').normalize('NFKC').toLowerCase();
  if (/\d/.test(last)) return figures[Number(last)];
  if (/\p{Script=Hangul}/u.test(last)) {
    const final = ((last.normalize('NFC').codePointAt(0) ?? 0) - 0xac00) % 28;
    return final === 0 ? 'vowel' : final === 8 ? 'ㄹ' : 'consonant';
  }
  return letters[last] ?? 'vowel';
}

/** The form of a particle that follows `written`. After ㄹ it is 로. */
export function particleAfter(written: string, particle: Particle): string {
  const sound = lastSound(written);
  const [afterConsonant, afterVowel] = forms[particle];
  return sound === 'vowel' || (sound === 'ㄹ' && particle === '로') ? afterVowel : afterConsonant;
}

export const withParticle = (written: string | number, particle: Particle): string =>
  `${written}${particleAfter(String(written), particle)}`;
