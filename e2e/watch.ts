/** What must not happen in any page of any story: a report of the security policy, an error, a crash (SPEC HT1). */
import type { BrowserContext } from '@playwright/test';

/** What the browser itself says of a connection that is lost: a story that cuts one allows it. */
export const LOST_CONNECTION =
  /WebSocket connection to .* failed|WebSocket is already in CLOSING or CLOSED state|net::ERR_/;

export interface Watch {
  /** This story makes such an error on purpose. */
  allow(expected: RegExp): void;
  /** What has gone wrong and was not expected. */
  problems(): readonly string[];
}

export async function watch(context: BrowserContext): Promise<Watch> {
  const allowed: RegExp[] = [];
  const problems: string[] = [];
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      console.error(`Content-Security-Policy: ${violatedDirective} ${blockedURI} ${sourceFile}`);
    });
  });
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} ${message.location().url}`);
  });
  context.on('weberror', (error) => {
    const thrown: unknown = error.error();
    problems.push(`uncaught: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
  });
  context.on('page', (page) => {
    page.on('crash', () => problems.push('the page crashed'));
  });
  return {
    allow: (expected) => void allowed.push(expected),
    problems: () => problems.filter((problem) => !allowed.some((expected) => expected.test(problem))),
  };
}
