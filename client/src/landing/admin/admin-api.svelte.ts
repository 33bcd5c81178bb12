/** The server as whoever runs it sees it. The key is kept nowhere but in this page. */
import type { AdminReply, AdminRequest } from '@deltaboard/shared/protocol/admin.ts';
import { Refusal, refusalData, type RefusalData } from '@deltaboard/shared/refusal.ts';
import { isRefusal } from '../../browser/http.ts';
import { root } from '../../browser/root.ts';

export type Trouble = RefusalData | 'no-connection';

export class Administration {
  readonly #ask: typeof fetch;
  #key = '';
  #seen = $state.raw<AdminReply | null>(null);
  #trouble = $state.raw<Trouble | null>(null);

  constructor(ask: typeof fetch = (...request) => fetch(...request)) {
    this.#ask = ask;
  }

  /** Null until the key has opened it. */
  get seen(): AdminReply | null {
    return this.#seen;
  }

  get trouble(): Trouble | null {
    return this.#trouble;
  }

  async open(key: string): Promise<void> {
    this.#key = key.trim();
    await this.look();
  }

  look(): Promise<void> {
    return this.#trying(async () => {
      this.#seen = (await this.#request('')) as AdminReply;
    });
  }

  does(act: 'close' | 'delete', code: string): Promise<void> {
    return this.#trying(async () => {
      const wanted: AdminRequest = { code };
      await this.#request(`/${act}`, wanted);
      this.#seen = (await this.#request('')) as AdminReply;
    });
  }

  async #request(path: string, body?: object): Promise<unknown> {
    const response = await this.#ask(`${root}api/admin${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer;
    throw isRefusal(answer) ? new Refusal(answer.code, answer.params) : new Refusal('internal');
  }

  async #trying(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.#trouble = null;
    } catch (error) {
      this.#trouble = error instanceof Refusal ? refusalData(error) : 'no-connection';
      // A key that opens nothing any more shows nothing any more.
      if (this.#trouble !== 'no-connection' && this.#trouble.code === 'host-key') this.#seen = null;
    }
  }
}
