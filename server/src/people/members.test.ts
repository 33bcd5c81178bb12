import { Refusal } from '@deltaboard/shared/refusal.ts';
import { describe, expect, test } from 'vitest';
import { CODE_ALPHABET, hashSecret, matchesSecret, randomCode, randomSecret, readCode } from '../secrets.ts';
import { Members } from './members.ts';

const secret = randomSecret();
const members = (limit?: number) => new Members(hashSecret(secret), () => 0, undefined, limit);

describe('RM1 codes', () => {
  test('a code is short, readable and made of its alphabet', () => {
    const letters = new Set<string>();
    for (let i = 0; i < 500; i++) {
      const code = randomCode();
      expect(code).toMatch(/^.{4}-.{2}$/);
      for (const letter of code.replace('-', '')) letters.add(letter);
    }
    expect([...letters].sort().join('')).toBe(CODE_ALPHABET);
    expect(CODE_ALPHABET).not.toMatch(/[0O1ILAEU]/);
  });

  test('case, dashes and spaces do not matter', () => {
    for (const text of ['KQ7M-2P', 'kq7m2p', ' kq7m - 2p ', 'KQ-7M-2P'])
      expect(readCode(text)).toBe('KQ7M-2P');
  });
});

describe('RM2 members and secrets', () => {
  test('a secret has 128 bits and is recognised by its hash', () => {
    expect(Buffer.from(randomSecret(), 'base64url')).toHaveLength(16);
    expect(matchesSecret(secret, hashSecret(secret))).toBe(true);
    expect(matchesSecret(`${secret} `, hashSecret(secret))).toBe(false);
  });

  test('whoever shows the token is the same member, on any number of connections', () => {
    const room = members();
    const first = room.join('a', {});
    const again = room.join('b', { member: { id: first.id, token: first.token } });
    expect(again).toEqual(first);
    expect(room.here).toBe(1);
    room.leave('a');
    expect(room.isHere(first.id)).toBe(true);
    room.leave('b');
    expect(room.isHere(first.id)).toBe(false);
    expect(room.here).toBe(0);
  });

  test('an id without its token is somebody new', () => {
    const room = members();
    const first = room.join('a', { secret });
    const thief = room.join('b', { member: { id: first.id, token: randomSecret() } });
    expect(thief.id).not.toBe(first.id);
    expect(thief.instructor).toBe(false);
    expect(room.here).toBe(2);
  });

  test('the secret makes an instructor, for good; a wrong one is refused', () => {
    const room = members();
    const { id, token, instructor } = room.join('a', { secret });
    expect(instructor).toBe(true);
    expect(room.join('b', { member: { id, token } }).instructor).toBe(true);
    expect(() => room.join('c', { secret: randomSecret() })).toThrow(new Refusal('bad-secret'));
    expect(room.here).toBe(1);
  });

  test('a full room forgets viewers who are away, and refuses when nobody is', () => {
    const room = members(2);
    const instructor = room.join('a', { secret });
    const viewer = room.join('b', {});
    expect(() => room.join('c', {})).toThrow(new Refusal('too-many', { what: 'members', limit: 2 }));
    room.leave('a');
    room.leave('b');
    room.join('c', {});
    expect(room.join('d', { member: instructor }).id).toBe(instructor.id);
    expect(() => room.join('e', { member: viewer })).toThrow(Refusal);
  });
});
