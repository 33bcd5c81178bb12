/** How a room is put together: each part is given what it needs of the others, and nothing more. */
import type { Live } from '@deltaboard/shared/class/told.ts';
import type { RoomEvent } from '@deltaboard/shared/protocol/events.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { Budget } from '../budget.ts';
import { Containment } from '../containment.ts';
import { ownOf } from '../data/own.ts';
import { rateOf } from '../limits.ts';
import { Naming } from '../people/naming.ts';
import { Presence } from '../people/presence.ts';
import type { Audience } from './audience.ts';
import { Beside, type BesideParts } from './beside.ts';
import type { Book } from './book.ts';
import { ClassLog } from './class-log.ts';
import { Commands } from './commands.ts';
import { Consequences } from './consequences.ts';
import { containedTrainers } from './contained-trainers.ts';
import { Doorway } from './doorway.ts';
import { Emptiness } from './emptiness.ts';
import { FrameChannel } from './frame-channel.ts';
import { Hold } from './hold.ts';
import { inRunHandlers } from './in-run.ts';
import { KeptRuns } from './kept-runs.ts';
import { Comparing } from './comparing.ts';
import { Judging } from './judging.ts';
import { LongWork } from './long-work.ts';
import { Lessons } from './lessons.ts';
import { Seminar } from './seminar.ts';
import { Losses } from './losses.ts';
import { PresentRun } from './present-run.ts';
import type { RoomHost, RoomMeans } from './room-means.ts';
import { ReadyRuns } from './ready-runs.ts';
import { RunTold } from './run-told.ts';
import { SerialQueue } from './serial-queue.ts';
import { Telling } from './telling.ts';
import { heardFrom } from './trainer-reports.ts';
import { createStopping } from './stopping.ts';
import { Turns } from './turns.ts';
import { UnderWay } from './under-way.ts';
import { Ways } from './ways.ts';

export type RoomParts = ReturnType<typeof roomParts>;

/**
 * @param book the class as its log has it
 * @param isClosed whether the room has ended: what fails then is only noted
 */
export function roomParts(
  book: Book,
  term: number,
  means: RoomMeans,
  audience: Audience,
  host: RoomHost,
  isClosed: () => boolean,
) {
  const { store, logger, limits } = means;
  const { code } = book.state;
  const failed = (error: unknown): void => logger.error({ err: error, room: code }, 'room');
  const contained = new Containment(means.clock, {
    failed: (error) => (isClosed() ? failed(error) : host.broken(error)),
    noted: failed,
  });
  const { clock } = contained;
  const caught = (error: unknown): void => contained.caught(error);
  const trainers = containedTrainers(means.trainers, contained);
  const queue = new SerialQueue();
  const work = new LongWork(() => changed());
  const ready = new ReadyRuns();
  const released = (): Book => log.released;
  const changed = (): void => telling.changed();
  const happened = (event: RoomEvent): void => {
    runTold.happened(event);
    if (event.type === 'run-opened') comparing.follow();
  };
  const log = new ClassLog(
    book,
    { store, clock, term, failed, caught },
    {
      released: (entry) => consequences.of(entry),
      settled: (entry) => telling.settled(entry),
      savingChanged: changed,
      fenced: (error) => host.fenced(error),
    },
  );
  const naming = new Naming(
    () => log.newest,
    () => presence,
  );
  const presence = new Presence(
    clock,
    {
      changed: () => {
        telling.presenceChanged();
        comparing.follow();
      },
      driverGone: (member) => contained.later(turns.report({ type: 'driver-gone', member })),
      forgotten: (id, guest) => {
        contained.later(turns.report({ type: 'member-gone', member: id }));
        if (!turns.isMember(id)) naming.forget(guest.name);
      },
      pulse: (connections, pulse) => audience.pulse(connections, pulse),
    },
    book.state.driver,
  );
  const present = new PresentRun(released, happened);
  const ways = new Ways({ log, present, clock, changed });
  const own = ownOf(store, code);
  const comparing = new Comparing({
    ...{ log, present, presence, own, clock, changed, pressure: means.pressure },
    corpus: (hash) => store.corpus(hash),
    later: (promise) => contained.later(promise),
  });
  const live = (): Live => ({
    ...present.live(released()),
    ...{ beside: work.state ?? ways.state, comparison: comparing.told },
    ...{ saving: log.saving, rehearsal: host.isRehearsal },
  });
  const telling = new Telling({ clock, audience, presence, term, book: released, live });
  const frames = new FrameChannel(audience);
  const runTold = new RunTold({ log, present, telling, frames, now: () => clock.now() });
  const hold = new Hold(clock, queue, caught);
  const turns = new Turns({ log, presence, queue, hold, limits, caught });
  const kept = new KeptRuns({
    ...{ store, clock, code, failed },
    branchesOf: (run) => log.released.state.runs[run].branches,
  });
  const { act } = turns;
  const underWay = new UnderWay({ log, present, presence, turns, queue, caught });
  const stopping = createStopping(log, present);
  const besideParts: BesideParts = {
    ...{ log, present, work, ways, stopping, kept, trainers, clock, limits, changed, act },
    later: (promise) => contained.later(promise),
    report: (report) => turns.report(report),
    ready,
    listener: heardFrom(present, {
      isUnderWay: (run) => underWay.isIt(run),
      report: (report, adopt) => contained.later(turns.report(report, adopt)),
      happened,
      pictured: (bytes) => frames.publish(bytes),
      changed,
      failed,
    }),
    corpus: (hash) => store.corpus(hash),
    compared: (command) => comparing.kept(command),
    own,
    require: (by, command) => turns.require(by, command),
    inTurn: (turn) => turns.inTurn(turn),
  };
  const beside = new Beside(besideParts);
  const lessons = new Lessons(besideParts, beside);
  const seminar = new Seminar({ ...besideParts, presence }, beside);
  const giveUp = (): void => beside.giveUp();
  const requireRunning = (): void => {
    const { running: limit } = limits;
    if (host.running >= limit) throw new Refusal('too-many', { what: 'running', limit });
  };
  const inRun = inRunHandlers({ log, present, hold, act, ways, stopping, giveUp, requireRunning });

  const replays = new Budget(clock, rateOf(limits, 'replays'));
  const commands = new Commands({
    ...{ log, presence, naming, turns, hold },
    beside: { ...beside.handlers, ...lessons.beside, ...seminar.beside },
    inRun: { ...inRun, ...lessons.inRun },
  });
  const consequences = new Consequences({
    ...{ comparing, log, present, presence, naming, hold, kept, frames, audience, telling, runTold },
  });
  const empty = new Emptiness(clock, () => contained.later(underWay.pauseEmpty()));
  const doorway = new Doorway({
    ...{ limits, log, presence, naming, turns, empty, telling, runTold, frames, hold, audience },
    later: (promise) => contained.later(promise),
  });
  return {
    ...{ contained, log, presence, present, telling, frames, queue, hold, turns },
    ...{ kept, ready, beside, commands, consequences, empty, doorway, seminar, underWay },
    losses: new Losses(log, present, replays, means.pressure),
    judging: new Judging(log, present, means.pressure),
  };
}
