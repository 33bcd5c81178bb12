import { expect, test } from 'vitest';
import {
  entryOf,
  isLocalOnly,
  normaliseCode,
  presenterPath,
  remotePath,
  roomCodeOf,
  roomPath,
  screenPath,
} from './address.ts';

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

const entryAt = (address: string) => entryOf(new URL(address, 'http://localhost'));

test('RM2 a secret is what the fragment says; a malformed escape is a wrong secret, not an error', () => {
  const secrets = ['', '#', '#a%20b', '#%E0%A4', '#100%'].map((hash) => entryAt(`/r/KQ7M-2P${hash}`)?.secret);
  expect(secrets).toEqual([null, null, 'a b', '%E0%A4', '100%']);
  expect(entryAt('/#abc')).toBeNull();
});

test('RM2 an instructor’s second device and a projector have addresses of their own', () => {
  const plain = { code: 'KQ7M-2P', secret: null, as: null, screen: false, embed: false, presenter: false };
  expect(entryAt(roomPath('KQ7M-2P'))).toEqual(plain);
  expect(entryAt(remotePath('KQ7M-2P', 'abc', 'me'))).toEqual({ ...plain, secret: 'abc', as: 'me' });
  expect(entryAt(screenPath('KQ7M-2P'))).toEqual({ ...plain, screen: true });
  // Of a rehearsal, which lets nobody in without (SPEC LE20).
  expect(entryAt(screenPath('KQ7M-2P', 'abc'))).toEqual({ ...plain, secret: 'abc', screen: true });
});

test('PV1 the presenter view is the same member’s, with the secret where its page has it, and no projector’s', () => {
  const plain = { code: 'KQ7M-2P', secret: null, as: null, screen: false, embed: false, presenter: true };
  expect(entryAt(presenterPath('KQ7M-2P', null, 'me'))).toEqual(plain);
  expect(entryAt(presenterPath('KQ7M-2P', 'abc', 'me'))).toEqual({ ...plain, secret: 'abc', as: 'me' });
  expect(entryAt('/r/KQ7M-2P?embed')).toMatchObject({ screen: true, embed: true });
  expect(entryAt('/r/KQ7M-2P?embed&presenter#abc')).toMatchObject({ screen: true, presenter: false });
  expect(entryAt('/r/KQ7M-2P?screen&presenter')).toMatchObject({ screen: true, presenter: false });
});
