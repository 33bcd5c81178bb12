/** The process that keeps the classes, as the server sees it: calls go out by the tick, and come back as promises. */
import { fork, type ChildProcess } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Answer, Call, CallName, Calls, Failure, FoundHead, FromKeeper, ToKeeper } from './messages.ts';
import { CodeTaken, Fenced, Unreadable, type StoredClass, type StoredEvent } from './store.ts';
import { StoreError } from './store-error.ts';
import { parsed, storedRow } from './written.ts';

interface Pending {
  /** The class that it is about; empty: none. */
  readonly code: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  /** Of events that came ahead of the answer. */
  readonly parts: string[];
}

export class KeeperProcess {
  /** Resolves when the process has ended, whyever. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  #outgoing: Call[] = [];
  #lastId = 0;
  #hasEnded = false;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (message: FromKeeper) => {
      this.#hear(message);
    });
    // `close` comes behind the last message, `exit` may come before it.
    this.ended = new Promise((resolve) => {
      child.once('close', () => {
        this.#hasEnded = true;
        for (const { reject } of this.#pending.values()) reject(lost());
        this.#pending.clear();
        resolve();
      });
    });
  }

  /** Rejects with one line for the terminal. */
  static async open(folder: string): Promise<KeeperProcess> {
    const child = start(folder);
    const first = await new Promise<FromKeeper>((resolve, reject) => {
      child.once('message', resolve);
      // For as long as it lives: an error that nobody listens to would end the server.
      child.on('error', reject);
      child.once('close', (code, signal) => {
        reject(new Error(`the process that keeps the classes ended at once (${String(signal ?? code)})`));
      });
    });
    if (first.type === 'refused') throw new Error(first.message);
    return new KeeperProcess(child);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What is asked of `code`, a class; of none: an empty one. */
  async ask<N extends CallName>(
    name: N,
    code: string,
    values: Parameters<Calls[N]>,
    parts: string[] = [],
  ): Promise<ReturnType<Calls[N]>> {
    const answer = this.#pend(code, parts, (id) => {
      // Everything that is asked in one turn of the loop crosses as one message.
      if (this.#outgoing.length === 0) queueMicrotask(() => this.#flush());
      this.#outgoing.push({ id, name, values } as Call);
    });
    return (await answer) as ReturnType<Calls[N]>;
  }

  /** A class whole. Rejects with Unreadable where it is damaged, and nothing else is. */
  async askClass(name: 'take' | 'read', code: string): Promise<StoredClass | null> {
    try {
      return await this.#askClass(name, code);
    } catch (error) {
      throw !(error instanceof StoreError) || damages.test(error.code) ? new Unreadable(error) : error;
    }
  }

  /** Of its events, one part is read a turn of the loop. */
  async #askClass(name: 'take' | 'read', code: string): Promise<StoredClass | null> {
    const parts: string[] = [];
    const head: FoundHead | null = await this.ask(name, code, [code], parts);
    if (!head) return null;
    const events: StoredEvent[] = [];
    for (const part of parts) {
      events.push(...parsed(part));
      await setImmediate();
    }
    return { term: head.term, events, rows: head.rows.map(storedRow) };
  }

  /** Resolves when nothing of what was erased before is left in a file. */
  async settled(): Promise<void> {
    await this.#pend('', [], (id) => {
      this.#flush();
      this.#send({ type: 'settle', id });
    });
  }

  /** Resolves when everything has been answered and the process has ended. */
  async close(): Promise<void> {
    this.#flush();
    this.#send({ type: 'close' });
    await this.ended;
  }

  #pend(code: string, parts: string[], post: (id: number) => void): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#hasEnded) return void reject(lost());
      const id = ++this.#lastId;
      this.#pending.set(id, { code, parts, resolve, reject });
      post(id);
    });
  }

  #flush(): void {
    const calls = this.#outgoing;
    this.#outgoing = [];
    if (calls.length > 0) this.#send({ type: 'calls', calls });
  }

  /** What does not arrive is rejected when the process is seen to have ended. */
  #send(message: ToKeeper): void {
    this.#child.send(message, () => undefined);
  }

  #hear(message: FromKeeper): void {
    switch (message.type) {
      case 'part':
        this.#pending.get(message.id)?.parts.push(message.events);
        return;
      case 'answers':
        for (const answer of message.answers) this.#settle(answer);
    }
  }

  #settle(answer: Answer): void {
    const pending = this.#pending.get(answer.id);
    if (!pending) return;
    this.#pending.delete(answer.id);
    if ('failure' in answer) pending.reject(errorOf(answer.failure, pending.code));
    else pending.resolve(answer.value);
  }
}

function errorOf(failure: Failure, code: string): Error {
  switch (failure.type) {
    case 'fenced':
      return new Fenced(code, failure.detail);
    case 'code-taken':
      return new CodeTaken(code);
    case 'other':
      return new StoreError(failure.message, failure.code);
  }
}

/** Of what SQLite says in reading: pages, tables or texts are not what was written. A full or a busy disk damages nothing. */
const damages = /^(|SQLITE_ERROR|SQLITE_CORRUPT.*|SQLITE_IOERR_(SHORT_)?READ)$/;

const lost = (): StoreError => new StoreError('the process that keeps the classes has ended', 'STORE_LOST');

/** From source through a plain-JavaScript bootstrap, from the bundle its own entry. */
function start(folder: string): ChildProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const entry = new URL(isSource ? './store-bootstrap.mjs' : './store-worker.js', import.meta.url);
  return fork(fileURLToPath(entry), [folder], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}
