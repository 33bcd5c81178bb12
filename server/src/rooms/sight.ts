/** What the class looks at and looks for: the driver's choice, the same for all. It stays through every run. */
import {
  OPENING_SCRATCH,
  OPENING_VIEW,
  objectiveOf,
  type ProbeSubject,
  type RoomState,
  type RunDescription,
  type Scratch,
  type Subject,
  type View,
} from '@deltaboard/shared/protocol/state.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import { stepPlan } from '@deltaboard/shared/training/configuration.ts';
import { movedInPass, type Direction } from '@deltaboard/shared/training/cursor.ts';
import { passLength, stepLength, translated, windowPlan } from '@deltaboard/shared/training/operations.ts';
import { parseExpression } from '@deltaboard/shared/scratch/expression.ts';
import { scratchOperations } from '@deltaboard/shared/scratch/pass.ts';
import type { Trainer } from '../training/trainer.ts';

export class Sight {
  #probe = 0;
  #subject: Subject = { kind: 'window' };
  #view: View = OPENING_VIEW;
  #scratch: Scratch = OPENING_SCRATCH;
  breakpoints: readonly Breakpoint[] = [];

  get state(): Pick<RoomState, 'probe' | 'subject' | 'view' | 'scratch' | 'breakpoints'> {
    return {
      probe: this.#probe,
      subject: this.#subject,
      view: this.#view,
      scratch: this.#scratch,
      breakpoints: this.breakpoints,
    };
  }

  get subject(): Subject {
    return this.#subject;
  }

  get view(): View {
    return this.#view;
  }

  /** Operations of a step before the update that ends it. */
  passLength({ configuration }: Pick<RunDescription, 'configuration'>): number {
    return stepLength(stepPlan(configuration), this.#view.objective) - 1;
  }

  /** Throws Refusal 'command' when the run has no such probe, or its pass no such operation. */
  look(subject: Subject, run: RunDescription): void {
    if (subject.kind === 'probe') {
      const { length } = run.probes;
      if (subject.probe >= length) throw outOfBounds('subject.probe', subject.probe, `<${length}`);
    }
    if (subject.kind === 'window') {
      this.#subject = subject;
      return;
    }
    const { operation } = subject;
    const most = this.#probeLength(subject, run);
    if (operation !== null && operation > most)
      throw outOfBounds('subject.operation', operation, `<=${most}`);
    if (subject.kind === 'probe') this.#probe = subject.probe;
    this.#subject = { ...subject, operation: operation === most ? null : operation };
  }

  /** Throws Refusal 'expression' at the column that is wrong, 'command' when the graph has no such operation. */
  scribble(scratch: Scratch): void {
    const { expression, values, operation } = scratch;
    const graph = parseExpression(expression, values);
    const most = scratchOperations(graph).length;
    if (operation > most) throw outOfBounds('operation', operation, `<=${most}`);
    // Values of nothing that the expression names are dropped.
    const named = Object.fromEntries(graph.variables.map((name) => [name, values[name]]));
    this.#scratch = { expression, values: named, operation };
  }

  /** One operation further in the pass of the probe or sentence that is looked at. */
  walkProbe(direction: Direction, run: RunDescription): void {
    const subject = this.#subject;
    if (subject.kind === 'window') throw new Error('no probe is looked at');
    const operation = movedInPass(subject.operation, direction, this.#probeLength(subject, run));
    this.#subject = { ...subject, operation };
  }

  #probeLength(subject: ProbeSubject, { configuration }: RunDescription): number {
    return passLength(
      windowPlan(stepPlan(configuration)),
      objectiveOf({ view: this.#view, subject }, configuration),
    );
  }

  /**
   * Of another objective the list of operations is another: everybody keeps the place in the pass. Returns what becomes
   * of a cursor's operation.
   */
  see(view: View, { configuration }: RunDescription): (operation: number) => number {
    const plan = stepPlan(configuration);
    const old = this.#view;
    const subject = this.#subject;
    if (subject.kind !== 'window' && subject.operation !== null) {
      const [from, to] = [old, view].map((seen) => objectiveOf({ view: seen, subject }, configuration));
      this.#subject = { ...subject, operation: translated(subject.operation, windowPlan(plan), from, to) };
    }
    this.#view = view;
    return (operation) => translated(operation, plan, old.objective, view.objective);
  }

  /** Another run: its own window, the same breakpoints, and the same probe if it has it. */
  goTo(run: RunDescription, trainer: Trainer): void {
    if (this.#probe >= run.probes.length) this.#probe = 0;
    this.#subject = { kind: 'window' };
    trainer.setProbe(this.#probe);
    trainer.setBreakpoints(this.breakpoints);
  }
}

export const outOfBounds = (path: string, value: number, reason: string): Refusal =>
  new Refusal('command', { path, value, reason });
