/** How the members of a room take part: questions and answers, where they are lost, what they write. */
import type { Personal, Report, Shown } from '@deltaboard/shared/protocol/participation.ts';
import type { RoomState } from '@deltaboard/shared/protocol/state.ts';
import type { People } from '../people/people.ts';
import type { Clock } from '../rooms/clock.ts';
import { Contributions } from './contributions.ts';
import { LostMarks, type MarkedPlace } from './lost-marks.ts';
import { Questions } from './questions.ts';

export class Participation {
  readonly questions: Questions;
  readonly contributions = new Contributions();
  readonly lost = new LostMarks();
  readonly #people: People;

  constructor(clock: Clock, people: People) {
    this.#people = people;
    this.questions = new Questions(clock);
  }

  get state(): Pick<RoomState, 'question' | 'shown'> {
    return { question: this.questions.posed, shown: this.#shown };
  }

  personal(member: string, place: MarkedPlace): Personal {
    return {
      name: this.#people.nameOf(member),
      role: this.#people.role(member),
      lost: this.lost.at(place.key).has(member),
      contributions: this.contributions.of(member),
      record: this.questions.record(member),
    };
  }

  /** Names stand in it only while the driver shows them. */
  get report(): Report {
    return {
      lost: this.lost.profile,
      questions: this.questions.reports.map(({ id, question, cursor, revealed, truth, rounds, answers }) => ({
        id,
        question,
        cursor,
        revealed,
        truth,
        rounds,
        answers: [...answers].map(([member, given]) => ({
          name: this.#people.shownName(member),
          answers: given,
        })),
      })),
    };
  }

  /** The member has been sent away. */
  forget(member: string): void {
    this.contributions.forget(member);
    this.lost.forget(member);
  }

  get #shown(): Shown | null {
    const { shown } = this.contributions;
    return (
      shown && { id: shown.id, contribution: shown.contribution, name: this.#people.shownName(shown.member) }
    );
  }
}
