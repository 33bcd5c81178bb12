/** An audience that writes down what it is told, a connection at a time. */
import { withChanges } from '@deltaboard/shared/class/changes.ts';
import type { Desk, Personal } from '@deltaboard/shared/protocol/participation.ts';
import type { RoomEvent, RoomEventMessage, Welcome } from '@deltaboard/shared/protocol/events.ts';
import { frameNumber } from '@deltaboard/shared/protocol/frame-number.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';
import type { Audience } from '../audience.ts';

export interface RecordingAudience extends Audience {
  readonly messages: RoomEventMessage[];
  readonly welcomes: Map<string, Welcome>;
  /** Numbers of the live pictures that each connection was sent. */
  framesOf(connection: string): readonly number[];
  /** What each connection knows of its own part. */
  readonly personals: Map<string, Personal>;
  readonly desks: Map<string, Desk | null>;
  /** The connections that were told a whole desk, or that they have none any more, in order. */
  readonly wholeDesks: string[];
  readonly dismissed: Map<string, RefusalData>;
  readonly pulses: number[];
  /** How many pulses the connection was asked to answer. */
  pulsesOf(connection: string): number;
  readonly closed: boolean;
  /** What everybody was told when the room failed. */
  readonly failure: RefusalData | null;
}

export function recordingAudience(): RecordingAudience {
  const messages: RoomEventMessage[] = [];
  const welcomes = new Map<string, Welcome>();
  const frames = new Map<string, number[]>();
  const personals = new Map<string, Personal>();
  const desks = new Map<string, Desk | null>();
  const wholeDesks: string[] = [];
  const dismissed = new Map<string, RefusalData>();
  const pulses: number[] = [];
  const asked = new Map<string, number>();
  let closed = false;
  let failure: RefusalData | null = null;
  const framesOf = (connection: string): number[] => {
    const known = frames.get(connection) ?? [];
    frames.set(connection, known);
    return known;
  };
  return {
    messages,
    welcomes,
    framesOf,
    personals,
    desks,
    wholeDesks,
    dismissed,
    pulses,
    pulsesOf: (connection) => asked.get(connection) ?? 0,
    personal: (connection, personal) => void personals.set(connection, personal),
    personalChanged(connection, changes) {
      const known = personals.get(connection);
      if (!known) throw new Error(`${connection} is told a change of nothing`);
      personals.set(connection, withChanges(known, changes));
    },
    desk(connection, desk) {
      desks.set(connection, desk);
      wholeDesks.push(connection);
    },
    deskChanged(connection, changes) {
      const known = desks.get(connection);
      if (!known) throw new Error(`${connection} is told a change of no desk`);
      desks.set(connection, withChanges(known, changes));
    },
    pulse(connections, pulse) {
      pulses.push(pulse);
      for (const connection of connections) asked.set(connection, 1 + (asked.get(connection) ?? 0));
    },
    dismiss: (connection, refusal) => void dismissed.set(connection, refusal),
    welcome: (connection, welcome) => void welcomes.set(connection, welcome),
    event: (message) => void messages.push(message),
    frames(connections, bytes) {
      for (const connection of connections) framesOf(connection).push(frameNumber(bytes));
    },
    close: () => void (closed = true),
    get closed() {
      return closed;
    },
    fail(refusal) {
      closed = true;
      failure = refusal;
    },
    get failure() {
      return failure;
    },
  };
}

/** The events of one type, oldest first. */
export const eventsOf = <T extends RoomEvent['type']>(
  messages: readonly RoomEventMessage[],
  type: T,
): readonly Extract<RoomEvent, { type: T }>[] =>
  messages
    .map(({ event }) => event)
    .filter((event): event is Extract<RoomEvent, { type: T }> => event.type === type);
