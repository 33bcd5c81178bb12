/**
 * What comes faster than a page draws is heard together, once a frame, in its order (SPEC PR11): a slow page is late by a frame, where one
 * that drew every event would be late by ever more, until it answered no ping.
 */
import type { RoomEventMessage } from '@deltaboard/shared/protocol/events.ts';
import type { ConnectionListener } from './listener.ts';

export interface Gathering extends ConnectionListener {
  /** Nothing waits any more. */
  catchUp(): void;
  /** What waits is never heard: it does not stand on what is known. */
  drop(): void;
}

/** Milliseconds: a hidden tab draws nothing, and stays up to date. */
const DRAWN_WITHIN = 250;

export function gathering(listener: ConnectionListener): Gathering {
  const waiting: RoomEventMessage[] = [];
  let isDrawing = false;

  function catchUp(): void {
    for (let message = waiting.shift(); message; message = waiting.shift()) listener.event(message);
  }

  /** What comes next waits until this page could draw. */
  function draw(): void {
    isDrawing = true;
    const drawn = (): void => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      isDrawing = false;
      if (waiting.length === 0) return;
      catchUp();
      draw();
    };
    const frame = requestAnimationFrame(drawn);
    const timer = setTimeout(drawn, DRAWN_WITHIN);
  }

  /** Whatever is no event is heard after the events that came before it. */
  const afterThem =
    <Given extends readonly unknown[], Result>(hear: (...given: Given) => Result) =>
    (...given: Given): Result => {
      catchUp();
      return hear(...given);
    };

  return {
    event(message) {
      if (isDrawing) return void waiting.push(message);
      listener.event(message);
      draw();
    },
    catchUp,
    drop: () => void waiting.splice(0),
    stateChanged: afterThem((state) => listener.stateChanged(state)),
    welcomed: afterThem((welcome) => listener.welcomed(welcome)),
    frameArrived: afterThem((bytes) => listener.frameArrived(bytes)),
    toldPersonal: afterThem((personal) => listener.toldPersonal(personal)),
    toldDesk: afterThem((desk) => listener.toldDesk(desk)),
    unanswered: (commands) => listener.unanswered(commands),
    position: afterThem(() => listener.position()),
  };
}
