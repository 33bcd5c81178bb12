/** The turn of a command for which a run that is under way must stand. */
import { stopped, type ParkedAt } from '@deltaboard/shared/class/commands/standing.ts';
import type { ClassLog } from './class-log.ts';
import type { Kept } from './pending.ts';
import type { Asker } from './asker.ts';
import { parkedAt, type PresentRun } from './present-run.ts';

export interface Stopping {
  /** It goes on where the command was refused. Whatever the run did until then is told. */
  stopping(turn: (parked: ParkedAt | null, said: { adopt?: () => void }) => Promise<Kept>): Promise<Kept>;
  /** A run that is to be left stands first. */
  pause(asker: Asker): Promise<Kept>;
}

export function createStopping(log: ClassLog, present: PresentRun): Stopping {
  const isRunning = (): boolean => log.newest.state.standing.status === 'running';

  const stopping: Stopping['stopping'] = async (turn) => {
    if (!isRunning()) return turn(null, {});
    const run = present.require('pause');
    const parked = await run.trainer.park();
    // It may have stopped by itself meanwhile.
    if (!isRunning()) return turn(null, {});
    let stands = false;
    const adopt = (): void => {
      stands = !isRunning();
      if (stands) present.stand(parked);
    };
    try {
      return await turn(parkedAt(parked), { adopt });
    } finally {
      if (!stands) {
        present.progressed(parked.updates, parked.points);
        if (isRunning()) run.trainer.start(log.newest.state.speed);
      }
    }
  };

  return {
    stopping,
    pause: ({ by }) =>
      stopping((parked, said) =>
        // Not the command itself, which is performed only once the class has come to its place.
        log.record({ facts: stopped(log.newest.state, parked, 'driver') }, { by, command: null, ...said }),
      ),
  };
}
