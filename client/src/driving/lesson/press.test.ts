import { describe, expect, test } from 'vitest';
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { questionPress, walks } from './press.ts';

const asked = { kind: 'delta-sign', layer: 1, unit: 3 } as const;
const standing = (phase: 'first' | 'discussion' | 'second' | 'revealed') =>
  ({ question: { phase } }) as unknown as Parameters<typeof questionPress>[0];

describe('LE9 the clicker goes through what a page has', () => {
  test('the rounds of its question, and the reveal; then the page goes on', () => {
    const rounds = (of: 1 | 2, ...phases: ('first' | 'discussion' | 'second' | 'revealed')[]) =>
      phases.map(
        (phase) => questionPress(standing(phase), { question: { asked, rounds: of } }, 1)?.type ?? null,
      );
    expect(rounds(2, 'first', 'discussion', 'second', 'revealed')).toEqual([
      'discuss',
      'ask-again',
      'reveal',
      null,
    ]);
    expect(rounds(1, 'first', 'revealed')).toEqual(['reveal', null]);
    // An improvised one has the rounds that the driver gives it.
    expect(questionPress(standing('first'), {}, 1)).toEqual({ type: 'reveal' });
    expect(questionPress(standing('first'), { question: { asked, rounds: 2 } }, -1)).toBeNull();
    expect(questionPress({ question: null }, { question: { asked } }, 1)).toBeNull();
  });

  test('the operations up to the end of its walk, and back to where it began', () => {
    const at = (operation: number) =>
      ({
        playback: {
          status: 'paused',
          cursor: { run: 0, branch: 0, step: 9, example: 0, operation },
          because: 'driver',
        },
        subject: { kind: 'window' },
        view: OPENING_VIEW,
      }) as const;
    const run = { configuration: presets.board };
    const page = { at: { step: 9, after: '∂s' }, until: '∂W1' } as const;
    const ways = (direction: 1 | -1) =>
      Array.from({ length: 14 }, (_, operation) => operation).filter((operation) =>
        walks(at(operation), run, page, direction),
      );
    // ∂s is the 7th operation, ∂W the 12th; at the step's end, 0, there is nothing to walk.
    expect(ways(1)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(ways(-1)).toEqual([8, 9, 10, 11, 12, 13]);
    expect(walks(at(8), run, { at: page.at }, 1)).toBe(false);
  });
});
