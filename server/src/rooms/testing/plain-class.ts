/**
 * A class written a second time, as plainly as possible: objects that are changed in place, by the words of the SPEC and not by the code of
 * shared/src/class, of which it has nothing but types. Networks have one window an example and one example a step. What only a trainer could
 * know it takes from the room.
 * Long, and in one file on purpose: it is read beside the SPEC, and shares no line with what it checks.
 */
import type { Contribution, Desk } from '@deltaboard/shared/protocol/participation.ts';
import type { Presence } from '@deltaboard/shared/protocol/people.ts';
import type { Pointer } from '@deltaboard/shared/protocol/pointer.ts';
import type { Speed } from '@deltaboard/shared/training/speed.ts';
import type { Command } from '@deltaboard/shared/class/table.ts';

export type Objective = 'J' | 's';

interface PlainPerson {
  readonly id: string;
  readonly screen: boolean;
  /** As it is called while it is nobody's of the class. */
  readonly guestName: string;
  readonly connections: Set<string>;
  /** Wall time. */
  readonly since: number;
  following: boolean;
  leftAt: number | null;
}

interface PlainBranch {
  readonly from: { readonly branch: number; readonly step: number } | null;
  readonly rates: { readonly after: number; readonly rate: number }[];
  head: number;
}

interface PlainRun {
  readonly layers: number;
  readonly openingRate: number;
  readonly branches: PlainBranch[];
}

type PlainSubject =
  | { readonly kind: 'window' }
  | { readonly kind: 'probe'; readonly probe: number; readonly operation: number | null }
  | {
      readonly kind: 'sentence';
      /** Which of those that were typed. */
      readonly words: string;
      readonly isLabelled: boolean;
      readonly operation: number | null;
    };

interface PlainQuestion {
  readonly kind: 'free' | 'delta-sign';
  readonly choices: number;
  /** Of the pass that was looked at. */
  readonly about: string;
  phase: 'first' | 'discussion' | 'second' | 'revealed';
  seconds: number | null;
  hasSecond: boolean;
  readonly answers: [member: string, round: number, choice: number][];
  /** Hands for each choice, of each round. */
  readonly hands: (readonly number[] | null)[];
}

interface PlainText {
  readonly id: number;
  readonly member: string;
  readonly contribution: Contribution;
  open: boolean;
  voters: string[];
}

type PlainStanding =
  | { status: 'paused'; run: number; branch: number; step: number; operation: number; because: string }
  | {
      status: 'running';
      run: number;
      branch: number;
      from: { readonly step: number; readonly operation: number };
      updates: number;
      /** Its trainer stands on a whole moment: it makes no step more when it is stopped. */
      isExact: boolean;
    };

/** What a fold must give, without names and words, which stand in rows. */
export interface PlainShape {
  readonly driver: string | null;
  readonly wheelLostBy: string | null;
  readonly locked: boolean;
  readonly namesHidden: boolean;
  readonly screensHeld: boolean;
  readonly pointer: Pointer | null;
  readonly page: string;
  readonly objective: Objective;
  readonly speed: Speed;
  readonly hasName: boolean;
  readonly expression: string;
  readonly scratched: number;
  readonly breakpoints: readonly number[];
  readonly members: readonly string[];
  readonly instructors: readonly string[];
  readonly assistants: readonly string[];
  readonly removed: readonly string[];
  readonly texts: readonly (readonly [
    id: number,
    member: string,
    kind: string,
    open: boolean,
    voters: readonly string[],
  ])[];
  readonly hands: readonly string[];
  readonly shown: number | null;
  readonly lost: readonly (readonly string[])[];
  readonly lostHere: readonly string[];
  readonly questions: readonly Omit<PlainQuestion, 'choices' | 'about'>[];
  readonly question: number | null;
  readonly runs: readonly {
    readonly layers: number;
    readonly openingRate: number;
    readonly branches: readonly {
      readonly from: PlainBranch['from'];
      readonly rates: readonly (readonly [after: number, rate: number])[];
      /** Null: of a run that is under way it is known to the second. */
      readonly head: number | null;
    }[];
  }[];
  readonly standing:
    | Extract<PlainStanding, { status: 'paused' }>
    | Omit<Extract<PlainStanding, { status: 'running' }>, 'updates' | 'isExact'>;
  readonly subject:
    Exclude<PlainSubject, { kind: 'sentence' }> | { kind: 'sentence'; operation: number | null };
  readonly probe: number;
}

/** How somebody comes. */
export interface Coming {
  readonly id: string | null;
  readonly screen: boolean;
  readonly secret: boolean;
  /** The instructor whose second device it is. */
  readonly as: string | null;
  readonly name: string;
}

const DRIVER_ONLY: readonly Command['type'][] = [
  ...(['hand-over', 'name-class', 'appoint', 'kick', 'lock', 'names', 'speed', 'look', 'view'] as const),
  ...(['scratch', 'breakpoints', 'screens', 'point', 'show', 'discard', 'ask', 'discuss'] as const),
  ...(['ask-again', 'reveal', 'dismiss', 'run', 'pause', 'move', 'seek', 'hold', 'release'] as const),
  ...(['open', 'set', 'reset', 'configure', 'open-compared', 'put-to-vote'] as const),
  ...(['lower-hand', 'count-hands'] as const),
];
const NOT_FOR_THE_DRIVER: readonly Command['type'][] = [
  ...(['lost', 'contribute', 'answer', 'follow', 'vote', 'hand', 'leave'] as const),
];
/** They would show what is asked. */
const SHOWING: readonly Command['type'][] = [
  ...(['run', 'move', 'seek', 'hold', 'open', 'set', 'reset', 'configure', 'look'] as const),
  'open-compared',
];
const BESIDE: readonly Command['type'][] = ['open', 'reset', 'configure', 'open-compared'];

const WHEEL_LOST_AFTER = 15_000;
const LISTED_FOR = 30_000;
/** Who has left within so long of one another is forgotten together. */
const TOGETHER = 1000;
const EMPTY_AFTER = 60_000;
const PROBES = 3;
/** Wall time when it begins. */
const WALL = 1_700_000_000_000;

/** Operations of a pass with so many layers: all of them, and how many are forward. */
const passOf = (layers: number, objective: Objective): number => (objective === 'J' ? 7 : 5) + 6 * layers;
const forwardOf = (layers: number, objective: Objective): number => (objective === 'J' ? 3 : 2) + 2 * layers;
/** x, z, h … s, and of J: J and ∂J/∂J; ∂s, ∂u; from the last layer down ∂h, δ, ∂b, ∂W. */
const deltaOfFirstLayer = (layers: number, objective: Objective): number =>
  2 + 2 * layers + (objective === 'J' ? 2 : 0) + 2 + 4 * (layers - 1) + 2;
const otherObjective = (operation: number, layers: number, to: Objective): number => {
  const scored = 2 + 2 * layers;
  if (operation <= scored) return operation;
  return to === 'J' ? operation + 2 : Math.max(scored, operation - 2);
};

export class PlainClass {
  now = 0;
  readonly people = new Map<string, PlainPerson>();
  /** Names of its members. */
  readonly members = new Map<string, string>();
  readonly instructors = new Set<string>();
  readonly assistants = new Set<string>();
  readonly removed: string[] = [];
  driver: string | null = null;
  wheelLostBy: string | null = null;
  name: string | null = null;
  locked = false;
  namesHidden = false;
  screensHeld = false;
  pointer: Pointer | null = null;
  page = 'board';
  objective: Objective = 'J';
  speed: Speed = 400;
  expression = 'f = (x + y) * max(y, z)';
  /** Operations of its graph that are performed. */
  scratched = 0;
  /** Steps at which a run stops. */
  breakpoints: number[] = [];
  readonly texts: PlainText[] = [];
  written = 0;
  shown: number | null = null;
  readonly lost: { readonly place: string; members: string[] }[] = [];
  /** Whose hand is up, and since when. */
  hands: { readonly member: string; readonly since: number }[] = [];
  readonly questions: PlainQuestion[] = [];
  question: number | null = null;
  readonly runs: PlainRun[] = [{ layers: 1, openingRate: 0.05, branches: [firstBranch()] }];
  standing: PlainStanding = { status: 'paused', run: 0, branch: 0, step: 1, operation: 5, because: 'opened' };
  subject: PlainSubject = { kind: 'window' };
  probe = 0;
  held: {
    readonly connection: string;
    readonly command: Extract<Command, { type: 'hold' }>;
    due: number;
  } | null = null;
  #typed = 0;
  #driverGoneAt: number | null = null;
  #emptyAt: number | null = EMPTY_AFTER;
  /** When those who are gone for long enough are looked for next. */
  #sweepAt: number | null = null;

  // Who is here.

  get here(): number {
    return [...this.people.values()].filter(({ screen, connections }) => !screen && connections.size > 0)
      .length;
  }

  roleOf(id: string): 'driver' | 'assistant' | 'viewer' | 'screen' {
    if (this.people.get(id)?.screen) return 'screen';
    if (id === this.driver) return 'driver';
    return this.instructors.has(id) || this.assistants.has(id) ? 'assistant' : 'viewer';
  }

  nameOf(id: string): string {
    return this.members.get(id) ?? this.people.get(id)?.guestName ?? '';
  }

  /** Null: is not let in. `own`: whether the id that it brings stays. */
  lets({ id, screen, secret, as }: Coming): { readonly id: string | null } | null {
    if (id !== null && this.removed.includes(id)) return null;
    if (id !== null && this.members.has(id)) return { id };
    if (as !== null && this.instructors.has(as)) return { id: as };
    if (id !== null && this.people.has(id)) return { id };
    if (this.locked && !secret) return null;
    return { id: screen || id !== null ? id : null };
  }

  /** Whether it is a fact of the class. */
  comes(connection: string, id: string, { screen, secret, name }: Coming): boolean {
    const known = this.people.get(id);
    if (known) {
      known.connections.add(connection);
      known.leftAt = null;
      known.following = true;
    } else {
      const guestName = screen ? '' : (this.members.get(id) ?? this.#distinct(name));
      this.people.set(id, {
        ...{ id, screen, guestName, since: WALL + this.now },
        ...{ connections: new Set([connection]), following: true, leftAt: null },
      });
    }
    if (this.here > 0) this.#emptyAt = null;
    this.#watchDriver();
    if (this.people.get(id)?.screen) return false;
    const isNew = !this.members.has(id);
    const showsFirst = secret && !this.instructors.has(id);
    if (secret && isNew) this.#join(id);
    if (secret) this.instructors.add(id);
    const takes = this.driver === null && (this.instructors.has(id) || this.wheelLostBy === id);
    if (takes) this.#drives(id);
    return showsFirst || takes;
  }

  leaves(connection: string): void {
    if (this.held?.connection === connection) this.held = null;
    const person = [...this.people.values()].find(({ connections }) => connections.has(connection));
    const wereHere = this.here;
    person?.connections.delete(connection);
    if (person?.connections.size === 0) {
      person.leftAt = this.now;
      this.#sweepAt ??= this.now + LISTED_FOR;
    }
    this.#watchDriver();
    if (wereHere > 0 && this.here === 0) this.#emptyAt = this.now + EMPTY_AFTER;
  }

  /** Whether anything became a fact of the class. */
  passes(milliseconds: number): boolean {
    this.now += milliseconds;
    const isLost = this.#driverGoneAt !== null && this.#driverGoneAt <= this.now;
    if (isLost) {
      this.wheelLostBy = this.driver;
      this.driver = null;
      this.#driverGoneAt = null;
      this.held = null;
    }
    const isEmpty = this.#emptyAt !== null && this.#emptyAt <= this.now;
    if (isEmpty) this.#emptyAt = null;
    const stops = isEmpty && this.standing.status === 'running';
    if (stops) this.stop('empty');
    let wasLowered = false;
    while (this.#sweepAt !== null && this.#sweepAt <= this.now) {
      const gone = [...this.people.values()].filter(({ leftAt }) => leftAt !== null);
      const isOver = ({ leftAt }: PlainPerson): boolean => (leftAt ?? 0) + LISTED_FOR <= (this.#sweepAt ?? 0);
      for (const { id } of gone.filter(isOver)) {
        this.people.delete(id);
        if (this.#lower(id)) wasLowered = true;
      }
      const rest = gone.filter((person) => !isOver(person)).map(({ leftAt }) => (leftAt ?? 0) + LISTED_FOR);
      this.#sweepAt = rest.length > 0 ? Math.max(Math.min(...rest), this.#sweepAt + TOGETHER) : null;
    }
    return isLost || stops || wasLowered || this.#holds();
  }

  /** Another server has it. */
  wakes(): void {
    this.held = null;
    this.people.clear();
    this.#sweepAt = null;
    this.#driverGoneAt = null;
    this.#watchDriver();
    this.#emptyAt = this.now + EMPTY_AFTER;
    if (this.standing.status === 'running') this.#park(this.standing);
  }

  // What is asked.

  /** Null: only the trainer could tell. */
  refuses(by: string, command: Command): boolean | null {
    return !this.#reaches(by, command) || this.#refuses(by, command);
  }

  #reaches(by: string, command: Command): boolean {
    const role = this.roleOf(by);
    const { type } = command;
    if (role === 'screen') return false;
    if (DRIVER_ONLY.includes(type) && role !== 'driver') return false;
    if (NOT_FOR_THE_DRIVER.includes(type) && role === 'driver') return false;
    if (type === 'take-wheel' && role === 'viewer') return false;
    return !(this.#asksOfPass && this.#shows(command));
  }

  #shows(command: Command): boolean {
    if (command.type === 'view')
      return command.view.objective !== undefined && command.view.objective !== this.objective;
    if (command.type === 'show') {
      const isSentence = (id: number | null): boolean => this.#textOf(id)?.contribution.kind === 'sentence';
      return isSentence(this.shown) || isSentence(command.id);
    }
    return SHOWING.includes(command.type);
  }

  #refuses(by: string, command: Command): boolean | null {
    const { standing } = this;
    const isListed = (id: string): boolean => this.people.get(id)?.screen === false;
    switch (command.type) {
      case 'take-wheel':
        return this.driver !== null && this.driver !== by && !this.instructors.has(by);
      case 'hand-over': {
        const { member } = command;
        const isHere = (this.people.get(member)?.connections.size ?? 0) > 0;
        return !this.members.has(member) || this.roleOf(member) === 'viewer' || !isHere;
      }
      case 'appoint':
        return !this.members.has(command.member) && !isListed(command.member);
      case 'kick': {
        const { member } = command;
        if (!this.members.has(member) && !this.people.has(member)) return true;
        return this.instructors.has(member) || member === this.driver;
      }
      case 'leave':
        return this.instructors.has(by);
      case 'contribute':
        return this.texts.filter(({ member }) => member === by).length >= 5;
      case 'withdraw':
        return this.#textOf(command.id)?.member !== by;
      case 'discard':
        return !this.#textOf(command.id);
      case 'put-to-vote':
        return this.#textOf(command.id)?.contribution.kind !== 'question';
      case 'vote': {
        const text = this.#textOf(command.id);
        return !text?.open || text.member === by;
      }
      case 'show':
        return command.id !== null && !this.#textOf(command.id);
      case 'answer': {
        const asked = this.questions.at(command.question);
        if (!asked || this.question !== command.question) return true;
        if (asked.phase !== (command.round === 0 ? 'first' : 'second')) return true;
        if (!(Number(command.choice) < asked.choices)) return true;
        return asked.answers.some(([member, round]) => member === by && round === command.round);
      }
      case 'count-hands': {
        const asked = this.questions.at(command.question);
        if (!asked || this.question !== command.question) return true;
        if (asked.phase !== (command.round === 0 ? 'first' : 'second')) return true;
        return command.counts.length !== asked.choices;
      }
      case 'ask':
        return this.#isOpen || (command.asked.kind !== 'free' && !this.#canAsk);
      case 'discuss':
        return this.#asked?.phase !== 'first';
      case 'ask-again':
        return !this.#isOpen || this.#asked?.phase === 'second';
      case 'reveal':
        if (!this.#isOpen) return true;
        // What was asked about was taken down meanwhile: it may have no pass to show.
        return this.#asked?.kind === 'delta-sign' && this.#asked.about !== this.#about ? null : false;
      case 'dismiss':
        return this.#asked === null;
      case 'run':
        return standing.status !== 'paused' || this.objective !== 'J';
      case 'pause':
        return standing.status !== 'running';
      case 'move':
      case 'hold':
        return !this.#target(command);
      case 'seek': {
        const { step, operation } = command;
        if (standing.status === 'paused' && standing.step === step && standing.operation === operation)
          return true;
        return this.#isBeyond(standing.run, standing.branch, step, operation);
      }
      case 'open':
        return this.#isBeyond(command.run, command.branch, command.step, command.operation);
      case 'look': {
        const { subject } = command;
        if (subject.kind === 'window') return false;
        if (subject.kind === 'probe' && subject.probe >= PROBES) return true;
        const length = passOf(this.#layers, this.#objectiveOf(this.#seen(subject)));
        return subject.operation !== null && subject.operation > length;
      }
      default:
        return false;
    }
  }

  /** What has been accepted, or refused, makes of it. Whether it is a fact of the class. */
  does(connection: string, by: string, command: Command, isAccepted: boolean): boolean {
    const lets = this.#reaches(by, command) && this.roleOf(by) === 'driver';
    if (lets && (isAccepted || !BESIDE.includes(command.type))) this.held = null;
    return isAccepted && this.#does(connection, by, command);
  }

  #does(connection: string, by: string, command: Command): boolean {
    const { standing } = this;
    switch (command.type) {
      case 'take-wheel':
        if (this.driver === by) return false;
        this.#drives(by);
        return true;
      case 'hand-over':
        if (this.driver === command.member) return false;
        this.#drives(command.member);
        return true;
      case 'name': {
        const old = this.nameOf(by);
        this.#join(by);
        this.members.set(by, this.#distinct(command.name, old));
        return true;
      }
      case 'name-class':
        this.name = command.name || null;
        return true;
      case 'appoint': {
        const { member, assistant } = command;
        if (this.assistants.has(member) === assistant) return false;
        this.#join(member);
        if (assistant) this.assistants.add(member);
        else this.assistants.delete(member);
        return true;
      }
      case 'kick':
        this.#forgets(command.member);
        this.removed.push(command.member);
        return true;
      case 'leave': {
        const isMember = this.members.has(by);
        if (isMember) this.#forgets(by);
        return isMember;
      }
      case 'lock':
        this.locked = command.locked;
        if (this.locked) for (const { id, screen } of this.people.values()) if (!screen) this.#join(id);
        return true;
      case 'names':
        this.namesHidden = command.hidden;
        return true;
      case 'screens':
        this.screensHeld = command.held;
        return true;
      case 'point':
        this.pointer = command.pointer;
        return true;
      case 'scratch':
        return this.#scribbles(command);
      case 'breakpoints':
        return this.#changesBreakpoints(command);
      case 'speed':
        if (this.speed === command.speed) return false;
        this.speed = command.speed;
        return true;
      case 'follow': {
        const person = this.people.get(by);
        if (person) person.following = command.following;
        return false;
      }
      case 'lost': {
        this.#join(by);
        const known = this.lost.find(({ place }) => place === this.#place);
        const others = known?.members.filter((member) => member !== by) ?? [];
        const marked = command.lost ? [...others, by] : others;
        if (known) known.members = marked;
        else if (command.lost) this.lost.push({ place: this.#place, members: marked });
        return true;
      }
      case 'contribute':
        this.#join(by);
        this.texts.push({
          ...{ id: ++this.written, member: by, contribution: command.contribution },
          ...{ open: false, voters: [] },
        });
        return true;
      case 'put-to-vote': {
        const text = this.#textOf(command.id);
        if (!text || text.open === command.open) return false;
        text.open = command.open;
        return true;
      }
      case 'vote': {
        const text = this.#textOf(command.id);
        if (!text || text.voters.includes(by) === command.up) return false;
        this.#join(by);
        text.voters = text.voters.filter((one) => one !== by);
        if (command.up) text.voters.push(by);
        return true;
      }
      case 'hand':
        if (!command.raised) return this.#lower(by);
        if (this.hands.some(({ member }) => member === by)) return false;
        this.#join(by);
        this.hands.push({ member: by, since: WALL + this.now });
        return true;
      case 'lower-hand':
        return this.#lower(command.member);
      case 'withdraw':
      case 'discard':
        this.#takeDown(({ id }) => id === command.id);
        return true;
      case 'show': {
        const text = this.#textOf(command.id);
        if (text?.contribution.kind === 'sentence') {
          if (standing.status === 'running') this.stop('driver');
          const isLabelled = text.contribution.goldType !== null;
          this.subject = { kind: 'sentence', words: `text ${text.id}`, isLabelled, operation: null };
        } else if (
          this.#textOf(this.shown)?.contribution.kind === 'sentence' &&
          this.subject.kind === 'sentence'
        ) {
          this.subject = { kind: 'window' };
        }
        this.shown = command.id;
        return true;
      }
      case 'look': {
        const { subject } = command;
        if (subject.kind === 'sentence' && standing.status === 'running') this.stop('driver');
        const seen = this.#seen(subject);
        const most = passOf(this.#layers, this.#objectiveOf(seen));
        this.subject =
          seen.kind !== 'window' && seen.operation === most ? { ...seen, operation: null } : seen;
        if (seen.kind === 'probe') this.probe = seen.probe;
        if (seen.kind === 'sentence') this.#typed++;
        return true;
      }
      case 'view': {
        const { page = this.page, objective = this.objective } = command.view;
        const isNews = page !== this.page || objective !== this.objective;
        if (objective === 's' && standing.status === 'running') this.stop('driver');
        this.page = page;
        if (objective !== this.objective) this.#differentiate(objective);
        return isNews;
      }
      case 'ask': {
        const kind = command.asked.kind === 'free' ? 'free' : 'delta-sign';
        const choices = command.asked.kind === 'free' ? command.asked.options.length : 3;
        this.question = this.questions.length;
        this.questions.push({
          ...{ kind, choices, about: this.#about, phase: 'first' },
          ...{ seconds: null, hasSecond: false, answers: [], hands: [null, null] },
        });
        return true;
      }
      case 'answer':
        this.#join(by);
        this.questions[command.question].answers.push([by, command.round, Number(command.choice)]);
        return true;
      case 'count-hands': {
        const { hands, choices } = this.questions[command.question];
        const before = hands[command.round] ?? Array.from({ length: choices }, () => 0);
        if (before.every((hand, k) => hand === command.counts[k])) return false;
        hands[command.round] = command.counts;
        return true;
      }
      case 'discuss':
        Object.assign(this.#asked ?? {}, { phase: 'discussion', seconds: command.seconds });
        return true;
      case 'ask-again':
        Object.assign(this.#asked ?? {}, { phase: 'second', seconds: null, hasSecond: true });
        return true;
      case 'reveal':
        this.#reveal();
        return true;
      case 'dismiss':
        this.question = null;
        return true;
      case 'lesson':
      case 'enter':
      case 'close-lesson':
      case 'open-seminar':
      case 'close-seminar':
        throw new Error('nobody opens a lesson here');
      case 'run':
        if (standing.status === 'running') throw new Error('it runs');
        this.standing = {
          status: 'running',
          run: standing.run,
          branch: standing.branch,
          from: { step: standing.step, operation: standing.operation },
          updates: standing.step - 1,
          isExact: true,
        };
        return true;
      case 'pause':
        this.stop('driver');
        return true;
      case 'release':
        return false;
      case 'move':
        this.#move(command);
        return true;
      case 'hold':
        this.#move(command);
        this.held = { connection, command, due: this.now + intervalOf(command.granularity) };
        return true;
      case 'seek':
        if (standing.status === 'running') this.stop('driver');
        this.#stand(this.standing.run, this.standing.branch, command.step, command.operation);
        return true;
      case 'open':
        if (standing.status === 'running') this.stop('driver');
        if (command.run !== this.standing.run) this.subject = { kind: 'window' };
        this.#stand(command.run, command.branch, command.step, command.operation);
        return true;
      case 'set':
        return this.#set(Number(command.change.value));
      case 'open-compared':
        throw new Error('nothing is compared');
      case 'reset':
      case 'configure': {
        const rate =
          command.type === 'reset'
            ? this.#rateAt(
                standing.branch,
                standing.status === 'running' ? this.#parked(standing) : standing.step - 1,
              )
            : command.configuration.learningRate;
        if (standing.status === 'running') this.stop('driver');
        const layers = command.type === 'reset' ? this.#layers : command.configuration.hidden.length;
        this.runs.push({ layers, openingRate: rate, branches: [firstBranch()] });
        this.subject = { kind: 'window' };
        this.standing = {
          ...{ status: 'paused', run: this.runs.length - 1, branch: 0, step: 1, because: 'opened' },
          operation: forwardOf(layers, this.objective),
        };
        return true;
      }
    }
  }

  // The run.

  get isRunning(): boolean {
    return this.standing.status === 'running';
  }

  /** Its trainer makes a step. */
  steps(): void {
    const { standing } = this;
    if (standing.status !== 'running') throw new Error('it does not run');
    standing.updates++;
    standing.isExact = false;
    if (!this.breakpoints.includes(standing.updates)) return;
    standing.isExact = true;
    this.stop('breakpoint');
  }

  stop(because: string): void {
    const { standing } = this;
    if (standing.status !== 'running') throw new Error('it does not run');
    this.#park(standing);
    const { run, branch, updates, from } = standing;
    const step = updates + 1;
    const operation = step === from.step ? from.operation : 0;
    this.standing = { status: 'paused', run, branch, step, operation, because };
    this.#grows(run, branch, updates);
  }

  /** The step that shows a whole pass. */
  #park(standing: Extract<PlainStanding, { status: 'running' }>): void {
    standing.updates = this.#parked(standing);
    standing.isExact = true;
  }

  #parked = ({ updates, isExact }: Extract<PlainStanding, { status: 'running' }>): number =>
    isExact ? updates : updates + 1;

  #grows(run: number, branch: number, updates: number): void {
    const known = this.runs[run].branches[branch];
    known.head = Math.max(known.head, updates);
  }

  #stand(run: number, branch: number, step: number, operation: number): void {
    this.standing = { status: 'paused', run, branch, step, operation, because: 'driver' };
    this.#grows(run, branch, step - 1);
  }

  #isBeyond(run: number, branch: number, step: number, operation: number): boolean | null {
    const known = this.runs.at(run);
    const found = known?.branches.at(branch);
    if (!known || !found) return true;
    if (operation > passOf(known.layers, this.objective)) return true;
    if (step <= found.head + 1) return false;
    const { standing } = this;
    // How far it has come is known when it tells.
    return standing.status === 'running' && standing.run === run && standing.branch === branch ? null : true;
  }

  get #layers(): number {
    return this.runs[this.standing.run].layers;
  }

  #objectiveOf(subject: PlainSubject): Objective {
    return subject.kind === 'sentence' && !subject.isLabelled ? 's' : this.objective;
  }

  #seen(subject: Extract<Command, { type: 'look' }>['subject']): PlainSubject {
    if (subject.kind !== 'sentence') return subject;
    const { goldType, operation } = subject;
    return {
      kind: 'sentence',
      words: `typed ${this.#typed}`,
      isLabelled: goldType !== null,
      operation,
    };
  }

  /** Where a move leads; null: nowhere. */
  #target({ granularity, direction }: Extract<Command, { type: 'move' | 'hold' }>) {
    const { standing, subject, objective } = this;
    if (standing.status === 'running') return null;
    const here = { step: standing.step, operation: standing.operation, subject };
    if (granularity === 'operation' && subject.kind !== 'window') {
      const length = passOf(this.#layers, this.#objectiveOf(subject));
      const done = (subject.operation ?? length) + direction;
      return done < 0 || done > length
        ? null
        : { ...here, subject: { ...subject, operation: done === length ? null : done } };
    }
    const { step, operation } = standing;
    const last = passOf(this.#layers, objective);
    if (direction === 1) {
      if (granularity === 'operation' && operation < last) return { ...here, operation: operation + 1 };
      return objective === 's' ? null : { ...here, step: step + 1, operation: 0 };
    }
    if (operation > 0) return { ...here, operation: granularity === 'operation' ? operation - 1 : 0 };
    if (step === 1) return null;
    return { ...here, step: step - 1, operation: granularity === 'operation' ? last : 0 };
  }

  #move(command: Extract<Command, { type: 'move' | 'hold' }>): void {
    const target = this.#target(command);
    if (!target) throw new Error('it leads nowhere');
    const { run, branch } = this.standing;
    this.subject = target.subject;
    this.#stand(run, branch, target.step, target.operation);
  }

  #holds(): boolean {
    const { held } = this;
    if (!held || held.due > this.now) return false;
    if (!this.#target(held.command)) {
      this.held = null;
      return false;
    }
    this.#move(held.command);
    held.due = this.now + intervalOf(held.command.granularity);
    return true;
  }

  #differentiate(objective: Objective): void {
    const { standing, subject } = this;
    const before = this.#objectiveOf(subject);
    this.objective = objective;
    const after = this.#objectiveOf(subject);
    if (subject.kind !== 'window' && subject.operation !== null && before !== after) {
      this.subject = { ...subject, operation: otherObjective(subject.operation, this.#layers, after) };
    }
    if (standing.status === 'paused')
      standing.operation = otherObjective(standing.operation, this.#layers, objective);
  }

  #rateAt(branch: number, updates: number): number {
    const { branches, openingRate } = this.runs[this.standing.run];
    const own = branches[branch].rates.filter(({ after }) => after <= updates).at(-1);
    if (own) return own.rate;
    const { from } = branches[branch];
    return from ? this.#rateAt(from.branch, Math.min(from.step, updates)) : openingRate;
  }

  #set(rate: number): boolean {
    const { standing } = this;
    const { run, branch } = standing;
    const { branches } = this.runs[run];
    if (standing.status === 'running') this.#park(standing);
    const updates = standing.status === 'running' ? standing.updates : standing.step - 1;
    const { head } = branches[branch];
    if (standing.status === 'running') this.#grows(run, branch, updates);
    if (this.#rateAt(branch, updates) === rate) return updates > head;
    if (updates < branches[branch].head) {
      branches.push({ from: { branch, step: updates }, rates: [{ after: updates, rate }], head: updates });
      standing.branch = branches.length - 1;
    } else {
      branches[branch].rates.push({ after: updates, rate });
    }
    return true;
  }

  // Questions and texts.

  get #asked(): PlainQuestion | null {
    return this.question === null ? null : this.questions[this.question];
  }

  get #isOpen(): boolean {
    return this.#asked !== null && this.#asked.phase !== 'revealed';
  }

  get #asksOfPass(): boolean {
    return this.#isOpen && this.#asked?.kind === 'delta-sign';
  }

  get #about(): string {
    return this.subject.kind === 'sentence' ? this.subject.words : this.subject.kind;
  }

  /** Whether δ is still to come in the pass that is looked at. */
  get #canAsk(): boolean {
    const { standing, subject } = this;
    if (standing.status === 'running') return false;
    const done = subject.kind === 'window' ? standing.operation || Infinity : (subject.operation ?? Infinity);
    return done < deltaOfFirstLayer(this.#layers, this.#objectiveOf(subject));
  }

  #reveal(): void {
    const { standing, subject } = this;
    const asked = this.#asked;
    if (!asked) throw new Error('nothing is asked');
    if (asked.kind === 'delta-sign' && standing.status === 'paused' && this.#canAsk) {
      const operation = deltaOfFirstLayer(this.#layers, this.#objectiveOf(subject));
      if (subject.kind === 'window') standing.operation = operation;
      else this.subject = { ...subject, operation };
      standing.because = 'driver';
    }
    // The entry in question; the lives ask of one only.
    if (asked.kind === 'delta-sign') this.pointer = { quantity: 'delta', layer: 1, index: 1 };
    asked.phase = 'revealed';
    asked.seconds = null;
  }

  #textOf(id: number | null): PlainText | undefined {
    return this.texts.find((text) => text.id === id);
  }

  #takeDown(isGone: (text: PlainText) => boolean): void {
    for (const text of this.texts.filter(isGone)) {
      if (this.shown === text.id) this.shown = null;
      if (this.subject.kind === 'sentence' && this.subject.words === `text ${text.id}`)
        this.subject = { kind: 'window' };
      this.texts.splice(this.texts.indexOf(text), 1);
    }
  }

  /** Whether it was up. */
  #lower(id: string): boolean {
    const before = this.hands.length;
    this.hands = this.hands.filter(({ member }) => member !== id);
    return this.hands.length < before;
  }

  /** The same for two places where the class sees the same. */
  get #place(): string {
    const { standing, subject } = this;
    if (standing.status === 'running') return 'running';
    const { run, branch, step, operation } = standing;
    const seen = subject.kind === 'window' ? { ...subject, operation } : subject;
    return JSON.stringify([run, branch, step, seen, this.#objectiveOf(subject)]);
  }

  get lostHere(): readonly string[] {
    return this.lost.find(({ place }) => place === this.#place)?.members ?? [];
  }

  // People.

  #join(id: string): void {
    if (!this.members.has(id)) this.members.set(id, this.people.get(id)?.guestName ?? '');
  }

  #drives(id: string): void {
    this.driver = id;
    this.#lower(id);
    this.wheelLostBy = null;
    this.held = null;
    this.#driverGoneAt = null;
    this.#watchDriver();
  }

  #watchDriver(): void {
    const isAway = this.driver !== null && (this.people.get(this.driver)?.connections.size ?? 0) === 0;
    this.#driverGoneAt = isAway ? (this.#driverGoneAt ?? this.now + WHEEL_LOST_AFTER) : null;
  }

  #forgets(id: string): void {
    this.members.delete(id);
    this.assistants.delete(id);
    this.people.delete(id);
    if (this.wheelLostBy === id) this.wheelLostBy = null;
    this.#takeDown(({ member }) => member === id);
    for (const text of this.texts) text.voters = text.voters.filter((voter) => voter !== id);
    this.#lower(id);
    for (const place of this.lost) place.members = place.members.filter((member) => member !== id);
  }

  /** Nobody of the class has it, and nobody who is listed; but for its own. */
  #distinct(wish: string, own: string | null = null): string {
    const taken = [
      ...this.members.values(),
      ...[...this.people.values()].flatMap(({ id, guestName }) => (this.members.has(id) ? [] : [guestName])),
    ].map((name) => name.toLowerCase());
    if (own !== null) taken.splice(taken.indexOf(own.toLowerCase()), 1);
    let name = wish;
    for (let number = 2; taken.includes(name.toLowerCase()); number++) name = `${wish} ${number}`;
    return name;
  }

  /** What is drawn begins anew; an arrow goes one on, and no further than the graph has operations. */
  #scribbles({ expression, operation, direction }: Extract<Command, { type: 'scratch' }>): boolean {
    if (expression !== undefined) {
      this.expression = expression;
      this.scratched = operation ?? 0;
      return true;
    }
    const before = this.scratched;
    // The lecture's has three operators, and those that are drawn here one: forwards, the start, and back.
    const most = this.expression.startsWith('f') ? 7 : 3;
    this.scratched = Math.max(0, Math.min(most, before + (direction ?? 0)));
    return this.scratched !== before;
  }

  /** A list of steps, each once: one is taken out, one comes to its place or to the end. */
  #changesBreakpoints({ add, remove }: Extract<Command, { type: 'breakpoints' }>): boolean {
    const before = this.breakpoints.join();
    const gone = remove?.kind === 'step' ? remove.step : null;
    const come = add?.kind === 'step' ? add.step : null;
    const isTaken = gone !== null && this.breakpoints.includes(gone);
    const isThere = come !== null && come !== gone && this.breakpoints.includes(come);
    if (isTaken && come !== null) {
      this.breakpoints = this.breakpoints
        .filter((step) => step === gone || step !== come)
        .map((step) => (step === gone ? come : step));
    } else if (isTaken) this.breakpoints = this.breakpoints.filter((step) => step !== gone);
    else if (come !== null && !isThere) this.breakpoints.push(come);
    return isTaken || this.breakpoints.join() !== before;
  }

  // What it is.

  /** What a fold must give, without names and words, which stand in rows. */
  get shape(): PlainShape {
    const { standing, subject } = this;
    const { driver, wheelLostBy, locked, namesHidden, screensHeld, pointer, page, objective, speed } = this;
    const isRunning = standing.status === 'running';
    return structuredClone({
      ...{ driver, wheelLostBy, locked, namesHidden, screensHeld, pointer, page, objective, speed },
      hasName: this.name !== null,
      expression: this.expression,
      scratched: this.scratched,
      breakpoints: this.breakpoints,
      members: [...this.members.keys()].toSorted(),
      instructors: [...this.instructors].toSorted(),
      assistants: [...this.assistants].toSorted(),
      removed: this.removed,
      texts: this.texts.map(
        ({ id, member, contribution, open, voters }) =>
          [id, member, contribution.kind, open, voters] as const,
      ),
      hands: this.hands.map(({ member }) => member),
      shown: this.shown,
      lost: this.lost.map(({ members }) => members),
      lostHere: this.lostHere,
      questions: this.questions.map(({ kind, phase, seconds, hasSecond, answers, hands }) => ({
        ...{ kind, phase, seconds, hasSecond, answers, hands: [...hands] },
      })),
      question: this.question,
      runs: this.runs.map(({ layers, openingRate, branches }, run) => ({
        layers,
        openingRate,
        branches: branches.map(({ from, rates, head }, branch) => ({
          from,
          rates: rates.map(({ after, rate }) => [after, rate] as const),
          head: isRunning && standing.run === run && standing.branch === branch ? null : head,
        })),
      })),
      standing: isRunning
        ? { status: 'running', run: standing.run, branch: standing.branch, from: standing.from }
        : standing,
      subject: subject.kind === 'sentence' ? { kind: subject.kind, operation: subject.operation } : subject,
      probe: this.probe,
    });
  }

  /** Whom a name is told of, and what was written: the newest. */
  get words() {
    return {
      class: this.name,
      names: Object.fromEntries(this.members),
      texts: this.texts.map(({ contribution }) => contribution),
    };
  }

  /** What everybody is told of who is here. */
  get presence(): Presence {
    const { driver, wheelLostBy } = this;
    const isHere = (this.people.get(driver ?? '')?.connections.size ?? 0) > 0;
    const asked = this.#asked;
    const now = asked?.hasSecond ? 1 : 0;
    return {
      here: this.here,
      driver: driver === null ? (wheelLostBy === null ? 'none' : 'lost') : isHere ? 'here' : 'away',
      answered:
        (asked?.answers.filter(([, round]) => round === now).length ?? 0) +
        (asked?.hands[now] ?? []).reduce((all, hand) => all + hand, 0),
      ...((asked?.phase === 'first' || asked?.phase === 'second') && {
        awaited: [...this.people.values()].filter(
          ({ id, connections }) =>
            connections.size > 0 &&
            this.roleOf(id) === 'viewer' &&
            !asked.answers.some(([member, round]) => member === id && round === now),
        ).length,
      }),
      votes: this.texts.flatMap(({ id, open, voters }) => (open ? [[id, voters.length] as const] : [])),
    };
  }

  /** What those who lead are told, once everybody has answered the pulse. */
  get desk(): Omit<Desk, 'lostAt'> {
    const told = (id: string): string | null => (this.namesHidden ? null : this.nameOf(id));
    const people = [...this.people.values()].flatMap(({ id, screen, connections, following }) => {
      const role = this.roleOf(id);
      const standing = connections.size > 0 ? ('here' as const) : ('dropped' as const);
      const person = { id, name: told(id), role, instructor: this.instructors.has(id), standing };
      return screen ? [] : [{ ...person, following: following || role === 'driver' }];
    });
    const viewers = people.filter(({ role, standing }) => role !== 'driver' && standing === 'here');
    const asked = this.#asked;
    return {
      people,
      following: viewers.filter(({ following }) => following).length,
      viewers: viewers.length,
      lost: this.lostHere.length,
      contributions: this.texts.map(({ id, member, contribution, open, voters }) => ({
        ...{ id, member, contribution, open },
        ...{ name: told(member), votes: voters.length },
      })),
      hands: this.hands.flatMap(({ member, since }) =>
        (this.people.get(member)?.connections.size ?? 0) > 0 ? [{ member, name: told(member), since }] : [],
      ),
      screens: [...this.people].flatMap(([id, { screen, connections, since }]) =>
        screen && connections.size > 0 ? [{ id, since }] : [],
      ),
      rounds: (asked ? (asked.hasSecond ? [0, 1] : [0]) : []).map((round) =>
        Array.from(
          { length: asked?.choices ?? 0 },
          (_, choice) =>
            (asked?.answers.filter(([, of, chosen]) => of === round && chosen === choice).length ?? 0) +
            (asked?.hands[round]?.[choice] ?? 0),
        ),
      ),
      ...(asked?.hands.some((counts) => counts?.some((hand) => hand > 0)) && {
        byHands: (asked.hasSecond ? [0, 1] : [0]).map(
          (round) => asked.hands[round] ?? Array.from({ length: asked.choices }, () => 0),
        ),
      }),
    };
  }
}

const firstBranch = (): PlainBranch => ({ from: null, rates: [], head: 0 });

const intervalOf = (granularity: string): number => (granularity === 'operation' ? 17 : 250);
