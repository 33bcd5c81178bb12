/** What a connection says, to whoever listens. */
import type { Position, RoomEventMessage, Welcome } from '@deltaboard/shared/protocol/events.ts';
import type { Desk, Personal } from '@deltaboard/shared/protocol/participation.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';

export type ConnectionState =
  | { readonly status: 'connecting' }
  | { readonly status: 'live' }
  /** It tries again by itself; `attempt` counts from 1. `failure`: the class has failed on the server, which is there. */
  | { readonly status: 'lost'; readonly attempt: number; readonly failure: RefusalData | null }
  /** It does not try again by itself: somebody has to do something. */
  | { readonly status: 'refused'; readonly refusal: RefusalData };

/** Told in order; the connection keeps no room state of its own. */
export interface ConnectionListener {
  stateChanged(state: ConnectionState): void;
  welcomed(welcome: Welcome): void;
  event(message: RoomEventMessage): void;
  /** Resolves once a live picture is unpacked: then it is drawn at the next animation frame. */
  frameArrived(bytes: Uint8Array): Promise<void>;
  /** What only this member is told. */
  toldPersonal(personal: Personal): void;
  /** What those who lead the class are told; null: no longer one of them. */
  toldDesk(desk: Desk | null): void;
  /** So many commands wait for an answer for too long: they are kept, and sent again. */
  unanswered(commands: number): void;
  /** The last reliable event that was applied, for a resumption. */
  position(): Position | null;
}
