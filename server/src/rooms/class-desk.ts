/**
 * What is asked of the class itself: its wheel, its people, its screens, its questions. Knows no connection; a question is asked and
 * revealed on the stage.
 */
import type { ClassCommand } from '@deltaboard/shared/protocol/class-commands.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { Pointer } from '@deltaboard/shared/protocol/pointer.ts';
import type { RoomState } from '@deltaboard/shared/protocol/state.ts';
import type { Evidence } from '@deltaboard/shared/questions/evidence.ts';
import { compose, isOfPass, revealAt, truthOf } from '@deltaboard/shared/questions/library.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Participation } from '../participation/participation.ts';
import type { People } from '../people/people.ts';
import type { Ledger } from './ledger.ts';
import type { Stage } from './stage.ts';

/** They wait for what the stage is doing, and let go of a held key. */
const forTurn = [
  'take-wheel',
  'hand-over',
  'show',
  'ask',
  'discuss',
  'ask-again',
  'reveal',
  'dismiss',
] as const;
type TurnType = (typeof forTurn)[number];
export type TurnCommand = Extract<ClassCommand, { type: TurnType }>;

/** They are done at once, whatever the stage is doing: an answer in time is in time. */
const immediate = [
  'name',
  'appoint',
  'kick',
  'lock',
  'names',
  'screens',
  'point',
  'follow',
  'lost',
  'contribute',
  'withdraw',
  'discard',
  'answer',
] as const satisfies readonly Exclude<ClassCommand['type'], TurnType>[];
export type ImmediateCommand = Exclude<ClassCommand, TurnCommand>;

/** They would show what is asked. */
const showing: readonly Command['type'][] = [
  'run',
  'move',
  'seek',
  'hold',
  'open',
  'set',
  'look',
  'reset',
  'configure',
];

export interface ClassDeskParts {
  readonly people: People;
  readonly participation: Participation;
  readonly stage: Stage;
  readonly ledger: Ledger;
  /** The room's state is not what it was. */
  readonly changed: () => void;
  readonly answered: () => void;
  readonly pointed: (pointer: Pointer | null) => void;
  /** What a member alone is told has changed; null: of none, but what is told to those who lead the class. */
  readonly told: (member: string | null) => void;
  /** A question about the pass is open no more. */
  readonly opened: () => void;
  /** These connections must end. */
  readonly dismissed: (connections: readonly string[]) => void;
}

export class ClassDesk {
  readonly #parts: ClassDeskParts;
  #screensHeld = false;
  #pointer: Pointer | null = null;
  /** What the standing question was asked on; null for one that needs no pass. */
  #evidence: Evidence | null = null;

  constructor(parts: ClassDeskParts) {
    this.#parts = parts;
  }

  static isForTurn(command: Command): command is TurnCommand {
    return forTurn.some((type) => type === command.type);
  }

  static isImmediate(command: Command): command is ImmediateCommand {
    return immediate.some((type) => type === command.type);
  }

  get state(): Pick<RoomState, 'screensHeld' | 'pointer'> {
    return { screensHeld: this.#screensHeld, pointer: this.#pointer };
  }

  /** A question is open that the pass will answer: nothing past the cursor is told (SPEC QU6). */
  get asksOfPass(): boolean {
    const { questions } = this.#parts.participation;
    return questions.isOpen && this.#evidence !== null;
  }

  /** Throws Refusal 'question-open' for a command that would show what is asked. */
  requireUnasked(command: Command): void {
    if (!this.asksOfPass) return;
    const { type } = command;
    const { view } = this.#parts.stage.state;
    const shows =
      type === 'view'
        ? (['objective', 'label', 'convention'] as const).some((part) => command.view[part] !== view[part])
        : type === 'show'
          ? this.#isSentence(command.id)
          : showing.includes(type);
    if (shows) throw new Refusal('question-open', { command: type });
  }

  perform(member: string, command: ImmediateCommand): void {
    const { people, participation, stage, changed, answered, pointed, told } = this.#parts;
    const { contributions, lost, questions } = participation;
    switch (command.type) {
      case 'name':
        people.rename(member, command.name);
        if (contributions.of(member).some(({ id }) => id === contributions.shown?.id)) changed();
        return told(member);
      case 'follow':
        return people.follow(member, command.following);
      case 'point':
        this.#pointer = command.pointer;
        this.#note(member, command);
        return pointed(command.pointer);
      case 'lost':
        lost.mark(member, stage.markedPlace, command.lost);
        this.#note(member, command);
        return told(member);
      case 'contribute':
        contributions.add(member, command.contribution);
        this.#note(member, command);
        return told(member);
      case 'withdraw':
        this.#unshow(command.id, () => contributions.withdraw(member, command.id));
        this.#note(member, command);
        return told(member);
      case 'discard': {
        const { member: author } = contributions.get(command.id);
        this.#unshow(command.id, () => contributions.discard(command.id));
        this.#note(member, command);
        return told(author);
      }
      case 'answer':
        questions.answer(member, command.question, command.round, command.choice);
        this.#note(member, command);
        answered();
        return told(member);
      case 'appoint':
        people.appoint(command);
        this.#note(member, command);
        return told(command.member);
      case 'kick':
        return this.#kick(member, command);
      case 'lock':
        people.locked = command.locked;
        break;
      case 'names':
        people.namesHidden = command.hidden;
        told(null);
        break;
      case 'screens':
        this.#screensHeld = command.held;
        break;
    }
    this.#note(member, command);
    changed();
  }

  /** In turn. */
  async performInTurn(member: string, command: TurnCommand): Promise<void> {
    const { people, participation, changed, opened, told } = this.#parts;
    const { questions } = participation;
    switch (command.type) {
      case 'take-wheel':
        return people.takeWheel(member);
      case 'hand-over':
        people.handOver(command.member);
        return this.#note(member, command);
      case 'show':
        await this.#show(command.id);
        told(null);
        break;
      case 'ask':
        this.#ask(command);
        told(null);
        break;
      case 'discuss':
        questions.discuss(command.seconds);
        break;
      case 'ask-again':
        questions.askAgain();
        told(null);
        break;
      case 'reveal':
        await this.#reveal();
        break;
      case 'dismiss':
        questions.dismiss();
        this.#evidence = null;
        opened();
        told(null);
        break;
    }
    this.#note(member, command);
    changed();
  }

  #ask({ asked }: Extract<ClassCommand, { type: 'ask' }>): void {
    const { stage, participation } = this.#parts;
    if (participation.questions.isOpen) throw new Refusal('question-open', { command: 'ask' });
    const evidence = isOfPass(asked) ? stage.evidence : null;
    participation.questions.ask(compose(asked, evidence ?? stage.setting), stage.cursor);
    this.#evidence = evidence;
  }

  /** The step itself shows the truth: the class moves to the operation that computes it. */
  async #reveal(): Promise<void> {
    const { participation, stage, ledger, opened, told } = this.#parts;
    const { questions } = participation;
    const { question } = questions.close();
    const evidence = this.#evidence;
    try {
      if (evidence) await stage.advance(revealAt(question.asked, evidence));
      const truth = truthOf(question, evidence ?? stage.setting);
      questions.reveal(truth);
      ledger.note({ type: 'revealed', question: questions.posed?.id ?? 0, truth });
    } catch (error) {
      questions.reopen();
      throw error;
    }
    this.#evidence = null;
    opened();
    for (const member of questions.answerers) told(member);
    told(null);
  }

  async #show(id: number | null): Promise<void> {
    const { participation, stage } = this.#parts;
    const { contributions } = participation;
    const before = contributions.shown?.contribution.kind;
    if (id === null) {
      contributions.show(null);
      if (before === 'sentence') await this.#takeSentenceDown();
      return;
    }
    const { contribution } = contributions.get(id);
    if (contribution.kind === 'sentence') {
      const { kind, tokens, centre, goldType } = contribution;
      await stage.perform({
        type: 'look',
        subject: { kind, tokens: [...tokens], centre, goldType, operation: null },
      });
    } else if (before === 'sentence') await this.#takeSentenceDown();
    contributions.show(id);
  }

  async #takeSentenceDown(): Promise<void> {
    const { stage } = this.#parts;
    if (stage.state.subject.kind === 'sentence') {
      await stage.perform({ type: 'look', subject: { kind: 'window' } });
    }
  }

  /** Another one takes away what may stand on the board. */
  #unshow(id: number, takeAway: () => void): void {
    const { participation, changed } = this.#parts;
    const wasShown = participation.contributions.shown?.id === id;
    takeAway();
    if (wasShown) changed();
  }

  #kick(member: string, command: Extract<ClassCommand, { type: 'kick' }>): void {
    const { people, participation, changed, told, dismissed } = this.#parts;
    const connections = people.kick(command.member);
    participation.forget(command.member);
    this.#note(member, command);
    dismissed(connections);
    changed();
    told(null);
  }

  #isSentence(id: number | null): boolean {
    const { contributions } = this.#parts.participation;
    const shown = contributions.shown?.contribution.kind;
    return shown === 'sentence' || (id !== null && contributions.get(id).contribution.kind === 'sentence');
  }

  #note(member: string, command: Exclude<ClassCommand, { type: 'name' | 'follow' }>): void {
    this.#parts.ledger.note({ type: 'class', member, command });
  }
}
