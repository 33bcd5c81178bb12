/**
 * The students of a rehearsal (SPEC LE21): they come in by the room's own door while somebody is there, and answer by its own commands, so
 * that what the driver sees of them is what a class would show. They hear what the class is told, through the audience that they stand in.
 */
import { presentRun } from '@deltaboard/shared/class/reading.ts';
import type { Welcome } from '@deltaboard/shared/protocol/events.ts';
import { rehearsed, STUDENTS, type RehearsedAnswer } from '@deltaboard/shared/questions/rehearsed.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Cancel } from '../clock.ts';
import type { Containment } from '../containment.ts';
import type { Audience } from './audience.ts';
import type { Room } from './room.ts';

/** Milliseconds after whoever rehearses. */
const COME_AFTER_MS = 500;
/** A page that is loaded anew finds them where they were. */
const LEAVE_AFTER_MS = 10_000;

const nameOf = (k: number): string => `rehearsing ${k}`;

export class RehearsalStudents {
  readonly #within: Containment;
  readonly #audience: Audience;
  #room: Room | null = null;
  /** By their connections: of those who are here who they are, of those who were sent away null. */
  readonly #students = new Map<string, Welcome['member'] | null>();
  #here = 0;
  /** Question and round that they answer, or have answered. */
  #asked: string | null = null;
  #answering: Cancel[] = [];
  #moving: { readonly to: 'come' | 'leave'; readonly cancel: Cancel } | null = null;

  /** @param within what they do, and nobody awaits */
  constructor(within: Containment, audience: Audience) {
    this.#within = within;
    this.#audience = audience;
  }

  /** The room that they are students of. */
  of(room: Room): void {
    this.#room = room;
  }

  /** What is told to a connection of theirs, they hear here; everything else goes where it would go without them. */
  get audience(): Audience {
    const inner = this.#audience;
    const isOurs = (connection: string): boolean => this.#students.has(connection);
    const others = (connections: readonly string[]): readonly string[] =>
      connections.filter((one) => !isOurs(one));
    return {
      welcome: (connection, welcome) => {
        if (isOurs(connection)) return void this.#students.set(connection, welcome.member);
        inner.welcome(connection, welcome);
        this.#move('come', COME_AFTER_MS);
      },
      event: (message) => {
        inner.event(message);
        this.#look();
      },
      frames: (connections, bytes, spared) => inner.frames(others(connections), bytes, spared),
      personal: (connection, personal) => inner.personal(connection, personal),
      personalChanged: (connection, changes) => inner.personalChanged(connection, changes),
      desk: (connection, desk) => inner.desk(connection, desk),
      deskChanged: (connection, changes) => inner.deskChanged(connection, changes),
      pulse: (connections, pulse) => {
        const asked = others(connections);
        if (asked.length > 0) inner.pulse(asked, pulse);
        for (const one of connections) if (isOurs(one)) this.#room?.pulsed(one, pulse);
      },
      dismiss: (connection, refusal) => {
        if (!isOurs(connection)) return inner.dismiss(connection, refusal);
        if (this.#students.get(connection)) this.#here--;
        this.#students.set(connection, null);
      },
      close: () => {
        this.#stop();
        inner.close();
      },
      fail: (refusal) => {
        this.#stop();
        inner.fail(refusal);
      },
    };
  }

  /** The class has been told something: a round may have opened, or nobody is here any more but they. */
  #look(): void {
    const room = this.#room;
    if (!room) return;
    if (this.#here > 0 && room.here === this.#here) this.#move('leave', LEAVE_AFTER_MS);
    const { question } = room.state;
    const isOpen = question?.phase === 'first' || question?.phase === 'second';
    const asked = isOpen && this.#here > 0 ? `${question.id} ${question.phase}` : null;
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#stopAnswering();
    // What was decided with the question has followed by then: the pass that it is about is there.
    if (asked !== null) this.#later(0, () => this.#answer());
  }

  #answer(): void {
    const { question } = this.#room?.state ?? {};
    if (!this.#room || !question) return;
    const { id } = question;
    const round = question.phase === 'second' ? 1 : 0;
    const seed = presentRun(this.#room.book.state)?.configuration.seed ?? 0;
    const answers = rehearsed(question.question, this.#truth, { seed, id, round });
    answers.forEach((answer, k) => this.#later(answer.after, () => this.#send(nameOf(k), id, round, answer)));
  }

  get #truth(): number | null {
    try {
      return this.#room?.truth() ?? null;
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }

  #send(connection: string, question: number, round: 0 | 1, { given }: RehearsedAnswer): void {
    if (!this.#room || !this.#students.get(connection)) return;
    const answer = { type: 'answer', question, round, choice: given } as const;
    // One that is late is refused, as anybody's would be; what else fails there the room says itself.
    this.#room.command(connection, answer).catch(() => undefined);
  }

  #later(milliseconds: number, task: () => void): void {
    this.#answering.push(this.#within.clock.after(milliseconds, task));
  }

  #stop(): void {
    this.#room = null;
    this.#within.later(this.#within.end());
  }

  #stopAnswering(): void {
    for (const cancel of this.#answering) cancel();
    this.#answering = [];
  }

  /** All of them, unless it turns out otherwise meanwhile. */
  #move(to: 'come' | 'leave', after: number): void {
    if (this.#moving?.to === to) return;
    this.#moving?.cancel();
    const cancel = this.#within.clock.after(after, () => {
      this.#moving = null;
      if (to === 'come') this.#come();
      else if (this.#room?.here === this.#here) this.#leave();
    });
    this.#moving = { to, cancel };
  }

  #come(): void {
    const room = this.#room;
    if (!room || this.#here > 0) return;
    for (let k = 0; k < STUDENTS; k++) {
      const connection = nameOf(k);
      const known = this.#students.get(connection);
      // Who was sent away does not come again.
      if (known === null) continue;
      this.#students.set(connection, known ?? NOBODY);
      try {
        room.join(connection, known ? { member: known } : {});
        room.thin(connection, 0);
        this.#here++;
      } catch (error) {
        // The room is locked, or full.
        if (!known) this.#students.delete(connection);
        if (!(error instanceof Refusal)) throw error;
      }
    }
    this.#look();
  }

  #leave(): void {
    const here = [...this.#students].flatMap(([connection, member]) => (member ? [connection] : []));
    this.#here = 0;
    this.#look();
    for (const connection of here) this.#room?.leave(connection);
  }
}

/** Until they are welcomed. */
const NOBODY: Welcome['member'] = { id: '', token: '', instructor: false };
