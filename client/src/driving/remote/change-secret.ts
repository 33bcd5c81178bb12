/** A new secret for the class (SPEC DR7): drawn here and kept before it is sent, so that an answer that is lost locks nobody out. */
import { refusalData, Refusal } from '@deltaboard/shared/refusal.ts';
import type { SecretRequest } from '@deltaboard/shared/protocol/classes.ts';
import { post } from '../../browser/http.ts';
import { random128 } from '../../browser/random.ts';
import { keepClass, keepNext } from '../../session/kept-classes.ts';
import type { Problem, Session } from '../../session/session.svelte.ts';

/** What was wrong, or null. */
export async function changeSecret(session: Session, ask: typeof fetch = fetch): Promise<Problem | null> {
  const { code, secret } = session.entry;
  if (secret === null) return { code: 'bad-secret', params: {} };
  const next = random128();
  let problem: Problem | null = null;
  await session.awayWhile(async () => {
    try {
      keepNext(code, next);
      const wanted: SecretRequest = { code, secret, next };
      await post('api/classes/secret', wanted, ask);
      keepClass({ code, secret: next });
      return next;
    } catch (error) {
      problem = error instanceof Refusal ? refusalData(error) : 'no-connection';
      // Without an answer it may have happened: then the next one is tried when this one is refused.
      if (problem !== 'no-connection') keepClass({ code, secret });
      return secret;
    }
  });
  return problem;
}
