/** Which words of a sentence have room on its line. */

/** Of a word on the line on which all of them stand, in CSS pixels. */
export interface Extent {
  readonly left: number;
  readonly right: number;
}

/** Words from `from` up to, and without, `to`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** As many as fit about the centre, which always stays: word by word on both sides. `mark` is the width of what stands for those left out. */
export function aroundCentre(words: readonly Extent[], centre: number, room: number, mark: number): Stretch {
  const fits = ({ from, to }: Stretch): boolean => {
    const marks = (from > 0 ? mark : 0) + (to < words.length ? mark : 0);
    return from >= 0 && to <= words.length && words[to - 1].right - words[from].left + marks <= room;
  };
  const all = { from: 0, to: words.length };
  if (fits(all)) return all;
  let shown = { from: centre, to: centre + 1 };
  for (;;) {
    const before = { ...shown, from: shown.from - 1 };
    const after = { ...shown, to: shown.to + 1 };
    // The nearer one first, so that both sides of the window stay as long as they can.
    const wider = (centre - before.from <= after.to - 1 - centre ? [before, after] : [after, before]).find(
      fits,
    );
    if (!wider) return shown;
    shown = wider;
  }
}
