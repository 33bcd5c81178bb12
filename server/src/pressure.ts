/**
 * How hard the server is pressed, and what it gives up so that its running lessons lose nothing (SPEC DG): once a second it reads how near
 * to their limits the event loop, memory and the slots are, and says a level.
 */
import type { PressureLevel, PressureReading } from '@deltaboard/shared/protocol/admin.ts';
import type { Logger } from 'pino';
import type { Cancel, Clock } from './clock.ts';

/** Given up in this order, each from its own level on, and with all that come before it (SPEC DG2). */
export const GIVEN_UP = ['pictures', 'evaluations', 'rooms'] as const;
export const isGivenUp = (what: (typeof GIVEN_UP)[number], level: PressureLevel): boolean =>
  level > GIVEN_UP.indexOf(what);

export const LOOK_INTERVAL_MS = 1000;
/** Shares of the limits from which levels 1, 2 and 3 are called for. */
export const CALLED_FOR_FROM = [0.7, 0.85, 1] as const;
/** So far below it a level is called for no more. */
const MARGIN = 0.1;
/** Looks in a row before the level rises, or falls, by one. */
export const RISES_AFTER = 2;
export const FALLS_AFTER = 10;

export interface Gauges {
  /** Each as a share of its limit, since the last call. */
  read(): PressureReading;
  /** To threads. */
  tell(level: PressureLevel): void;
}

export const calledFor = (reading: PressureReading, margin = 0): PressureLevel => {
  const greatest = Math.max(...Object.values(reading)) + margin;
  return CALLED_FOR_FROM.filter((from) => greatest >= from).length as PressureLevel;
};

export class Pressure {
  readonly #clock: Clock;
  readonly #gauges: Gauges;
  readonly #logger: Logger;
  #level: PressureLevel = 0;
  #reading: PressureReading = { loopDelay: 0, memory: 0, slotQueue: 0 };
  /** Looks in a row that called for a higher level, and for a lower one. */
  #higher = 0;
  #lower = 0;
  #next: Cancel;

  constructor(clock: Clock, gauges: Gauges, logger: Logger) {
    this.#clock = clock;
    this.#gauges = gauges;
    this.#logger = logger;
    this.#next = this.#lookLater();
  }

  get level(): PressureLevel {
    return this.#level;
  }

  /** As it was looked at last. */
  get reading(): PressureReading {
    return this.#reading;
  }

  close(): void {
    this.#next();
  }

  #lookLater(): Cancel {
    return this.#clock.after(LOOK_INTERVAL_MS, () => {
      this.#look();
      this.#next = this.#lookLater();
    });
  }

  /** By one at a time: what is given up later is never given up before, and one look that is out of the ordinary changes nothing. */
  #look(): void {
    this.#reading = this.#gauges.read();
    this.#higher = calledFor(this.#reading) > this.#level ? this.#higher + 1 : 0;
    this.#lower = calledFor(this.#reading, MARGIN) < this.#level ? this.#lower + 1 : 0;
    if (this.#higher >= RISES_AFTER) this.#become(this.#level + 1);
    else if (this.#lower >= FALLS_AFTER) this.#become(this.#level - 1);
  }

  #become(level: number): void {
    this.#level = level as PressureLevel;
    this.#higher = this.#lower = 0;
    this.#gauges.tell(this.#level);
    this.#logger.warn({ givenUp: GIVEN_UP.slice(0, level), ...this.#reading }, `pressure: level ${level}`);
  }
}
