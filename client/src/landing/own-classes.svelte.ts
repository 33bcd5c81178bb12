/** The classes whose secret this browser holds, as the server has them. */
import type {
  ClassKey,
  DeleteRequest,
  KeptClass,
  MineReply,
  MineRequest,
  RenameRequest,
} from '@deltaboard/shared/protocol/classes.ts';
import { refusalData, Refusal, type RefusalData } from '@deltaboard/shared/refusal.ts';
import { post } from '../browser/http.ts';
import { forgetClasses, keptClasses } from '../session/kept-classes.ts';

export type OwnClass = KeptClass & ClassKey;
export type Trouble = RefusalData | 'no-connection';

export class OwnClasses {
  readonly #ask: typeof fetch;
  #list = $state.raw<readonly OwnClass[] | null>(null);
  #trouble = $state.raw<Trouble | null>(null);
  #deleted = $state(false);

  constructor(ask: typeof fetch = (...request) => fetch(...request)) {
    this.#ask = ask;
  }

  /** What was last heard of them, the latest first; null before the first answer. */
  get list(): readonly OwnClass[] | null {
    return this.#list;
  }

  /** There is nothing to show: no class, nor one that was deleted a moment ago. */
  get isEmpty(): boolean {
    return this.#list?.length === 0 && !this.#deleted;
  }

  /** Why they could not be looked for. */
  get trouble(): Trouble | null {
    return this.#trouble;
  }

  /** Looks for all of them. Only what the server says that it does not have is forgotten. */
  async look(): Promise<void> {
    const keys = keptClasses().map(({ code, secret }) => ({ code, secret }));
    if (keys.length === 0) return void (this.#list = []);
    this.#trouble = await this.#trying(async () => {
      const wanted: MineRequest = { classes: keys };
      const { classes, unreadable } = (await post('api/classes/mine', wanted, this.#ask)) as MineReply;
      const known = keys.flatMap(({ code, secret }): OwnClass[] => {
        const found = classes.find((one) => one.code === code);
        return found ? [{ ...found, secret }] : [];
      });
      const codes = [...known.map(({ code }) => code), ...unreadable];
      forgetClasses(keys.map(({ code }) => code).filter((code) => !codes.includes(code)));
      this.#list = known.sort((one, other) => other.last - one.last);
      if (unreadable.length > 0) throw new Refusal('unreadable-room', { code: unreadable[0] });
    });
  }

  /** An empty name is none. What was wrong, or null. */
  rename({ code, secret }: ClassKey, name: string): Promise<Trouble | null> {
    return this.#trying(async () => {
      const wanted: RenameRequest = { code, secret, name };
      await post('api/classes/rename', wanted, this.#ask);
      this.#list = (this.#list ?? []).map((one) =>
        one.code === code ? { ...one, name: name || null } : one,
      );
    });
  }

  /** For everybody and for good. What was wrong, or null. */
  delete({ code, secret }: ClassKey): Promise<Trouble | null> {
    return this.#trying(async () => {
      const wanted: DeleteRequest = { code, secret };
      await post('api/classes/delete', wanted, this.#ask);
      forgetClasses([code]);
      this.#deleted = true;
      this.#list = (this.#list ?? []).filter((one) => one.code !== code);
    });
  }

  async #trying(act: () => Promise<void>): Promise<Trouble | null> {
    try {
      await act();
      return null;
    } catch (error) {
      return error instanceof Refusal ? refusalData(error) : 'no-connection';
    }
  }
}
