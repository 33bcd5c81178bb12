// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { layouts } from '../../testing/example-layout.ts';
import { boxAt, move, entryAt, type Direction, type BoardEntry } from './board-entry.ts';
import { presentTensors, scalarNames } from './tensors.ts';

const tensorNames = presentTensors({ open: 0, probabilities: null });

describe('on the desk', () => {
  const go = (from: BoardEntry, direction: Direction): BoardEntry => move(layouts.desk, from, direction);

  test('UI6 arrows walk from entry to entry', () => {
    expect(go({ quantity: 'W', index: 0 }, 'right')).toEqual({ quantity: 'W', index: 1 });
    expect(go({ quantity: 'W', index: 0 }, 'down')).toEqual({ quantity: 'W', index: 30 });
  });

  test('UI6 and from tensor to tensor, staying in the row or the column', () => {
    expect(go({ quantity: 'W', index: 59 }, 'right')).toEqual({ quantity: 'b', index: 1 });
    expect(go({ quantity: 'b', index: 2 }, 'right')).toEqual({ quantity: 'z', index: 2 });
    expect(go({ quantity: 'W', index: 17 }, 'up')).toEqual({ quantity: 'x', index: 17 });
    expect(go({ quantity: 'W', index: 77 }, 'down')).toEqual({ quantity: 'gradientOfW', index: 17 });
    expect(go({ quantity: 'gradientOfW', index: 77 }, 'down')).toEqual({
      quantity: 'gradientOfX',
      index: 17,
    });
    expect(go({ quantity: 'delta', index: 0 }, 'left')).toEqual({ quantity: 'gradientOfB', index: 0 });
  });

  test('UI6 and stay where the board ends', () => {
    expect(go({ quantity: 'x', index: 4 }, 'up')).toEqual({ quantity: 'x', index: 4 });
    expect(go({ quantity: 'W', index: 30 }, 'left')).toEqual({ quantity: 'W', index: 30 });
  });
});

describe.each(Object.entries(layouts))('in the %s form', (_, layout) => {
  test('a point in the middle of an entry is that entry', () => {
    for (const quantity of [...tensorNames, ...scalarNames]) {
      const { left, top, width, height } = boxAt(layout, { quantity, index: 0 });
      expect(entryAt(layout, left + width / 2, top + height / 2)).toEqual({ quantity, index: 0 });
    }
  });

  test('UI6 every tensor can be reached by arrows from the first entry of W', () => {
    const seen = new Set<string>();
    const queue: BoardEntry[] = [{ quantity: 'W', index: 0 }];
    while (queue.length > 0) {
      const place = queue.pop() as BoardEntry;
      const key = `${place.quantity} ${place.index}`;
      if (seen.has(key)) continue;
      seen.add(key);
      for (const direction of ['left', 'right', 'up', 'down'] as const)
        queue.push(move(layout, place, direction));
    }
    const reached = new Set([...seen].map((key) => key.split(' ')[0]));
    expect([...reached].sort()).toEqual([...tensorNames, ...scalarNames].sort());
  });
});
