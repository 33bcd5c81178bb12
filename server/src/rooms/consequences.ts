/** What follows from facts once the class may know them: orders to the trainer, who must leave, what is kept, what is told. */
import { cursorOf } from '@deltaboard/shared/class/reading.ts';
import type { Naming } from '../people/naming.ts';
import type { Presence } from '../people/presence.ts';
import type { Audience } from './audience.ts';
import type { Book } from './book.ts';
import type { Comparing } from './comparing.ts';
import type { ClassLog } from './class-log.ts';
import type { Entry } from './pending.ts';
import type { FrameChannel } from './frame-channel.ts';
import type { Hold } from './hold.ts';
import type { KeptRuns } from './kept-runs.ts';
import type { PresentRun } from './present-run.ts';
import type { RunTold } from './run-told.ts';
import type { Telling } from './telling.ts';

export interface ConsequenceParts {
  readonly log: ClassLog;
  readonly present: PresentRun;
  readonly presence: Presence;
  readonly naming: Naming;
  readonly hold: Hold;
  readonly kept: KeptRuns;
  readonly frames: FrameChannel;
  readonly audience: Audience;
  readonly telling: Telling;
  readonly runTold: RunTold;
  readonly comparing: Comparing;
}

export class Consequences {
  readonly #parts: ConsequenceParts;

  constructor(parts: ConsequenceParts) {
    this.#parts = parts;
  }

  of({ events, adopt, before, urgency }: Entry): void {
    const { log, present, presence, hold, telling, runTold } = this.#parts;
    adopt?.();
    const { run } = present;
    const { state } = log.released;
    for (const { fact } of events) {
      switch (fact.type) {
        case 'run-continued':
          run?.trainer.start(state.speed);
          break;
        case 'speed-set':
          if (state.standing.status === 'running') run?.trainer.setSpeed(fact.speed);
          break;
        case 'subject-chosen':
          run?.trainer.setProbe(state.probe);
          break;
        case 'breakpoints-set':
          run?.trainer.setBreakpoints(fact.breakpoints);
          break;
        case 'wheel-taken':
        case 'wheel-lost':
          hold.end();
          presence.drives(state.driver);
          break;
        case 'member-removed':
          this.#dismiss(fact.member, before, 'kicked');
          break;
        case 'member-left':
          this.#dismiss(fact.member, before, 'left');
          break;
        case 'secret-changed':
          this.#dismissInstructors(before);
          break;
        case 'reached':
        case 'run-paused':
        case 'moved':
          this.keepRun(log.released);
          break;
        case 'view-changed':
          this.#parts.comparing.follow();
          break;
        case 'question-revealed':
        case 'question-dismissed':
          runTold.nothingKeptBack();
          break;
        default:
      }
    }
    // Two hundred answers at once tell the class nothing: only the name of whoever's text is shown would.
    if (urgency === 'silent' && !events.some(({ fact }) => fact.type === 'member-named')) return;
    telling.changed();
    runTold.numbers();
  }

  /** What of the present run is kept beside the log. */
  keepRun({ state }: Book): void {
    const { present, kept } = this.#parts;
    const { run } = present;
    if (run && cursorOf(state)?.run === run.plan.number) kept.save(run);
  }

  /** Nobody knows who of them came by a secret that was seen: whoever has the new one comes back by it. */
  #dismissInstructors({ state: { members } }: Book): void {
    const { presence, audience } = this.#parts;
    for (const [id, { instructor }] of Object.entries(members)) {
      if (!instructor) continue;
      for (const connection of presence.connectionsOf(id))
        audience.dismiss(connection, { code: 'secret-changed', params: {} });
    }
  }

  #dismiss(member: string, before: Book, code: 'kicked' | 'left'): void {
    const { naming, presence, frames, audience } = this.#parts;
    naming.release(member, before);
    for (const connection of presence.remove(member)) {
      frames.leave(connection);
      audience.dismiss(connection, { code, params: {} });
    }
  }
}
