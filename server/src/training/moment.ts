/** A moment as the class gets it: what the thread knows, with its sentences. */
import { toBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { Moment } from '@deltaboard/shared/protocol/state.ts';
import type { Cursor } from '@deltaboard/shared/training/cursor.ts';
import type { RunData } from '../data/catalogue.ts';
import type { RawMoment } from './halt.ts';

export function composeMoment(
  raw: RawMoment,
  { windowView }: Pick<RunData, 'windowView'>,
  place: Pick<Cursor, 'run' | 'branch'>,
): Moment {
  const { updates, operation, settings, examples, squares, vectors, trainer } = raw;
  return {
    // Which example is looked at follows from the operation: the room knows what is differentiated.
    cursor: { ...place, step: updates + 1, example: 0, operation },
    settings,
    theta: toBytes(raw.theta),
    squares: squares && toBytes(squares),
    examples: examples.map((windows) => windows.map((window) => windowView(window))),
    vectors: vectors && {
      rows: vectors.rows,
      values: toBytes(vectors.values),
      squares: vectors.squares && toBytes(vectors.squares),
    },
    trainer:
      trainer?.map(({ J, windows }) => ({
        J,
        windows: windows.map(({ s, gradientOfS, delta }) => ({
          s: toBytes(s),
          gradientOfS: toBytes(gradientOfS),
          delta: delta.map(toBytes),
        })),
      })) ?? null,
  };
}
