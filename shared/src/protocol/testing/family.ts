/** Moments of runs of the whole family, made by the shared training path itself, as a server makes them. */
import { toBytes } from '../bytes.ts';
import type { Moment, RunDescription, WindowView } from '../state.ts';
import { fillWindow, inputLength } from '../../dataset/windows.ts';
import { labels } from '../../dataset/sentence.ts';
import { targetOf } from '../../model/head.ts';
import type { Configuration } from '../../training/configuration.ts';
import { tinyConfiguration, tinyData } from '../../training/testing/tiny-run.ts';
import { createTrajectory, type Trajectory } from '../../training/trajectory.ts';

export interface FamilyRun {
  readonly run: Pick<RunDescription, 'configuration' | 'probes'>;
  readonly trajectory: Trajectory;
  /** The step that the trajectory makes next, after so many operations; it is made only when the test says so. */
  readonly momentAt: (operation: number) => Moment;
}

export function familyRun(changed: Partial<Configuration>, steps = 3): FamilyRun {
  const configuration: Configuration = { ...tinyConfiguration, ...changed };
  const { input, head, trainVectors } = configuration;
  const { training } = tinyData(configuration);
  const { text, vectors } = training;
  const trajectory = createTrajectory(configuration, training);
  for (let made = 0; made < steps; made++) trajectory.advance();

  /** x of the vectors as the run found them: what has been trained comes with the moment. */
  const viewOf = (window: number): WindowView => {
    const centre = text.centres[window];
    const x = new Float32Array(inputLength(input));
    fillWindow(x, text, centre, input, vectors);
    const trained = new Set(trajectory.trainedRowsOf(window));
    const rows = Array.from({ length: 2 * input.radius + 1 }, (_, k) => {
      const row = text.rows[centre - input.radius + k];
      return trained.has(row) ? row : -1;
    });
    return {
      tokens: ['word'],
      centre: 0,
      gold: targetOf(head, text.labels[window]),
      goldType: labels[text.labels[window]],
      dictionary: null,
      x: toBytes(x),
      rows: trainVectors ? rows : null,
    };
  };
  const windows = trajectory.windowsOf(steps + 1);
  const { parameters, squares, vectors: table } = trajectory.learner.state;
  const rows = [...new Set(windows.flat().flatMap((window) => trajectory.trainedRowsOf(window)))];
  const rowsOf = (of: Float32Array): Uint8Array =>
    toBytes(
      Float32Array.from(
        rows.flatMap((row) => [...of.subarray(row * input.dimensions, (row + 1) * input.dimensions)]),
      ),
    );
  const moment: Moment = {
    cursor: { run: 0, branch: 0, step: steps + 1, example: 0, operation: 0 },
    settings: trajectory.settings,
    theta: toBytes(parameters.theta.slice()),
    squares: squares && toBytes(squares.slice()),
    examples: windows.map((example) => example.map(viewOf)),
    vectors: table && {
      rows,
      values: rowsOf(table.table),
      squares: table.squares && rowsOf(table.squares),
    },
    trainer: null,
  };
  return {
    run: { configuration, probes: [viewOf(0), viewOf(1)] },
    trajectory,
    momentAt: (operation) => ({
      ...moment,
      cursor: { ...moment.cursor, step: operation === 0 ? steps + 2 : steps + 1, operation },
    }),
  };
}
