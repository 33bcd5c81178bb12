/** Trainers of a room: what they say is the room's alone (SPEC CN1). */
import type { Within } from '../containment.ts';
import type { TrainerFactory, TrainerSink } from '../training/trainer.ts';

export function containedTrainers(trainers: TrainerFactory, within: Within): TrainerFactory {
  const sink = (heard: TrainerSink): TrainerSink => ({
    frame: (...said) => within.event(() => heard.frame(...said)),
    moment: (...said) => within.event(() => heard.moment(...said)),
    progressed: (...said) => within.event(() => heard.progressed(...said)),
    evaluated: (...said) => within.event(() => heard.evaluated(...said)),
    stopped: (...said) => within.event(() => heard.stopped(...said)),
    approached: (...said) => within.event(() => heard.approached(...said)),
    failed: (...said) => within.event(() => heard.failed(...said)),
  });
  return (request, heard) => trainers(request, sink(heard), within);
}
