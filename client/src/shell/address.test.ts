import { expect, test } from 'vitest';
import { isLocalOnly, normaliseCode, roomCodeOf, roomPath } from './address.ts';

test('RM1 a code is read in any case, with or without its dash', () => {
  expect(normaliseCode(' kq7m2p ')).toBe('KQ7M-2P');
  expect(normaliseCode('KQ7M–2P')).toBe('KQ7M-2P');
  expect(normaliseCode('kq7')).toBe('KQ7');
});

test('only /r/CODE is the address of a room', () => {
  expect(roomCodeOf('/r/KQ7M-2P')).toBe('KQ7M-2P');
  expect(roomCodeOf('/r/kq7m2p/')).toBe('KQ7M-2P');
  expect(roomCodeOf('/')).toBeNull();
  expect(roomCodeOf('/r/')).toBeNull();
});

test('RM1 a malformed escape is a wrong code, not an error', () => {
  expect(roomCodeOf('/r/KQ7M%')).toBe('KQ7M%');
});

test('RM2 the secret stands in the fragment of the instructor’s address only', () => {
  expect(roomPath('KQ7M-2P')).toBe('/r/KQ7M-2P');
  expect(roomPath('KQ7M-2P', 'abc')).toBe('/r/KQ7M-2P#abc');
});

test('localhost and the loopback addresses reach nobody else', () => {
  expect(['localhost', '127.0.0.1', '[::1]'].every(isLocalOnly)).toBe(true);
  expect(isLocalOnly('192.168.0.12')).toBe(false);
});
