/**
 * Decided and folded at once, on the newest state: what members ask, and what happens by itself (SPEC CL4). What touches the run takes its
 * turn in one queue.
 */
import { decideReport, type Report } from '@deltaboard/shared/class/reports.ts';
import type { ClassLimits } from '@deltaboard/shared/class/limits.ts';
import type { Decision, Turn } from '@deltaboard/shared/class/rule.ts';
import { decide, require, type Command, type CommandType } from '@deltaboard/shared/class/table.ts';
import { roleOf } from '@deltaboard/shared/class/told.ts';
import type { Role } from '@deltaboard/shared/protocol/people.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { Unchanged } from '../containment.ts';
import type { Presence } from '../people/presence.ts';
import type { ClassLog } from './class-log.ts';
import type { Hold } from './hold.ts';
import type { Act } from './asker.ts';
import type { Aside, SerialQueue } from './serial-queue.ts';

export interface TurnParts {
  readonly log: ClassLog;
  readonly presence: Presence;
  readonly queue: SerialQueue;
  readonly hold: Hold;
  readonly limits: ClassLimits;
  /** Of what nobody asked for. */
  readonly caught: (error: unknown) => void;
}

export class Turns {
  readonly #parts: TurnParts;
  #closed = false;

  constructor(parts: TurnParts) {
    this.#parts = parts;
  }

  /** Nothing takes a turn any more. */
  close(): void {
    this.#closed = true;
  }

  /** Among what touches the run; whatever the driver asks for lets go of a held key. */
  inTurn<T>(turn: (aside: Aside) => Promise<T>): Promise<T> {
    const { queue, hold } = this.#parts;
    return queue.add((aside) => {
      if (this.#closed) throw new Error('the room has closed');
      hold.end();
      return turn(aside);
    });
  }

  /** The turn itself: the role and an open question are looked at once more. */
  readonly act: Act = async (asker, command, evidence, said = {}) => {
    const { by, command: id } = asker;
    this.require(by, command as Command);
    const { log } = this.#parts;
    const { state, rows } = log.newest;
    const turn = { by, rows, ...this.#people, evidence: evidence as never };
    const decision = pure(() => decide(state, command as never, turn));
    this.#requireRoom(by, command.type, decision);
    return log.record(decision, { by, command: id, ...said });
  };

  /** Throws Refusal 'too-many' where members have filled the log. Whoever leads the class always writes, and everybody takes back. */
  #requireRoom(by: string, type: CommandType, { facts }: Decision): void {
    const { log, limits } = this.#parts;
    const isBounded = facts.length > 0 && type !== 'withdraw' && this.role(by) === 'viewer';
    if (isBounded && log.newest.state.written >= limits.log)
      throw new Refusal('too-many', { what: 'log', limit: limits.log });
  }

  /** Settles when it may be acknowledged. What goes wrong is nobody's command. */
  async report(report: Report, adopt?: () => void): Promise<void> {
    const { log, caught } = this.#parts;
    try {
      const decision = pure(() => decideReport(log.newest.state, report, this.#people));
      // Who comes is welcomed with what it is: it comes again, and takes the wheel again, should this be lost.
      const urgency = report.type === 'member-came' ? ({ urgency: 'firm' } as const) : {};
      await log.record(decision, { by: null, command: null, ...(adopt && { adopt }), ...urgency });
    } catch (error) {
      caught(error);
    }
  }

  /** Throws Refusal when this member does not have the command, or an open question forbids it. */
  require(by: string, command: Command): void {
    pure(() => require(this.#parts.log.newest.state, command, this.role(by)));
  }

  role(id: string): Role {
    const { log, presence } = this.#parts;
    return presence.isScreen(id) ? 'screen' : roleOf(log.newest.state, id);
  }

  isMember(id: string): boolean {
    return Object.hasOwn(this.#parts.log.newest.state.members, id);
  }

  /** Who asks where nobody here does. */
  get nobody(): Turn {
    return { by: '', rows: this.#parts.log.newest.rows, ...this.#people, evidence: null };
  }

  get #people() {
    return {
      guest: (id: string) => (this.isMember(id) ? null : this.#parts.presence.guest(id)),
      isHere: (id: string) => this.#parts.presence.isHere(id),
      isScreen: (id: string) => this.#parts.presence.isScreen(id),
      limits: this.#parts.limits,
    };
  }
}

/** Throws Refusal, or Unchanged where it is the decision that has failed. */
function pure<T>(decided: () => T): T {
  try {
    return decided();
  } catch (error) {
    throw error instanceof Refusal ? error : new Unchanged(error);
  }
}
