/** Where a phone reaches this class: the page's own address, or where that is this computer's alone its addresses in the network. */
import { root } from '../../browser/root.ts';
import { isLocalOnly } from '../../session/address.ts';

export class Addresses {
  #origins = $state.raw<readonly string[] | null>(null);
  chosen = $state(0);

  constructor() {
    if (!isLocalOnly(location.hostname)) this.#origins = [location.origin];
    else void this.#ask();
  }

  /** Null until the server has said; none where no phone can reach it. */
  get origins(): readonly string[] | null {
    return this.#origins;
  }

  /** The chosen one; the page's own while there is no other. */
  get origin(): string {
    return this.#origins?.at(this.chosen) ?? location.origin;
  }

  async #ask(): Promise<void> {
    const response = await fetch(`${root}api/addresses`).catch(() => null);
    const body: unknown = response?.ok ? await response.json().catch(() => null) : null;
    this.#origins = Array.isArray(body) ? body.filter((one): one is string => typeof one === 'string') : [];
  }
}
