import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { ScriptedRoom } from '../../testing/scripted-room.ts';
import { Asked } from './asked.svelte.ts';

test('EV5 a report is asked for where the place or the part is another, and not with every event of the class', () => {
  const room = new ScriptedRoom();
  room.welcome('viewer');
  let asked: Asked | undefined;
  const end = $effect.root(() => {
    asked = new Asked(room.session);
  });
  flushSync();
  expect(room.judgedParts).toEqual(['dev']);
  expect(asked?.isUnderWay).toBe(true);

  room.become({ screensHeld: true });
  flushSync();
  room.become({ pointer: { quantity: 'z', layer: 1, index: 2 } });
  flushSync();
  expect(room.judgedParts).toEqual(['dev']);

  room.become({ view: { ...OPENING_VIEW, judgedPart: 'test' } });
  flushSync();
  expect(room.judgedParts).toEqual(['dev', 'test']);
  end();
});
