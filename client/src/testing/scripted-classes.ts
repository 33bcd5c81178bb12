/** A server of kept classes in this process: what was posted, and what is answered. */
import type { KeptClass } from '@deltaboard/shared/protocol/classes.ts';

export const keptClass = (code: string, change: Partial<KeptClass> = {}): KeptClass => ({
  code,
  name: null,
  created: Date.UTC(2025, 10, 18, 9),
  last: Date.UTC(2025, 10, 18, 10),
  members: 31,
  step: 3996,
  until: Date.UTC(2026, 1, 18, 10),
  here: 0,
  ...change,
});

export class ScriptedClasses {
  readonly posted: { readonly path: string; readonly value: unknown }[] = [];
  /** Answers the next post; an Error is a network that fails. */
  answer: { readonly status: number; readonly body?: unknown } | Error;

  constructor(classes: readonly KeptClass[], unreadable: readonly string[] = []) {
    this.answer = { status: 200, body: { classes, unreadable } };
  }

  readonly ask: typeof fetch = (path, init) => {
    this.posted.push({ path: String(path), value: JSON.parse(String(init?.body)) as unknown });
    if (this.answer instanceof Error) return Promise.reject(this.answer);
    const { status, body } = this.answer;
    return Promise.resolve(new Response(body === undefined ? null : JSON.stringify(body), { status }));
  };
}
