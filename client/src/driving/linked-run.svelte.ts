/** Of a class that was started from a link: its run, asked for once the class can be told, and what the page leaves out (SPEC LK5, LK6). */
import type { Hideable } from '@deltaboard/shared/link/link.ts';
import { keepLinked, linkedOf } from '../session/linked.ts';
import type { Session } from '../session/session.svelte.ts';

/** Classes whose run is on its way: of several parts of the page that may ask for it one does. */
// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
const asked = new Set<string>();

export class LinkedRun {
  readonly #hide: readonly Hideable[];

  /** In a component, as long as it is there. */
  constructor(session: Session) {
    const { code } = session;
    const { command, hide } = linkedOf(code);
    this.#hide = hide;
    if (!command) return;
    $effect(() => {
      const isThere = session.view && session.view.state.playback.status !== 'preparing';
      if (!session.canDrive || !isThere || asked.has(code)) return;
      asked.add(code);
      void session.command(command).then(() => keepLinked(code, { command: null, hide }));
    });
  }

  hides(name: Hideable): boolean {
    return this.#hide.includes(name);
  }
}
