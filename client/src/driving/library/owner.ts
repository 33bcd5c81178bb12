/** The secret by which this browser's texts and word vectors are found again: whoever has it is their owner (SPEC DA1). */
import { random128 } from '../../browser/random.ts';
import { recall, remember } from '../../browser/storage.ts';

const KEY = 'owner';
/** Of a browser that remembers nothing, for as long as the page lives. */
let drawn: string | null = null;

export function ownerSecret(): string {
  const kept = recall(KEY);
  if (kept !== null && /^[\w-]{22}$/.test(kept)) return kept;
  drawn ??= random128();
  remember(KEY, drawn);
  return drawn;
}
