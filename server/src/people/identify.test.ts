import { fold } from '@deltaboard/shared/class/evolve.ts';
import type { Fact } from '@deltaboard/shared/class/fact.ts';
import type { ClassState } from '@deltaboard/shared/class/state.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { describe, expect, test } from 'vitest';
import { manualClock } from '../rooms/testing/manual-clock.ts';
import { hashSecret, randomId, randomSecret } from '../secrets.ts';
import { identify, type Credentials, type Identity } from './identify.ts';
import { DROPPED_FOR_MS, Presence } from './presence.ts';

const secret = randomSecret();
const limits = { members: 30, screens: 3 };

/** A class that knows these members, each by its token; nobody is here yet. */
function lobby(...facts: readonly Fact[]) {
  const clock = manualClock();
  const silent = { changed() {}, driverGone() {}, forgotten() {}, pulse() {} };
  const presence = new Presence(clock, silent);
  const opened: Fact = { type: 'class-opened', code: 'KQ7M-2P', secretHash: hashSecret(secret) };
  const state: ClassState = fold(
    [opened, ...facts].map((fact, k) => ({ seq: k + 1, at: k, by: null, command: null, fact })),
  );
  const who = (credentials: Credentials): Identity => identify(state, presence, credentials, limits);
  return {
    clock,
    presence,
    who,
    join(connection: string, credentials: Credentials): Identity {
      const identity = who(credentials);
      const { id, token, screen } = identity;
      presence.join(connection, id, { screen, guest: () => ({ token: hashSecret(token), name: '' }) });
      return identity;
    },
  };
}

const credentialsOf = ({ id, token }: Identity): Credentials => ({ member: { id, token } });
const known = { id: 'member', token: randomSecret() };
const joined = (instructor: boolean): Fact => ({
  type: 'member-joined',
  member: known.id,
  token: hashSecret(known.token),
  instructor,
  name: 'name member',
});

describe('RM2 who a connection belongs to', () => {
  test('whoever shows the token is the same member, on any number of connections', () => {
    const { join, presence } = lobby();
    const first = join('a', {});
    const again = join('b', credentialsOf(first));
    expect(again).toEqual(first);
    expect(presence.here).toBe(1);
    presence.leave('a');
    expect(presence.isHere(first.id)).toBe(true);
    presence.leave('b');
    expect(presence.isHere(first.id)).toBe(false);
    expect(presence.here).toBe(0);
  });

  test('an id without its token is somebody new', () => {
    const { join, presence } = lobby();
    const first = join('a', { secret });
    const thief = join('b', { member: { id: first.id, token: randomSecret() } });
    expect(thief.id).not.toBe(first.id);
    expect(thief.showsSecret).toBe(false);
    expect(presence.here).toBe(2);
  });

  test('a member of the class is known by its token, whether or not it is here; without it, it is somebody new', () => {
    const { who } = lobby(joined(false));
    expect(who({ member: known })).toMatchObject({ ...known, showsSecret: false, device: null });
    const thief = who({ member: { id: known.id, token: randomSecret() } });
    expect(thief.id).not.toBe(known.id);
    expect(who({ member: { id: '__proto__', token: randomSecret() } }).id).not.toBe('__proto__');
  });

  test('the secret is looked at before anything else; a wrong one is refused', () => {
    const { join, who, presence } = lobby(joined(true));
    expect(join('a', { secret })).toMatchObject({ showsSecret: true, device: null });
    expect(() => who({ secret: randomSecret() })).toThrow(new Refusal('bad-secret'));
    expect(() => who({ secret: randomSecret(), member: known })).toThrow(new Refusal('bad-secret'));
    expect(() => who({ secret: randomSecret(), as: known.id })).toThrow(new Refusal('bad-secret'));
    expect(presence.here).toBe(1);
  });

  test('JN2 with the secret a second device is the instructor’s own member, with a token of its own', () => {
    const { who } = lobby(joined(true));
    const phone = who({ secret, as: known.id });
    expect(phone).toMatchObject({ id: known.id, device: hashSecret(phone.token) });
    expect(phone.token).not.toBe(known.token);
    expect(who({ as: known.id }).id).not.toBe(known.id);
    const ofViewer = lobby(joined(false));
    expect(ofViewer.who({ secret, as: known.id }).id).not.toBe(known.id);
  });

  test('somebody who has left no trace brings its own id and token to a server that was started again', () => {
    const before = lobby();
    const guest = before.join('a', {});
    const after = lobby();
    expect(after.join('a', credentialsOf(guest))).toMatchObject({ id: guest.id, token: guest.token });
    // Whoever claims it while it is here does not get it.
    const thief = after.join('b', { member: { id: guest.id, token: randomSecret() } });
    expect(thief.id).not.toBe(guest.id);
  });

  test.each([
    ['an id that no server of ours gave', { id: 'root', token: randomSecret() }],
    ['a token that none gave', { id: randomId(), token: 'guessed' }],
  ])('%s is not taken', (_name, member) => {
    const { who } = lobby();
    expect(who({ member }).id).not.toBe(member.id);
    expect(who({ member }).token).not.toBe(member.token);
  });

  test('RM8 who was sent away is refused, whatever it shows', () => {
    const { who } = lobby(joined(false), { type: 'member-removed', member: known.id });
    expect(() => who({ member: known })).toThrow(new Refusal('kicked'));
    expect(() => who({ member: { id: known.id, token: randomSecret() } })).toThrow(new Refusal('kicked'));
  });

  test('RM8 a locked class lets in members, whoever is here, and the secret', () => {
    const { who, join, presence } = lobby(joined(false), { type: 'room-locked', locked: true });
    expect(() => who({})).toThrow(new Refusal('locked'));
    expect(() => who({ screen: true })).toThrow(new Refusal('locked'));
    expect(() => who({ member: { id: randomId(), token: randomSecret() } })).toThrow(new Refusal('locked'));
    expect(who({ member: known }).id).toBe(known.id);
    const instructor = join('a', { secret });
    presence.leave('a');
    expect(who(credentialsOf(instructor)).id).toBe(instructor.id);
  });

  test('a full room refuses; whoever has the secret, or is known, gets in', () => {
    const { join, who, presence } = lobby(joined(false));
    const guests = Array.from({ length: limits.members }, (_, k) => join(`${k}`, {}));
    const full = new Refusal('too-many', { what: 'members', limit: limits.members });
    expect(() => who({})).toThrow(full);
    expect(who({ secret }).showsSecret).toBe(true);
    expect(who({ member: known }).id).toBe(known.id);
    expect(who(credentialsOf(guests[7])).id).toBe(guests[7].id);
    presence.leave('7');
    expect(who({})).toMatchObject({ showsSecret: false });
  });

  test('JN3 projectors are counted apart, and so many', () => {
    const { join, who, presence } = lobby();
    for (let k = 0; k < limits.screens; k++) expect(join(`${k}`, { screen: true }).screen).toBe(true);
    expect(() => who({ screen: true })).toThrow(
      new Refusal('too-many', { what: 'screens', limit: limits.screens }),
    );
    expect(presence.here).toBe(0);
    expect(presence.screens).toBe(limits.screens);
    expect(who({}).screen).toBe(false);
  });

  test('RM9 a guest who is gone for half a minute is forgotten, and still itself when it comes back', () => {
    const { join, presence, clock } = lobby();
    const guest = join('a', {});
    presence.leave('a');
    expect(presence.tokenOf(guest.id)).not.toBeNull();
    clock.pass(DROPPED_FOR_MS);
    expect(presence.tokenOf(guest.id)).toBeNull();
    expect(join('b', credentialsOf(guest)).id).toBe(guest.id);
  });
});
