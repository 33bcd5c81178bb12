/** A room in this process: the test says what the server would say, and reads what the page asked. */
import type { JudgedPart } from '@deltaboard/shared/evaluation/evaluation.ts';
import './page.ts';
import { changesBetween } from '@deltaboard/shared/class/changes.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type {
  Acknowledgement,
  EvaluationReply,
  LossesReply,
  LessonPageReply,
  ReportReply,
  RoomEvent,
  Welcome,
} from '@deltaboard/shared/protocol/events.ts';
import type { Desk, Personal } from '@deltaboard/shared/protocol/participation.ts';
import type { RoomState, Snapshot } from '@deltaboard/shared/protocol/state.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';
import type { Entry } from '../session/address.ts';
import type { NotSent } from '../session/connection.ts';
import type { ConnectionListener } from '../session/listener.ts';
import { Session } from '../session/session.svelte.ts';
import { moment, presence, run, state } from './example.ts';

export class ScriptedRoom {
  readonly asked: Command[] = [];
  resumptions = 0;
  reply: Acknowledgement | NotSent | Promise<Acknowledgement> = { ok: true };
  /** What the page asked of the curve, and what it is told. */
  readonly ranges: { readonly from: number; readonly to: number }[] = [];
  losses: LossesReply | NotSent = { ok: false, error: 'no-connection' };
  readonly session: Session;
  #listener!: ConnectionListener;
  #seq = 0;

  /** What the page asked to be judged, and what it is told. */
  readonly judgedParts: JudgedPart[] = [];
  evaluation: EvaluationReply | NotSent = { ok: false, error: 'no-connection' };
  /** The pages of a seminar that were turned to, and what the page is told of them. */
  readonly turned: number[] = [];
  lessonPage: (page: number) => LessonPageReply | NotSent = () => ({ ok: false, error: 'no-connection' });
  report: ReportReply | NotSent = { ok: false, error: 'no-connection' };

  constructor(code = 'KQ7M-2P', how: Partial<Entry> = {}) {
    this.session = new Session(
      { code, secret: null, as: null, screen: false, embed: false, presenter: false, ...how },
      (_entry, listener) => {
        this.#listener = listener;
        return {
          command: (command) => {
            this.asked.push(command);
            return Promise.resolve(this.reply);
          },
          vectors: () => Promise.resolve({ ok: false, error: 'no-connection' }),
          losses: (from, to) => {
            this.ranges.push({ from, to });
            return Promise.resolve(this.losses);
          },
          evaluation: (part) => {
            this.judgedParts.push(part);
            return Promise.resolve(this.evaluation);
          },
          lessonPage: (page) => {
            this.turned.push(page);
            return Promise.resolve(this.lessonPage(page));
          },
          report: () => Promise.resolve(this.report),
          resume: () => {
            this.resumptions += 1;
          },
          awayWhile: async (change) => void (await change()),
          left: () => undefined,
          close: () => undefined,
        };
      },
    );
  }

  /** Joins as `id`; 'instructor' holds the wheel of the example's state. */
  welcome(id: string, snapshot: Partial<Snapshot> = {}): void {
    const welcome: Welcome = {
      term: 1,
      seq: this.#seq,
      now: Date.now(),
      member: { id, token: '', instructor: id === 'instructor' },
      resumed: 'snapshot',
      snapshot: {
        state,
        run,
        moment: moment(1, 5),
        series: [],
        evaluations: [],
        presence,
        ...snapshot,
      },
    };
    this.#listener.welcomed(welcome);
    this.#listener.stateChanged({ status: 'live' });
  }

  tell(event: RoomEvent): void {
    this.#seq += 1;
    this.#listener.event({ term: 1, seq: this.#seq, event });
  }

  /** An event that never arrives. */
  skip(): void {
    this.#seq += 1;
  }

  become(change: Partial<RoomState>): void {
    const present = this.session.view?.state ?? state;
    const changes = changesBetween(present, { ...present, ...change });
    this.tell({ type: 'told', changes });
  }

  tellPersonal(personal: Partial<Personal> = {}): void {
    const { role } = this.session;
    this.#listener.toldPersonal({
      name: 'Emmy Noether',
      role,
      lost: false,
      contributions: [],
      record: [],
      hand: false,
      votes: [],
      lesson: null,
      ...personal,
    });
  }

  tellDesk(desk: Partial<Desk> | null = {}): void {
    const nobody: Desk = {
      ...{ people: [], following: 0, viewers: 0, screens: [] },
      ...{ lost: 0, lostAt: [], contributions: [], hands: [], rounds: [] },
    };
    this.#listener.toldDesk(desk && { ...nobody, ...desk });
  }

  /** Resolves once it is unpacked. */
  sendFrame(bytes: Uint8Array): Promise<void> {
    return this.#listener.frameArrived(bytes);
  }

  refuse(refusal: RefusalData): void {
    this.#listener.stateChanged({ status: 'refused', refusal });
  }

  /** So many commands have waited for too long. */
  leaveUnanswered(commands: number): void {
    this.#listener.unanswered(commands);
  }

  /** `failure`: it is the class that has failed, on a server that is there. */
  loseConnection(failure: RefusalData | null = null): void {
    this.#listener.stateChanged({ status: 'lost', attempt: 1, failure });
  }
}
