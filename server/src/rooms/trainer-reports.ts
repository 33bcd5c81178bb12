/** What trainers say by themselves: only the present run is heard, and its facts are decided like everything else. */
import type { Report } from '@deltaboard/shared/class/reports.ts';
import type { RoomEvent } from '@deltaboard/shared/protocol/events.ts';
import type { Bytes } from '@deltaboard/shared/protocol/state.ts';
import { stepsDone } from '@deltaboard/shared/training/cursor.ts';
import { ThreadFailure } from '../training/thread-failure.ts';
import type { OpenRun, TrainerListener } from './open-run.ts';
import { parkedAt, type PresentRun } from './present-run.ts';

export interface Hearing {
  /** It is the present run, and runs. */
  readonly isUnderWay: (run: OpenRun) => boolean;
  readonly report: (report: Report, adopt?: () => void) => void;
  readonly happened: (event: RoomEvent) => void;
  readonly pictured: (frame: Bytes) => void;
  /** What is known of the run is not what it was. */
  readonly changed: () => void;
  readonly failed: (error: unknown) => void;
}

export function heardFrom(present: PresentRun, hearing: Hearing): TrainerListener {
  const { isUnderWay, report, happened, pictured, changed, failed } = hearing;
  return {
    frame(run, bytes) {
      if (isUnderWay(run)) pictured(bytes);
    },
    moment(run, moment, points) {
      if (!isUnderWay(run)) return;
      present.stand({ moment, updates: stepsDone(moment.cursor), points });
      changed();
    },
    progressed(run, updates, points) {
      if (!isUnderWay(run)) return;
      present.progressed(updates, points);
      report({ type: 'run-progressed', run: run.plan.number, branch: run.branch, updates });
    },
    evaluated(run, evaluation, branch) {
      if (run.score(evaluation, branch) && run === present.run) happened({ type: 'evaluated', evaluation });
    },
    stopped(run, because, parked, hit) {
      if (!isUnderWay(run)) return;
      report({ type: 'run-stopped', parked: parkedAt(parked), because, hit }, () => present.stand(parked));
    },
    failed(run, error, parked) {
      failed(error);
      run.returnTo(parked.moment.cursor.branch);
      if (run === present.run) {
        const because = error instanceof ThreadFailure ? error.because : 'failed';
        report({ type: 'run-failed', parked: parkedAt(parked), because }, () => present.stand(parked));
      }
    },
  };
}
