/** What the page asks over HTTP. */
import { Refusal, type RefusalData } from '@deltaboard/shared/refusal.ts';
import { root } from './root.ts';

export const isRefusal = (value: unknown): value is RefusalData =>
  typeof value === 'object' && value !== null && 'code' in value && 'params' in value;

/**
 * Posts to the server's API, from the root on; null where it answers without a body.
 * @param key of whoever runs the server; empty: none
 * @throws Refusal as the server gave it, 'internal' when it gave none; TypeError when the network failed
 */
export async function post(
  path: string,
  value?: object,
  ask: typeof fetch = fetch,
  key = '',
): Promise<unknown> {
  const response = await ask(root + path, {
    method: 'POST',
    headers: {
      ...(value && { 'content-type': 'application/json' }),
      ...(key !== '' && { authorization: `Bearer ${key}` }),
    },
    ...(value && { body: JSON.stringify(value) }),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  const refusal = isRefusal(answer) ? answer : { code: 'internal' as const, params: {} };
  throw new Refusal(refusal.code, refusal.params);
}
