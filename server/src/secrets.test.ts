import { describe, expect, test } from 'vitest';
import {
  CODE_ALPHABET,
  hashSecret,
  isIdentity,
  matchesSecret,
  randomCode,
  randomId,
  randomSecret,
  readCode,
} from './secrets.ts';

describe('RM1 codes', () => {
  test('a code is short, readable and made of its alphabet', () => {
    const letters = new Set<string>();
    for (let i = 0; i < 500; i++) {
      const code = randomCode();
      expect(code).toMatch(/^.{4}-.{4}$/);
      for (const letter of code.replace('-', '')) letters.add(letter);
    }
    expect([...letters].sort().join('')).toBe(CODE_ALPHABET);
    expect(CODE_ALPHABET).not.toMatch(/[0O1ILAEU]/);
  });

  test('case, dashes and spaces do not matter', () => {
    for (const text of ['KQ7M-2PXB', 'kq7m2pxb', 'kq7m 2pxb']) expect(readCode(text)).toBe('KQ7M-2PXB');
    for (const text of ['KQ7M-2P', 'kq7m2p', ' kq7m - 2p ', 'KQ-7M-2P'])
      expect(readCode(text)).toBe('KQ7M-2P');
  });
});

describe('RM2 secrets', () => {
  test('a secret has 128 bits and is recognised by its hash', () => {
    const secret = randomSecret();
    expect(Buffer.from(secret, 'base64url')).toHaveLength(16);
    expect(hashSecret(secret)).toMatch(/^[0-9a-f]{64}$/);
    expect(matchesSecret(secret, hashSecret(secret))).toBe(true);
    expect(matchesSecret(`${secret} `, hashSecret(secret))).toBe(false);
    expect(matchesSecret(secret, '')).toBe(false);
  });

  test('an id and a token are known by their shape', () => {
    for (let i = 0; i < 100; i++) expect(isIdentity({ id: randomId(), token: randomSecret() })).toBe(true);
    for (const id of ['', '__proto__', 'constructor', `${randomId()}a`, 'name 1234567'])
      expect(isIdentity({ id, token: randomSecret() })).toBe(false);
    expect(isIdentity({ id: randomId(), token: 'short' })).toBe(false);
  });
});
