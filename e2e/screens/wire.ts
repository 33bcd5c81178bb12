/** What the server sends to a page, as it passes: how far the page has been told, and held back where the page is to stand. */
import type { Position, RoomEventMessage, Welcome } from '@deltaboard/shared/protocol/events.ts';
import type { BrowserContext, WebSocketRoute } from '@playwright/test';
import { Decoder } from 'socket.io-msgpack-parser';
import { Conditions } from '../conditions.ts';

export class Wire {
  #told: Position | null = null;
  /** Live pictures that have passed. */
  #frames = 0;
  /** What waits, in its order; null: nothing is held back. */
  #held: (() => void)[] | null = null;
  readonly #conditions = new Conditions();

  /** Of every page of the context. */
  static async of(context: BrowserContext): Promise<Wire> {
    const wire = new Wire();
    await context.routeWebSocket(/socket\.io/, (page) => wire.#between(page, page.connectToServer()));
    return wire;
  }

  /** Resolves once the page has been told everything up to this event. */
  told({ term, seq }: Position): Promise<void> {
    return this.#conditions.until(
      () =>
        this.#told !== null &&
        (this.#told.term > term || (this.#told.term === term && this.#told.seq >= seq)),
    );
  }

  /** Resolves once another live picture has passed; from then on nothing passes. */
  async hold(): Promise<void> {
    const before = this.#frames;
    await this.#conditions.until(() => this.#frames > before);
    this.#held = [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const pass of held) pass();
  }

  #between(page: WebSocketRoute, server: WebSocketRoute): void {
    const decoder = new Decoder();
    decoder.on('decoded', ({ data }: { readonly data?: unknown }) => this.#read(data));
    page.onMessage((message) => server.send(message));
    server.onMessage((message) => {
      // Signs of life, without which a page thinks itself alone.
      if (typeof message === 'string') return page.send(message);
      const pass = (): void => {
        page.send(message);
        decoder.add(message);
      };
      if (this.#held) this.#held.push(pass);
      else pass();
    });
  }

  #read(data: unknown): void {
    if (!Array.isArray(data)) return;
    const [name, message] = data as readonly unknown[];
    if (name === 'frame') this.#frames++;
    if (name === 'event') this.#told = message as RoomEventMessage;
    if (name === 'welcome') this.#told = message as Welcome;
    this.#conditions.look();
  }
}
