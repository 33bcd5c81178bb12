import { presets } from '@deltaboard/shared/training/presets.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { remember } from '../browser/storage.ts';
import { keepLinked, linkedOf } from './linked.ts';

beforeEach(() => localStorage.clear());
afterEach(() => localStorage.clear());

const command = { type: 'configure', preset: null, configuration: presets.board } as const;

test('LK5 what a class was started from is kept until its run is there, LK6 and what is left out for longer', () => {
  expect(linkedOf('KQ7M-2PXB')).toEqual({ command: null, hide: [] });
  keepLinked('KQ7M-2PXB', { command, hide: ['runs'] });
  expect(linkedOf('KQ7M-2PXB')).toEqual({ command, hide: ['runs'] });
  expect(linkedOf('AAAA-AAAA').command).toBeNull();
  keepLinked('KQ7M-2PXB', { command: null, hide: ['runs'] });
  expect(linkedOf('KQ7M-2PXB')).toEqual({ command: null, hide: ['runs'] });
  keepLinked('KQ7M-2PXB', { command: null, hide: [] });
  expect(localStorage).toHaveLength(0);
});

test('LK6 of what is kept only what there is is left out', () => {
  remember('linked:X', JSON.stringify({ command: 7, hide: ['runs', 'everything', 3] }));
  expect(linkedOf('X')).toEqual({ command: null, hide: ['runs'] });
});
