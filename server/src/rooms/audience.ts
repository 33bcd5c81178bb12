/** The way from a room to its connections: Socket.IO in this process, and one day other nodes. */
import type { Change } from '@deltaboard/shared/class/changes.ts';
import type { Desk, Personal } from '@deltaboard/shared/protocol/participation.ts';
import type { RoomEventMessage, Welcome } from '@deltaboard/shared/protocol/events.ts';
import type { Bytes } from '@deltaboard/shared/protocol/state.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';

export interface Audience {
  /** The first message of a connection; every event from now on reaches it as well. */
  welcome(connection: string, welcome: Welcome): void;
  /** A reliable event, to every welcomed connection, in order. */
  event(message: RoomEventMessage): void;
  /** A live picture to these connections, encoded once; so many others were spared it because they have not caught up. */
  frames(connections: readonly string[], bytes: Bytes, spared: number): void;
  /** What only one member is told: once after the welcome, and then what of it is not as it was. */
  personal(connection: string, personal: Personal): void;
  personalChanged(connection: string, changes: readonly Change[]): void;
  /** What those who lead the class are told: once, and then what of it is not as it was; null: no longer one of them. */
  desk(connection: string, desk: Desk | null): void;
  deskChanged(connection: string, changes: readonly Change[]): void;
  /** To these connections, to be answered. */
  pulse(connections: readonly string[], pulse: number): void;
  /** Ends a connection, and says why. */
  dismiss(connection: string, refusal: RefusalData): void;
  /** The room has closed: ends every connection. */
  close(): void;
  /** The room has failed: ends every connection, and says so. */
  fail(refusal: RefusalData): void;
}

export type AudienceFactory = (code: string) => Audience;
