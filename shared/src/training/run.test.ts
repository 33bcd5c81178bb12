import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presets } from './presets.ts';
import {
  commandsOf,
  commitChange,
  commonStep,
  lineageOf,
  newRun,
  reached,
  settingsAt,
  type Run,
  type SettingChange,
} from './run.ts';

const eta = (value: number): SettingChange => ({ setting: 'learningRate', value });

describe('a run', () => {
  it('RN6 a change at the head joins the branch, one behind it forks, and the old branch stays', () => {
    const begun = reached(newRun(presets.board), 0, 100);
    const joined = commitChange(begun, 0, 100, eta(0.1));
    expect(joined.branch).toBe(0);
    const further = reached(joined.run, 0, 200);
    const forked = commitChange(further, 0, 150, eta(0.5));
    expect(forked.branch).toBe(1);
    expect(forked.run.branches[0]).toBe(further.branches[0]);
    expect(settingsAt(presets.board, commandsOf(forked.run, 1), 149).learningRate).toBe(0.1);
    expect(settingsAt(presets.board, commandsOf(forked.run, 1), 150).learningRate).toBe(0.5);
    expect(settingsAt(presets.board, commandsOf(forked.run, 0), 150).learningRate).toBe(0.1);
  });

  it('RN6 a fork leaves the commands of its parent that came later behind', () => {
    let run = reached(newRun(presets.board), 0, 10);
    ({ run } = commitChange(run, 0, 10, eta(0.1)));
    run = reached(run, 0, 50);
    const forked = commitChange(run, 0, 5, eta(0.2));
    expect(commandsOf(forked.run, forked.branch)).toEqual([{ afterStep: 5, change: eta(0.2) }]);
  });

  it('RN10 a branch has of its ancestors what came before they were left, and no more', () => {
    const branch = (from: Run['branches'][number]['from']) => ({ from, commands: [], head: 500 });
    const run: Run = {
      configuration: presets.board,
      branches: [
        branch(null),
        branch({ branch: 0, step: 100 }),
        branch({ branch: 1, step: 50 }),
        branch({ branch: 1, step: 300 }),
      ],
    };
    expect(lineageOf(run, 3)).toEqual([
      { branch: 3, upTo: Infinity },
      { branch: 1, upTo: 300 },
      { branch: 0, upTo: 100 },
    ]);
    const common = [0, 1, 2, 3].map((a) => [0, 1, 2, 3].map((b) => commonStep(run, a, b)));
    expect(common).toEqual([
      [Infinity, 100, 50, 100],
      [100, Infinity, 50, 300],
      [50, 50, Infinity, 50],
      [100, 300, 50, Infinity],
    ]);
  });

  it('RN6 no sequence of commits changes a branch that is not being written', () => {
    const commit = fc.record({
      back: fc.nat(40),
      forward: fc.nat(40),
      value: fc.double({ min: 0.01, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(commit, { maxLength: 12 }), (commits) => {
        let run = newRun(presets.board);
        let branch = 0;
        for (const { back, forward, value } of commits) {
          run = reached(run, branch, run.branches[branch].head + forward);
          const before = run.branches;
          const at = Math.max(run.branches[branch].from?.step ?? 0, run.branches[branch].head - back);
          const after = commitChange(run, branch, at, eta(value));
          before.forEach((kept, index) => {
            if (index !== after.branch) expect(after.run.branches[index]).toBe(kept);
          });
          expect(settingsAt(presets.board, commandsOf(after.run, after.branch), at).learningRate).toBe(value);
          ({ run, branch } = after);
        }
      }),
    );
  });
});
