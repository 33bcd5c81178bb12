import { render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { expect, test } from 'vitest';
import { language } from '../../language/language.svelte.ts';
import { ScriptedRoom } from '../../testing/scripted-room.ts';
import Texts from './Texts.svelte';

test('PT4 the direction of a text ends with it, also of one that was kept before marks were taken away', async () => {
  language.use('en');
  const room = new ScriptedRoom();
  room.welcome('instructor');
  const text = 'what is \u202Edelta here';
  room.tellDesk({
    contributions: [
      {
        id: 1,
        member: 'noor',
        name: 'Noor',
        contribution: { kind: 'question', text },
        open: false,
        votes: 0,
      },
    ],
  });
  render(Texts, { session: room.session });
  await tick();
  expect(screen.getByText(text).tagName).toBe('BDI');
  expect(screen.getByText('by Noor').closest('bdi')).toBeNull();
});
