/** What a page has asked for and not got yet: a part that is loaded when it is called is looked at once it is there. */
import type { Page, Request } from '@playwright/test';
import { Conditions } from '../conditions.ts';

export class Loading {
  readonly #asked = new Set<Request>();
  readonly #conditions = new Conditions();

  constructor(page: Page) {
    page.on('request', (request) => void this.#asked.add(request));
    const come = (request: Request): void => {
      this.#asked.delete(request);
      this.#conditions.look();
    };
    page.on('requestfinished', come);
    page.on('requestfailed', come);
  }

  /** Resolves once everything is there; with whether there was anything to wait for. */
  async isOver(): Promise<boolean> {
    if (this.#asked.size === 0) return false;
    await this.#conditions.until(() => this.#asked.size === 0);
    return true;
  }
}
