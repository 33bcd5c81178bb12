/**
 * What the server says of itself to whoever runs it (SPEC OB2): numbers of all classes together. No label names a class or a person.
 */
import { frameNumber } from '@deltaboard/shared/protocol/frame-number.ts';
import type { Bytes } from '@deltaboard/shared/protocol/state.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock } from './clock.ts';
import type { Pressure } from './pressure.ts';
import type { ClassStore } from './store/store.ts';
import type { TrainerFactory } from './training/trainer.ts';

/** Pictures of a room whose acknowledgement may still come: a viewer has at most four. */
const AWAITED = 32;
/** Between two reports of a run that goes on; after a longer time it was looked at elsewhere meanwhile. */
const REPORTED_WITHIN_MS = 2500;
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export class Metrics {
  readonly #registry = new Registry();
  readonly #clock: Clock;
  /** When each of a room's last pictures was sent. */
  readonly #sent = new Map<string, Map<number, number>>();
  readonly #pictures = this.#counter('pictures_sent_total', 'Live pictures sent, one for each viewer');
  readonly #dropped = this.#counter(
    'pictures_dropped_total',
    'Live pictures that a viewer was spared because it has not caught up',
  );
  readonly #steps = this.#counter('steps_total', 'Training steps of all classes');
  readonly #refusals = new Counter({
    name: 'deltaboard_refusals_total',
    help: 'What was refused, by its code; of too-many what there was too much of',
    labelNames: ['code', 'what'] as const,
    registers: [this.#registry],
  });
  readonly #acknowledged = new Histogram({
    name: 'deltaboard_acknowledgement_seconds',
    help: 'Age of a live picture when its viewer says that it is drawn',
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly #store = new Histogram({
    name: 'deltaboard_store_seconds',
    help: 'How long the store took to answer',
    labelNames: ['call', 'outcome'] as const,
    buckets: SECONDS,
    registers: [this.#registry],
  });

  /** @param ofProcess event loop, memory, CPU, file descriptors and garbage collection too: once a process */
  constructor(clock: Clock, ofProcess = false) {
    this.#clock = clock;
    if (ofProcess) collectDefaultMetrics({ register: this.#registry });
  }

  /** What is counted when somebody asks. */
  watch(name: 'rooms' | 'members', help: string, value: () => number): void {
    this.#gauge(name, help, value);
  }

  /** How hard the server is pressed, and what it gives up for it (SPEC DG4). */
  press(pressure: Pick<Pressure, 'level' | 'reading'>): void {
    this.#gauge(
      'pressure_level',
      'Given up: 1 pictures, 2 evaluations too, 3 new rooms too',
      () => pressure.level,
    );
    const shares = new Gauge<'of'>({
      name: 'deltaboard_pressure',
      help: 'What is used of a limit, as a share of it',
      labelNames: ['of'] as const,
      registers: [this.#registry],
      collect: (): void => {
        for (const [of, share] of Object.entries(pressure.reading)) shares.set({ of }, share);
      },
    });
  }

  /** @returns the text of the Prometheus exposition format, and its media type */
  async exposed(): Promise<{ readonly type: string; readonly text: string }> {
    return { type: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  refused({ code, params }: RefusalData): void {
    this.#refusals.inc({ code, what: code === 'too-many' ? String(params['what'] ?? '') : '' });
  }

  /** A picture to so many viewers; others were spared it. */
  pictured(room: string, bytes: Bytes, viewers: number, spared: number): void {
    this.#pictures.inc(viewers);
    this.#dropped.inc(spared);
    const sent = this.#sent.get(room) ?? new Map<number, number>();
    this.#sent.set(room, sent);
    // One who catches up gets it again, and it is as old as it is.
    const number = frameNumber(bytes);
    if (!sent.has(number)) sent.set(number, this.#clock.elapsed());
    for (const one of sent.keys()) if (sent.size > AWAITED) sent.delete(one);
  }

  seen(room: string, frame: number): void {
    const sent = this.#sent.get(room)?.get(frame);
    if (sent !== undefined) this.#acknowledged.observe((this.#clock.elapsed() - sent) / 1000);
  }

  closed(room: string): void {
    this.#sent.delete(room);
  }

  /** The same trainers, whose steps are counted as they report them. */
  counting(trainers: TrainerFactory): TrainerFactory {
    return (request, sink) => {
      let last: { readonly updates: number; readonly at: number } | null = null;
      return trainers(request, {
        frame: (bytes) => sink.frame(bytes),
        moment: (moment, points) => sink.moment(moment, points),
        progressed: (updates, points) => {
          const at = this.#clock.elapsed();
          if (last && at - last.at < REPORTED_WITHIN_MS) this.#steps.inc(Math.max(0, updates - last.updates));
          last = { updates, at };
          sink.progressed(updates, points);
        },
        evaluated: (evaluation, branch) => sink.evaluated(evaluation, branch),
        stopped: (because, parked, hit) => sink.stopped(because, parked, hit),
        approached: (made, of) => sink.approached(made, of),
        failed: (error, parked) => sink.failed(error, parked),
      });
    };
  }

  /** The same store, whose answers are timed. */
  timing(store: ClassStore): ClassStore {
    return new Proxy(store, {
      get: (target, name) => {
        const call: unknown = Reflect.get(target, name, target);
        if (typeof call !== 'function' || typeof name !== 'string') return call;
        return (...values: readonly unknown[]): unknown => {
          const since = this.#clock.elapsed();
          const timed = (outcome: 'ok' | 'error'): void =>
            this.#store.observe({ call: name, outcome }, (this.#clock.elapsed() - since) / 1000);
          const answer: unknown = Reflect.apply(call, target, values);
          if (answer instanceof Promise)
            answer.then(
              () => timed('ok'),
              () => timed('error'),
            );
          return answer;
        };
      },
    });
  }

  #gauge(name: string, help: string, value: () => number): void {
    const gauge: Gauge = new Gauge({
      name: `deltaboard_${name}`,
      help,
      registers: [this.#registry],
      collect: (): void => gauge.set(value()),
    });
  }

  #counter(name: string, help: string): Counter {
    return new Counter({ name: `deltaboard_${name}`, help, registers: [this.#registry] });
  }
}
