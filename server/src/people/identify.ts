/**
 * Who a new connection belongs to (SPEC RM2): a member of the class, somebody who is here already, or somebody new. A guest, who has left
 * no trace yet, brings its own id and token: a server that has never heard of it, because it was started again, takes them as they are.
 */
import type { ClassState } from '@deltaboard/shared/class/state.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Limits } from '../limits.ts';
import { hashSecret, isIdentity, matchesSecret, randomId, randomSecret } from '../secrets.ts';
import type { Presence } from './presence.ts';

export interface Credentials {
  readonly member?: { readonly id: string; readonly token: string } | undefined;
  readonly secret?: string | undefined;
  /** With the secret: the instructor whose second device this is. */
  readonly as?: string | undefined;
  readonly screen?: true | undefined;
  /** Of a screen: in a page of somebody else's. */
  readonly embed?: true | undefined;
  /** From which address they come. */
  readonly address?: string;
  /** What a new member wants to be called. */
  readonly name?: string | undefined;
}

export interface Identity {
  readonly id: string;
  readonly token: string;
  readonly showsSecret: boolean;
  readonly screen: boolean;
  /** The hash of a token that a member of the class has from now on. */
  readonly device: string | null;
}

/**
 * Throws Refusal 'bad-secret' when a secret is shown that is not the class's, 'kicked' for whoever was sent away, 'locked' for somebody
 * new in a locked room, 'too-many' when it is full.
 */
export function identify(
  state: ClassState,
  presence: Presence,
  { member, secret, as, screen: isScreen, address = '' }: Credentials,
  limits: Pick<Limits, 'members' | 'screens'>,
): Identity {
  if (secret !== undefined && !matchesSecret(secret, state.secretHash)) throw new Refusal('bad-secret');
  if (member && state.removed.includes(member.id)) throw new Refusal('kicked');
  const showsSecret = secret !== undefined;
  const screen = isScreen ?? false;
  const shown = member && hashSecret(member.token);
  const known = member && Object.hasOwn(state.members, member.id) ? state.members[member.id] : null;
  if (member && shown && known?.tokens.includes(shown)) {
    return { ...member, showsSecret, screen: false, device: null };
  }
  // With the right secret, which has been looked at before.
  const other = as !== undefined && Object.hasOwn(state.members, as) ? state.members[as] : null;
  if (as !== undefined && showsSecret && other?.instructor) {
    const token = randomSecret();
    return { id: as, token, showsSecret, screen: false, device: hashSecret(token) };
  }
  const here = member && presence.tokenOf(member.id);
  if (member && here === shown && !known) {
    return { ...member, showsSecret, screen: presence.isScreen(member.id), device: null };
  }
  if (state.locked && !showsSecret) throw new Refusal('locked');
  // Whoever has the secret gets in.
  if (!showsSecret && isFull(presence, screen, limits)) {
    const what = screen ? 'screens' : 'members';
    const someoneYields =
      presence.yielding(screen, address, (id) => Object.hasOwn(state.members, id)) !== null;
    if (!someoneYields) throw new Refusal('too-many', { what, limit: limits[what] });
  }
  const isOwn = member !== undefined && !known && here === null && isIdentity(member);
  const identity = isOwn ? member : { id: randomId(), token: randomSecret() };
  return { ...identity, showsSecret, screen, device: null };
}

/** With the secret, or a token that the class knows. */
export function belongs(
  state: ClassState,
  presence: Presence,
  { secret, member }: Pick<Credentials, 'secret' | 'member'>,
): boolean {
  if (secret !== undefined) return matchesSecret(secret, state.secretHash);
  if (!member) return false;
  const shown = hashSecret(member.token);
  const known = Object.hasOwn(state.members, member.id) ? state.members[member.id] : null;
  return known?.tokens.includes(shown) ?? presence.tokenOf(member.id) === shown;
}

/** Whether there are as many members, or projectors, as may be. */
export const isFull = (
  presence: Presence,
  isScreen: boolean,
  { members, screens }: Pick<Limits, 'members' | 'screens'>,
): boolean => (isScreen ? presence.screens >= screens : presence.here >= members);
