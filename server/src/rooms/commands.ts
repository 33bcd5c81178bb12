/** What is asked of a class: each command by its turn, and once (SPEC RM6, CL6). */
import {
  commandKey,
  isRemembered,
  remembering,
  type Remembered,
} from '@deltaboard/shared/class/remembered.ts';
import { turnOf, type Command } from '@deltaboard/shared/class/table.ts';
import type { Naming } from '../people/naming.ts';
import type { Presence } from '../people/presence.ts';
import type { BesideHandlers } from './beside.ts';
import type { ClassLog } from './class-log.ts';
import type { Kept } from './pending.ts';
import type { Hold } from './hold.ts';
import type { Asker } from './asker.ts';
import type { InRunCommands } from './in-run.ts';
import type { Aside } from './serial-queue.ts';
import type { Turns } from './turns.ts';

export interface CommandParts {
  readonly log: ClassLog;
  readonly presence: Presence;
  readonly naming: Naming;
  readonly turns: Turns;
  readonly hold: Hold;
  readonly beside: BesideHandlers;
  readonly inRun: InRunCommands;
}

type Handler = (command: Command, asker: Asker, aside: Aside) => Promise<Kept>;
type BesideHandler = (command: Command, asker: Asker) => Promise<Kept>;

export class Commands {
  readonly #parts: CommandParts;
  /** Those that are being performed, by who asked and their ids. */
  readonly #underWay = new Map<string, Promise<Kept>>();
  /** Those that changed nothing, of which no event tells: as long as the room is open. */
  #idle: Remembered = [];

  constructor(parts: CommandParts) {
    this.#parts = parts;
  }

  /** Settles when it may be acknowledged; rejects with a Refusal, and nothing has changed. Without an id it is a new one. */
  async perform(connection: string, command: Command, id: string | null): Promise<Kept> {
    const { presence, log } = this.#parts;
    const by = presence.owner(connection);
    if (id === null) return this.#perform({ connection, by, command: null }, command);
    const key = commandKey(by, id);
    // What is under way may have made some of its facts already.
    const known = this.#underWay.get(key);
    if (known) return known;
    const isKnown = (): boolean => isRemembered(log.newest.state.commands, key);
    if (isKnown() || isRemembered(this.#idle, key)) return log.flush();
    const performing = this.#perform({ connection, by, command: id }, command);
    this.#underWay.set(key, performing);
    try {
      const kept = await performing;
      if (!isKnown()) this.#idle = remembering(this.#idle, key);
      return kept;
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #perform(asker: Asker, command: Command): Promise<Kept> {
    const { turns, beside, inRun } = this.#parts;
    const { type } = command;
    // Also before anything is asked of the trainer.
    turns.require(asker.by, command);
    switch (turnOf(type)) {
      case 'at-once':
        return this.#atOnce(asker, command);
      case 'in-run':
        return turns.inTurn((aside) => {
          turns.require(asker.by, command);
          return (inRun[type as 'run'] as Handler)(command, asker, aside);
        });
      case 'beside':
        return (beside[type as 'reset'] as BesideHandler)(command, asker);
    }
  }

  /** Whatever the run is doing: in time is in time. */
  async #atOnce(asker: Asker, command: Command): Promise<Kept> {
    const { turns, presence, naming, hold } = this.#parts;
    const { by } = asker;
    // Whatever the driver asks for lets go of a held key (SPEC RN12).
    if (turns.role(by) === 'driver') hold.end();
    switch (command.type) {
      case 'name':
        return naming.rename(by, command.name, (name) => turns.act<'name'>(asker, command, name));
      case 'lock': {
        // Also who was here a moment ago.
        const guests = presence.ids.filter((id) => !turns.isMember(id));
        return turns.act<'lock'>(asker, command, guests);
      }
      case 'follow':
        presence.follow(by, command.following);
        return turns.act<'follow'>(asker, command, null);
      case 'point':
        return turns.act<'point'>(asker, command, null, { coalesce: `pin ${by}` });
      default:
        return turns.act(asker, command as never, null as never);
    }
  }
}
