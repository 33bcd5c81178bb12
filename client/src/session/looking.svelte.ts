/** What this browser looks at: what the driver shows, or something of its own (SPEC FO); and where that is asked for. */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { objectiveOf } from '@deltaboard/shared/protocol/state.ts';
import type { View } from '@deltaboard/shared/protocol/view.ts';
import type { Scratch } from '@deltaboard/shared/scratch/scratch.ts';
import { stepPlan } from '@deltaboard/shared/training/configuration.ts';
import { passLength, stepLength, windowPlan } from '@deltaboard/shared/training/operations.ts';
import type { Entry } from './address.ts';
import {
  aidsOf,
  classPlace,
  FOLLOWING,
  isFollowing,
  ownAfter,
  ownWith,
  rejoined,
  viewOf,
  type Own,
} from './outlook.ts';
import type { Told } from './told.svelte.ts';

/** Sends a command; `command` also says what it was refused with. */
interface Asks {
  send(command: Command): Promise<unknown>;
  command(command: Command): Promise<unknown>;
}

export class Looking {
  readonly #entry: Pick<Entry, 'screen'>;
  readonly #told: Told;
  readonly #asks: Asks;
  #own = $state.raw<Own>(FOLLOWING);
  /** What the driver has asked the class to look at otherwise, until it does: presses in a row stand on each other. */
  #asked = $state.raw<readonly Partial<View>[]>([]);
  /** What the server was last told. */
  #saidFollowing = true;

  constructor(entry: Pick<Entry, 'screen'>, told: Told, asks: Asks) {
    this.#entry = entry;
    this.#told = told;
    this.#asks = asks;
  }

  /** Operations of the pass that is shown. */
  readonly #passLength = $derived.by(() => {
    const { run, state } = this.#told;
    if (!run || !state) return 0;
    const plan = stepPlan(run.configuration);
    return state.subject.kind === 'window'
      ? stepLength(plan, state.view.objective)
      : passLength(windowPlan(plan), objectiveOf(state, run.configuration));
  });

  /** Where the class stands in its pass; null while it runs. */
  readonly classPlace = $derived.by(() => this.#told.state && classPlace(this.#told.state, this.#passLength));

  /** What is one's own of what is looked at. The driver's outlook is the class's, and so is a projector's. */
  readonly #ownNow = $derived.by(() => {
    const { role } = this.#told;
    return role === 'driver' || role === 'screen' ? FOLLOWING : ownAfter(this.#own, this.classPlace);
  });
  readonly isFollowing = $derived(isFollowing(this.#ownNow));

  /** An earlier operation of one's own. */
  readonly ownOperation = $derived(this.#ownNow.place?.operation ?? null);

  /** How the class looks, or is about to. */
  readonly aimedView = $derived.by((): View | null => {
    const view = this.#told.state?.view;
    return view ? Object.assign({}, view, ...this.#asked) : null;
  });

  /** How this browser looks at the pass. */
  readonly outlook = $derived.by(() => {
    const { state, isDriver } = this.#told;
    if (!state) return null;
    return viewOf(
      state.view,
      isDriver && this.aimedView ? { ...FOLLOWING, aids: aidsOf(this.aimedView) } : this.#ownNow,
    );
  });

  /** The scratch graph that is shown. */
  readonly scratch = $derived.by(() => this.#ownNow.scratch ?? this.#told.state?.scratch ?? null);

  /** Operations of the pass that are shown as performed; null while the class runs. */
  readonly operation = $derived(this.ownOperation ?? this.classPlace?.operation ?? null);

  /** Changes how the pass is looked at: the driver for the class, everybody else for themselves, where they may. */
  see(changed: Partial<View>): void {
    if (!this.#told.state) return;
    if (this.#told.isDriver) return void this.#show(changed);
    this.#leave((own) => ownWith(own, changed));
  }

  /** A change names only what it changes: what somebody else has changed meanwhile stays. */
  async #show(changed: Partial<View>): Promise<void> {
    this.#asked = [...this.#asked, changed];
    await this.#asks.command({ type: 'view', view: changed });
    this.#asked = this.#asked.filter((asked) => asked !== changed);
  }

  /** Looks at an earlier operation of the pass; the one where the class stands, and whatever comes after it, follows again. */
  lookBack(operation: number): void {
    const place = this.classPlace;
    if (!place) return;
    const isEarlier = operation < place.operation;
    const left = isEarlier ? { pass: place.pass, operation: Math.max(1, operation) } : null;
    this.#leave((own) => ({ ...own, place: left }));
  }

  /** A scratch graph of one's own; the class's stays as it is. */
  takeScratch(scratch: Scratch): void {
    this.#leave((own) => ({ ...own, scratch }));
  }

  /** Back to what the driver shows. */
  resume(): void {
    this.#leave(rejoined);
  }

  #leave(change: (own: Own) => Own): void {
    if (this.#told.isDriver || this.#entry.screen) return;
    this.#own = change(ownAfter(this.#own, this.classPlace));
    this.tellFollowing();
  }

  /** A connection begins as one that follows. */
  connected(): void {
    this.#saidFollowing = true;
    this.tellFollowing();
  }

  tellFollowing(): void {
    const following = this.isFollowing;
    const { isDriver, connection } = this.#told;
    if (following === this.#saidFollowing || isDriver || connection.status !== 'live') return;
    this.#saidFollowing = following;
    void this.#asks.send({ type: 'follow', following });
  }
}
