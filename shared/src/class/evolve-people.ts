/** The class itself, and its people. */
import type { Evolvers } from './evolvers.ts';
import { withoutHand, withoutTexts } from './evolve-part.ts';
import type { ClassFact, PeopleFact } from './fact.ts';
import type { ClassState, MemberState } from './state.ts';

/** Devices of one member: the one that came first is forgotten. */
export const DEVICES_LIMIT = 20;

export const evolvePeople: Evolvers<(ClassFact | PeopleFact)['type']> = {
  'class-opened': (state, { code, secretHash }, { at }) => {
    if (state.seq > 0) throw new Error(`class ${code} was opened twice`);
    return { ...state, code, secretHash, opened: at };
  },
  'secret-changed': (state, { secretHash }) => ({
    ...state,
    secretHash,
    members: Object.fromEntries(
      Object.entries(state.members).map(([id, one]) => [id, one.instructor ? { ...one, tokens: [] } : one]),
    ),
  }),
  'class-named': (state, { name }) => ({ ...state, name }),
  'room-locked': (state, { locked }) => ({ ...state, locked }),
  'names-hidden': (state, { hidden }) => ({ ...state, namesHidden: hidden }),
  'screens-held': (state, { held }) => ({ ...state, screensHeld: held }),

  'member-joined': (state, { member, token, instructor, name }) => {
    if (Object.hasOwn(state.members, member)) throw new Error(`member ${member} joined twice`);
    const joined: MemberState = { tokens: [token], instructor, assistant: false, name };
    return { ...state, members: { ...state.members, [member]: joined } };
  },
  'member-became-instructor': (state, { member }) => withMember(state, member, () => ({ instructor: true })),
  'device-added': (state, { member, token }) =>
    withMember(state, member, ({ tokens }) => ({ tokens: [...tokens, token].slice(-DEVICES_LIMIT) })),
  'member-named': (state, { member, name }) => withMember(state, member, () => ({ name })),
  'member-appointed': (state, { member, assistant }) => withMember(state, member, () => ({ assistant })),
  'member-removed': (state, { member }) => ({
    ...without(state, member),
    removed: [...state.removed, member],
  }),
  'member-left': (state, { member }) => without(state, member),
  // Whoever drives asks nobody to be heard.
  'wheel-taken': (state, { member }) => ({
    ...state,
    driver: member,
    wheelLostBy: null,
    hands: withoutHand(state, member),
  }),
  'wheel-lost': (state, { member }) => ({ ...state, driver: null, wheelLostBy: member }),
};

/** Answers stay in their counts, under an id that nobody has any more. */
function without(state: ClassState, member: string): ClassState {
  const left = withoutTexts(state, (text) => text.member === member);
  return {
    ...left,
    texts: left.texts.map((text) => ({ ...text, voters: text.voters.filter((one) => one !== member) })),
    hands: withoutHand(state, member),
    members: Object.fromEntries(Object.entries(state.members).filter(([id]) => id !== member)),
    driver: state.driver === member ? null : state.driver,
    wheelLostBy: state.wheelLostBy === member ? null : state.wheelLostBy,
    lost: state.lost.map((place) => ({ ...place, members: place.members.filter((one) => one !== member) })),
  };
}

function withMember(
  state: ClassState,
  id: string,
  change: (known: MemberState) => Partial<MemberState>,
): ClassState {
  if (!Object.hasOwn(state.members, id)) throw new Error(`no member ${id}`);
  const known = state.members[id];
  return { ...state, members: { ...state.members, [id]: { ...known, ...change(known) } } };
}
