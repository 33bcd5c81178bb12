/** Runs of a pasted text, made again and again, in as many rooms as that takes. */
import { MAXIMUM_CHARACTERS } from '@deltaboard/shared/dataset/split.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { came, opened, room, says } from '../sockets.ts';

export interface Resets {
  readonly kind: 'resets';
  readonly resets: number;
}

/** Below what a room may have. */
const OF_A_ROOM = 145;
const SENTENCE = 'She sailed from [Cork](LOC) to [New York](LOC) with [George Washington](PER) in May .\n';
const PATIENCE_MS = 120_000;

export async function resets(
  { resets: wanted }: Resets,
  url: string,
): Promise<{ readonly made: number; readonly rooms: number }> {
  const text = SENTENCE.repeat(Math.floor(MAXIMUM_CHARACTERS / SENTENCE.length));
  const configuration = { ...presets.board, corpus: { kind: 'pasted', text } };
  let [made, rooms] = [0, 0];
  while (made < wanted) {
    const address = `198.51.100.${rooms++}`;
    const { code, secret } = await room(url, address);
    const driver = opened(url, { room: code, secret }, address);
    await came(driver);
    const first = await says(driver, { type: 'configure', preset: null, configuration }, PATIENCE_MS);
    if (!first.ok) throw new Error(`no run of a pasted text: ${first.error.code}`);
    for (let k = 0; k < OF_A_ROOM && made < wanted; k++) {
      if ((await says(driver, { type: 'reset' }, PATIENCE_MS)).ok) made++;
      else break;
    }
  }
  // Its class stays in each: whoever made them is still there.
  return { made, rooms };
}
